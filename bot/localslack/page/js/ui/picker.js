// Choosing from a list with a search field: one or many. It is what opens under every select.
import { h, uid } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { openPopover } from "./popover.js";

const searchFrom = 6;
const pauseBeforeAsking = 200;

/**
 * openPicker shows choices {key, label, hint, face, group}. `load(text)` gives them, at once or as a promise; `ask` says it is to be
 * called for every search, from `least` characters on. `chosen` is a Set of keys; `onPick(choice)` is told of each tap, and the list stays open when `many`.
 * With `onClear` what was chosen can be taken away.
 */
export function openPicker(anchor, { label, load, ask = false, least = 0, many = false, most = Infinity, chosen, onPick, onClear, onClose }) {
  const listId = uid("list");
  const list = h("div", { class: "listbox", role: "listbox", id: listId, "aria-label": label, "aria-multiselectable": many ? "true" : undefined });
  const box = h("input", { class: "field", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": listId, "aria-label": t("search"), placeholder: t("search"), autocomplete: "off", autofocus: ask, testid: "picker-search" });
  const wrap = h("div", { class: "picker-search" }, icon("search"), box);
  const clear = onClear && h("div", { class: "picker-foot" }, h("button", { class: "button button-small", type: "button", testid: "picker-clear", on: { click: () => { panel.close(); onClear(); } } }, t("clear")));
  const panel = openPopover(anchor, [h("div", { class: "picker-title" }, label), wrap, list, many && h("div", { class: "picker-foot" },
    h("span", {}, most < Infinity ? t("atMost", { n: most }) : ""), h("button", { class: "button button-primary button-small", type: "button", testid: "picker-done", on: { click: () => panel.close() } }, t("done"))), clear],
  { label, className: "popover-picker", onClose });
  panel.node.dataset.testid = "picker";
  let shown = [];
  let active = -1;
  let turn = 0;

  const say = (words) => { shown = []; list.replaceChildren(h("div", { class: "listbox-note" }, words)); panel.place(); };
  const light = (index) => {
    active = index;
    const rows = [...list.querySelectorAll("[role=option]")];
    rows.forEach((row, n) => row.classList.toggle("active", n === active));
    rows[active]?.scrollIntoView({ block: "nearest" });
    if (wrap.hidden) rows[active]?.focus({ preventScroll: true });
    else if (rows[active]) box.setAttribute("aria-activedescendant", rows[active].id);
  };
  const pick = (choice) => {
    if (many && !chosen.has(choice.key) && chosen.size >= most) return;
    onPick(choice);
    if (many) draw(); else panel.close();
  };
  const draw = () => {
    if (!shown.length) return say(t("noResults"));
    list.replaceChildren(...rowsOf(shown, chosen, pick));
    if (active >= 0) light(active);
    panel.place();
  };
  const search = async () => {
    const mine = ++turn;
    const text = box.value.trim();
    if (ask && [...text].length < least) return say(t("typeToSearch", { n: least }));
    try {
      const loaded = load(ask ? text : "");
      if (loaded instanceof Promise) say(t("searching"));
      const choices = await loaded;
      if (mine !== turn || !panel.open) return;
      shown = ask ? choices : choices.filter((choice) => matches(choice, text));
      active = text ? 0 : -1;
      draw();
    } catch { if (mine === turn) say(t("optionsFailed")); }
  };
  let timer;
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, ask ? pauseBeforeAsking : 0); });
  panel.node.addEventListener("keydown", (event) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined && shown.length) { event.preventDefault(); light((to + shown.length) % shown.length); }
    if (event.key === "Enter" && event.target.tagName !== "BUTTON" && shown[active]) { event.preventDefault(); pick(shown[active]); }
  });
  // A short list needs no search field: the choices themselves take the focus.
  search().then(() => {
    wrap.hidden = !ask && shown.length < searchFrom;
    if (wrap.hidden && shown.length) light(Math.max(0, shown.findIndex((choice) => chosen.has(choice.key))));
    panel.place();
  });
  return panel;
}

const matches = (choice, text) => `${choice.label} ${choice.hint ?? ""}`.toLowerCase().includes(text.toLowerCase());

function rowsOf(choices, chosen, pick) {
  let group;
  return choices.flatMap((choice) => {
    const heading = choice.group !== group && choice.group ? [h("div", { class: "listbox-group" }, choice.group)] : [];
    group = choice.group;
    return [...heading, h("div", {
      class: "option", role: "option", id: uid("option"), tabindex: "-1", "aria-selected": String(chosen.has(choice.key)),
      testid: "picker-option", data: { value: choice.key }, on: { click: () => pick(choice) },
    }, choice.face, h("span", { class: "option-words" }, h("span", {}, choice.label), choice.hint && h("span", { class: "option-hint" }, choice.hint)), h("span", { class: "option-tick" }, icon("check")))];
  });
}
