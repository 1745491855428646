// Date, time, and date with time. Days and times are civil; a datetimepicker's value is an instant in the person's zone.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { civil } from "../core/time.js";
import { plain } from "../text/emoji.js";
import { calendar } from "../ui/calendar.js";
import { openPopover } from "../ui/popover.js";

const longDay = { weekday: "short", year: "numeric", month: "short", day: "numeric" };

// A button that shows the chosen day and opens the month below it.
function dayButton(session, label, value, optional, onPick) {
  const words = h("span", { class: "select-words" });
  const show = (day) => { value = day; words.textContent = day ? civil(day, session.reader.locale, longDay) : label; words.classList.toggle("placeholder", !day); node.dataset.value = day ?? ""; };
  const node = h("button", { class: "select", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": label }, icon("calendar"), words);
  node.addEventListener("click", () => {
    const finish = (day) => { panel.close(); onPick(day); };
    const panel = openPopover(node, calendar({
      value, today: session.reader.day(session.now()), locale: session.reader.locale,
      onPick: finish, onClear: optional && value ? () => finish(null) : undefined,
    }), { label, className: "popover-calendar" });
  });
  show(value);
  return { node, show };
}

const timeField = (label, value, onChange) => h("input", { class: "field field-time", type: "time", "aria-label": label, value: value ?? "", on: { change: (event) => onChange(event.target.value || null) } });

/** datepicker holds selected_date, "2026-11-30" or null. */
export function datepicker(element, block, surface) {
  let current = surface.begin(block, element, { selected_date: element.initial_date ?? null }).selected_date;
  const { node, show } = dayButton(surface.session, plain(element.placeholder) || t("chooseDate"), current, block.optional, async (day) => {
    if (!(await surface.confirmed(element))) return;
    current = day;
    show(day);
    surface.changed(block, element, { selected_date: day }, node);
  });
  return node;
}

/** timepicker holds selected_time, "09:00" or null. */
export function timepicker(element, block, surface) {
  let current = surface.begin(block, element, { selected_time: element.initial_time ?? null }).selected_time;
  const node = timeField(plain(element.placeholder) || t("chooseTime"), current, async (time) => {
    if (!(await surface.confirmed(element))) { node.value = current ?? ""; return; }
    current = time;
    surface.changed(block, element, { selected_time: time }, node);
  });
  return node;
}

/** datetimepicker holds selected_date_time, seconds since 1970, or null while one half is missing. */
export function datetimepicker(element, block, surface) {
  const reader = surface.session.reader;
  const begun = surface.begin(block, element, { selected_date_time: element.initial_date_time ?? null }).selected_date_time;
  const start = begun ? new Date(begun * 1000) : undefined;
  let day = start && reader.day(start);
  let time = start && reader.hourMinute(start);
  const changed = async () => {
    if (!(await surface.confirmed(element))) return;
    surface.changed(block, element, { selected_date_time: day && time ? reader.epoch(day, time) : null }, node);
  };
  const date = dayButton(surface.session, t("chooseDate"), day, block.optional, (picked) => { day = picked; date.show(picked); changed(); });
  const node = h("div", { class: "datetime", role: "group" }, date.node, timeField(t("chooseTime"), time, (picked) => { time = picked; changed(); }));
  return node;
}
