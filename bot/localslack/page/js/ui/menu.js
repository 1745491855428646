// A menu: arrow keys move, Enter picks, a letter jumps. Items are {label, hint, icon, danger, testid, run}; a string is a heading, null a line.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { openPopover } from "./popover.js";

/** openMenu shows items by the anchor. */
export function openMenu(anchor, items, { label, point } = {}) {
  const list = h("div", { class: "menu" }, items.map((item) => row(item, () => panel.close())));
  list.addEventListener("keydown", (event) => move(event, list));
  const panel = openPopover(anchor, list, { role: "menu", label, point, className: "popover-menu" });
  return panel;
}

function row(item, close) {
  if (item === null) return h("div", { class: "menu-line", role: "separator" });
  if (typeof item === "string") return h("div", { class: "menu-heading", role: "presentation" }, item);
  return h("button", {
    class: `menu-item ${item.danger ? "danger" : ""}`, type: "button", role: "menuitem", tabindex: "-1",
    testid: item.testid, data: item.data, on: { click: () => { close(); item.run(); } },
  }, item.icon && icon(item.icon), h("span", { class: "menu-words" }, h("span", {}, item.label), item.hint && h("span", { class: "menu-hint" }, item.hint)));
}

function move(event, list) {
  const rows = [...list.querySelectorAll("[role=menuitem]")];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? rows.length - 1 : at - 1, Home: 0, End: rows.length - 1 }[event.key] ?? jump(event.key, rows, at);
  if (to === undefined) return;
  event.preventDefault();
  rows[(to + rows.length) % rows.length]?.focus();
}

function jump(key, rows, at) {
  if (key.length !== 1 || key === " ") return undefined;
  const starts = (row) => row.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  const found = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find(starts);
  return found && rows.indexOf(found);
}
