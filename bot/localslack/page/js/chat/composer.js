// Where one writes. Enter sends and Shift+Enter breaks the line; on a touch screen Enter breaks the line and the button sends.
import { h, onTouch } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { attachments } from "./attachments.js";
import { sendFiles, sendText } from "./sending.js";
import { openShortcuts } from "./shortcuts.js";
import { suggester } from "./suggest.js";
import { fill, growing } from "./textarea.js";

const drafts = new Map();

/** composer makes the box for a channel, or for one of its threads (which take no files); `onEditLast` is asked for on ArrowUp in an empty box. */
export function composer({ session, channel, thread, placeholder, onEditLast }) {
  const draft = [session.as, channel, thread ?? ""].join("/");
  const prefix = thread ? "thread-" : "";
  const area = h("textarea", { class: "composer-text", rows: "1", placeholder, "aria-label": placeholder, value: drafts.get(draft) ?? "", testid: `${prefix}composer`, enterkeyhint: "enter" });
  const pending = attachments(() => ready());
  const suggest = suggester(area, session, { inThread: Boolean(thread) });
  const fit = growing(area);

  const send = async () => {
    const text = area.value;
    if (!text.trim() && !pending.waiting) return;
    const files = pending.take();
    // Clear with a real event: it shrinks the box, forgets the draft and closes the suggestions.
    fill(area, "");
    const place = { session, channel, thread };
    const sent = files.length ? await sendFiles(place, text, files) : await sendText(place, text);
    if (sent) return;
    if (!area.value) fill(area, text);
    if (files.length) pending.add(files);
  };
  const sendButton = h("button", { class: "send", type: "button", "aria-label": t("send"), title: t("sendHint"), testid: `${prefix}send`, on: { pointerdown: (event) => event.preventDefault(), click: send } }, icon("send"));
  const ready = () => sendButton.classList.toggle("ready", Boolean(area.value.trim()) || pending.waiting);

  area.addEventListener("input", () => { drafts.set(draft, area.value); ready(); });
  area.addEventListener("keydown", (event) => {
    if (suggest.key(event)) { event.preventDefault(); event.stopPropagation(); return; }
    if (event.key === "ArrowUp" && !area.value) { if (onEditLast?.()) event.preventDefault(); return; }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || onTouch()) return;
    event.preventDefault();
    send();
  });
  area.addEventListener("paste", (event) => { if (!thread && event.clipboardData?.files.length) { event.preventDefault(); pending.add(event.clipboardData.files); } });
  ready();

  const insert = (text) => { area.setRangeText(text, area.selectionStart, area.selectionEnd, "end"); area.dispatchEvent(new Event("input", { bubbles: true })); area.focus(); };
  const tool = (name, words, testid, run) => { const node = h("button", { class: "icon-button", type: "button", "aria-label": words, title: words, testid: testid && prefix + testid, on: { click: () => run(node) } }, icon(name)); return node; };
  const node = h("div", { class: "composer" }, suggest.node,
    h("div", { class: "composer-box" }, pending.row, area,
      h("div", { class: "composer-tools" },
        !thread && [tool("attach", t("attach"), "attach", () => pending.input.click()), pending.input],
        tool("at", t("mention"), "mention", () => insert(/\S$/.test(area.value.slice(0, area.selectionStart)) ? " @" : "@")),
        !thread && tool("bolt", t("shortcuts"), "shortcuts", (at) => openShortcuts(at, session, (text) => put(text))),
        h("span", { class: "composer-hint" }, t("sendHint")), sendButton)));
  const put = (text) => { fill(area, text); fit(); area.focus(); area.setSelectionRange(text.length, text.length); };
  return { node, put, addFiles: pending.add, focus: () => area.focus({ preventScroll: true }) };
}
