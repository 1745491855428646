// The input block: label, field, hint, and the place where what is wrong is said.
import { h, uid } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { plain } from "../text/emoji.js";
import { renderElement } from "./elements.js";

const ownRow = /checkboxes|radio_buttons|multi_|datetimepicker/;

/** inputBlock draws the block and registers it with the surface, for validation. */
export function inputBlock(block, surface) {
  const id = uid("field");
  const node = renderElement(block.element, block, surface);
  const grouped = ownRow.test(block.element.type);
  const error = h("div", { class: "field-error", id: `${id}-error`, role: "alert", testid: "field-error", hidden: true });
  const hint = block.hint && h("div", { class: "field-hint", id: `${id}-hint` }, plain(block.hint));
  const words = [plain(block.label), block.optional && h("span", { class: "optional" }, ` ${t("optional")}`)];
  if (!node.id) node.id = id;
  node.removeAttribute("aria-label");
  node.setAttribute("aria-labelledby", `${id}-label`);
  node.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  if (!block.optional && !grouped) node.setAttribute("aria-required", "true");
  surface.inputs.push({ block, node, error });
  return h("div", { class: "input-block" },
    h(grouped ? "div" : "label", { class: "field-label", id: `${id}-label`, for: grouped ? undefined : node.id }, words), node, hint, error);
}
