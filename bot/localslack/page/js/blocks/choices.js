// Checkboxes and radio buttons.
import { h, uid } from "../core/dom.js";
import { textObject } from "../text/object.js";

function row(kind, name, option, checked, session) {
  const box = h("input", { type: kind, name, value: option.value, checked });
  const node = h("label", { class: "choice", data: { value: option.value } }, box,
    h("span", { class: "choice-words" }, textObject(option.text, session), option.description && h("div", { class: "choice-hint" }, textObject(option.description, session))));
  return { box, node };
}

/** checkboxes reports all options that are ticked. */
export function checkboxes(element, block, surface) {
  const begun = surface.begin(block, element, { selected_options: element.initial_options ?? [] });
  const ticked = new Set(begun.selected_options.map((option) => option.value));
  const rows = (element.options ?? []).map((option) => ({ option, ...row("checkbox", undefined, option, ticked.has(option.value), surface.session) }));
  const selected = () => rows.filter(({ box }) => box.checked).map(({ option }) => option);
  const change = async (event) => {
    if (!(await surface.confirmed(element))) { event.target.checked = !event.target.checked; return; }
    surface.changed(block, element, { selected_options: selected() }, node);
  };
  const node = h("div", { class: "choices", role: "group", on: { change } }, rows.map((one) => one.node));
  return node;
}

/** radioButtons reports the one that is chosen. */
export function radioButtons(element, block, surface) {
  const begun = surface.begin(block, element, { selected_option: element.initial_option ?? null });
  let current = begun.selected_option;
  const name = uid("radio");
  const rows = (element.options ?? []).map((option) => ({ option, ...row("radio", name, option, option.value === current?.value, surface.session) }));
  const change = async () => {
    const chosen = rows.find(({ box }) => box.checked)?.option ?? null;
    if (!(await surface.confirmed(element))) { for (const { box, option } of rows) box.checked = option.value === current?.value; return; }
    current = chosen;
    surface.changed(block, element, { selected_option: chosen }, node);
  };
  const node = h("div", { class: "choices", role: "radiogroup", on: { change } }, rows.map((one) => one.node));
  return node;
}
