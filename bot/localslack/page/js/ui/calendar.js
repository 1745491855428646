// A month to pick a day from, in the reader's language; days are civil dates, "2026-11-30". The week begins on Monday.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { addDays, civil } from "../core/time.js";

const civilDate = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;

/** calendar makes the panel; `onPick(day)` is called with each day picked, `onClear` where none may be. */
export function calendar({ value, today, locale, onPick, onClear }) {
  let focus = value || today;
  let picked = value;
  const title = h("div", { class: "cal-title", "aria-live": "polite" });
  const grid = h("div", { class: "cal-grid", role: "grid" });
  const typed = h("input", { class: "field cal-typed", type: "text", inputmode: "numeric", placeholder: "YYYY-MM-DD", "aria-label": t("typeDate"), value: value ?? "", testid: "calendar-typed", maxlength: "10" });
  const pick = (day) => { picked = day; focus = day; typed.value = day; draw(); onPick(day); };

  const draw = (takeFocus = false) => {
    title.textContent = civil(focus, locale, { year: "numeric", month: "long" });
    grid.replaceChildren(...weekdays(locale), ...monthDays(focus).map((day) => dayCell(day, { focus, picked, today, locale, pick })));
    if (takeFocus) grid.querySelector("[tabindex='0']")?.focus();
  };
  const step = (months) => { focus = addMonths(focus, months); draw(); };
  grid.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    if (event.key === "PageUp" || event.key === "PageDown") focus = addMonths(focus, event.key === "PageUp" ? -1 : 1);
    else if (moves[event.key]) focus = addDays(focus, moves[event.key]);
    else return;
    event.preventDefault();
    draw(true);
  });
  typed.addEventListener("change", () => { const day = parseDay(typed.value); if (day) pick(day); });
  draw();
  return h("div", { class: "calendar", testid: "calendar" },
    h("div", { class: "cal-head" },
      h("button", { class: "icon-button", type: "button", "aria-label": t("previousMonth"), on: { click: () => step(-1) } }, icon("left")),
      title,
      h("button", { class: "icon-button", type: "button", "aria-label": t("nextMonth"), on: { click: () => step(1) } }, icon("right"))),
    grid,
    h("div", { class: "cal-foot" }, typed, h("button", { class: "button button-small", type: "button", on: { click: () => pick(today) } }, t("today")),
      onClear && h("button", { class: "button button-small", type: "button", testid: "calendar-clear", on: { click: onClear } }, t("clear"))));
}

function parseDay(text) {
  const parts = civilDate.exec(text.trim());
  if (!parts) return undefined;
  const day = `${parts[1]}-${parts[2].padStart(2, "0")}-${parts[3].padStart(2, "0")}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day ? undefined : day;
}

function weekdays(locale) {
  return [...Array(7).keys()].map((n) => {
    const day = addDays("2024-01-01", n);
    return h("div", { class: "cal-weekday", role: "columnheader", "aria-label": civil(day, locale, { weekday: "long" }) }, civil(day, locale, { weekday: "narrow" }));
  });
}

function monthDays(focus) {
  const first = `${focus.slice(0, 8)}01`;
  const lead = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  return [...Array(42).keys()].map((n) => addDays(first, n - lead));
}

function dayCell(day, { focus, picked, today, locale, pick }) {
  const outside = day.slice(0, 7) !== focus.slice(0, 7);
  return h("button", {
    class: `cal-day ${outside ? "outside" : ""} ${day === today ? "today" : ""}`, type: "button", role: "gridcell",
    tabindex: day === focus ? "0" : "-1", "aria-selected": String(day === picked), data: { date: day },
    "aria-label": civil(day, locale, { dateStyle: "full" }), on: { click: () => pick(day) },
  }, String(Number(day.slice(8))));
}

function addMonths(day, n) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + n, Math.min(date, last))).toISOString().slice(0, 10);
}
