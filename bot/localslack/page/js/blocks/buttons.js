// Buttons and the overflow menu.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { plain } from "../text/emoji.js";
import { openMenu } from "../ui/menu.js";

const styles = { primary: "button-primary", danger: "button-danger" };
const safe = /^(https?|mailto|tel):/i;

/** button sends its value; one with an address opens that as well. */
export function button(element, block, surface) {
  const words = plain(element.text);
  const press = async () => {
    if (node.classList.contains("busy") || !(await surface.confirmed(element))) return;
    if (element.url && safe.test(element.url)) window.open(element.url, "_blank", "noopener,noreferrer");
    surface.act(block, element, { text: element.text, value: element.value }, node);
  };
  const node = h("button", {
    class: `button ${styles[element.style] ?? ""}`, type: "button", data: { value: element.value },
    "aria-label": element.accessibility_label || (element.url ? `${words}, ${t("opensLink")}` : undefined), on: { click: press },
  }, h("span", { class: "button-words" }, words));
  return node;
}

/** iconButton is the small button of a context_actions block. */
export function iconButton(element, block, surface) {
  const node = h("button", {
    class: "icon-button", type: "button", "aria-label": plain(element.text), title: plain(element.text),
    on: { click: async () => { if (await surface.confirmed(element)) surface.act(block, element, { value: element.value }, node); } },
  }, icon(element.icon === "trash" ? "trash" : "more"));
  return node;
}

/** feedbackButtons are thumbs up and down. */
export function feedbackButtons(element, block, surface) {
  const one = (choice, sign, name) => h("button", {
    class: "button button-small", type: "button", "aria-label": choice?.accessibility_label ?? name,
    on: { click: (event) => surface.act(block, element, { value: choice?.value }, event.currentTarget) },
  }, plain(choice?.text) || sign);
  return h("span", { class: "button-pair" }, one(element.positive_button, "👍", t("helpful")), one(element.negative_button, "👎", t("notHelpful")));
}

/** overflow is the "…" menu of up to five choices. */
export function overflow(element, block, surface) {
  const pick = async (option) => {
    if (!(await surface.confirmed(element))) return;
    if (option.url && safe.test(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
    surface.act(block, element, { selected_option: option }, node);
  };
  const node = h("button", {
    class: "button button-overflow", type: "button", "aria-label": t("moreOptions"), "aria-haspopup": "menu", "aria-expanded": "false",
    on: { click: () => openMenu(node, (element.options ?? []).map((option) => ({ label: plain(option.text), hint: option.description && plain(option.description), testid: "overflow-option", data: { value: option.value }, run: () => pick(option) })), { label: t("moreOptions") }) },
  }, icon("more"));
  return node;
}
