// Editing one's own message in its place.
import * as api from "../core/api.js";
import { h, onTouch } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { withNames, withReferences } from "../text/compose.js";
import { because, toast } from "../ui/toast.js";
import { growing } from "./textarea.js";

/** startEdit turns a message's content into a field with its text; the row is left alone while the class "editing" is on it. */
export function startEdit({ session, channel, message, node }) {
  const content = node.querySelector(".content");
  const before = [...content.childNodes];
  const area = h("textarea", { class: "field field-area", rows: "1", "aria-label": t("editMessage"), value: withNames(message.text ?? "", session), testid: "edit-box" });
  const stop = () => { node.classList.remove("editing"); content.replaceChildren(...before); session.emit("messages", channel); };
  const save = async () => {
    const text = withReferences(area.value.trim(), session);
    if (!text) return;
    try {
      if (text !== message.text) await api.edit({ as: session.as, channel, ts: message.ts, text });
      stop();
    } catch (error) { toast(t("actionFailed", { why: because(error, session.app.name) }), "warn"); }
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); stop(); }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !onTouch()) { event.preventDefault(); save(); }
  });
  node.classList.add("editing");
  content.replaceChildren(area, h("div", { class: "edit-buttons" },
    h("button", { class: "button button-small", type: "button", on: { click: stop } }, t("cancel")),
    h("button", { class: "button button-primary button-small", type: "button", testid: "edit-save", on: { click: save } }, t("save"))));
  growing(area);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
