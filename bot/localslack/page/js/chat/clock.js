// The workspace's clock, which can be moved forward to see reminders fire. A bar on a desktop, a chip with a sheet on a phone.
import * as api from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { addDays, placeOf } from "../core/time.js";
import { calendar } from "../ui/calendar.js";
import { openPopover } from "../ui/popover.js";
import { because, toast } from "../ui/toast.js";

const tick = 5000;
const morning = "09:00";
const worthSaying = 60000;

/** clockFace is the current time, kept right; `short` leaves out the day. */
export function clockFace(session, { short = false } = {}) {
  const node = h("time", { class: "clock-face", testid: short ? undefined : "clock-now" });
  const tell = () => {
    const now = session.now();
    node.textContent = short ? session.reader.hourMinute(now) : session.reader.clock(now);
    node.dateTime = now.toISOString();
    node.title = session.reader.full(now);
  };
  tell();
  const ticking = setInterval(tell, tick);
  session.signal.addEventListener("abort", () => clearInterval(ticking));
  session.on("clock", tell);
  return node;
}

/** clockBar is the strip above everything. */
export function clockBar(session) {
  return h("div", { class: "clock-bar", role: "group", "aria-label": t("clock"), testid: "clock" },
    icon("clock"), clockFace(session), h("span", { class: "clock-zone" }, placeOf(session.reader.zone, session.reader.locale)), session.state.clock !== false && buttons(session));
}

/** clockChip is the phone's button, which opens the same as a sheet. */
export function clockChip(session) {
  const node = h("button", { class: "clock-chip", type: "button", "aria-label": t("clock"), "aria-haspopup": "dialog", testid: "clock-chip" }, icon("clock"), clockFace(session, { short: true }));
  node.addEventListener("click", () => {
    const panel = openPopover(node, h("div", { class: "clock-sheet" },
      h("h2", {}, t("clock")), h("p", { class: "clock-big" }, session.reader.clock(session.now()), " · ", placeOf(session.reader.zone, session.reader.locale)), h("p", { class: "muted" }, t("clockHint")),
      session.state.clock !== false && buttons(session, () => panel.close(), "sheet-")), { label: t("clock") });
  });
  return node;
}

function buttons(session, then = () => {}, prefix = "") {
  const one = (name, words, testid, run) => { const node = h("button", { class: "button clock-button", type: "button", title: words, "aria-label": words, testid: prefix + testid, on: { click: () => run(node) } }, icon(name), h("span", {}, words.replace(/^\+/, ""))); return node; };
  const move = (request) => async (node) => { node.disabled = true; await moveClock(session, request); node.disabled = false; then(); };
  return h("div", { class: "clock-buttons" },
    one("plus", t("plusHour"), "clock-hour", move({ advance: "1h" })),
    one("sunrise", t("nextMorning"), "clock-morning", move({ next: "working_morning" })),
    one("calendar", t("pickMoment"), "clock-pick", (node) => pickMoment(node, session, then)));
}

// Built in place, not in a second panel: on a phone the sheet that the button stands in must stay open.
function pickMoment(anchor, session, then) {
  const today = session.reader.day(session.now());
  let day = session.reader.hourMinute(session.now()) < morning ? today : addDays(today, 1);
  const time = h("input", { class: "field field-time", type: "time", "aria-label": t("time"), value: morning, testid: "clock-time" });
  const note = h("p", { class: "field-error", role: "alert", hidden: true });
  const go = async () => {
    const later = session.reader.epoch(day, time.value || morning) * 1000 > session.now().getTime();
    note.hidden = later;
    note.textContent = later ? "" : t("clockForward");
    if (later && await moveClock(session, { to: `${day}T${time.value || morning}` })) { panel?.close(); then(); }
  };
  const content = h("div", { class: "clock-pick" },
    calendar({ value: day, today, locale: session.reader.locale, onPick: (picked) => { day = picked; note.hidden = true; } }),
    h("div", { class: "clock-go" }, time, h("button", { class: "button button-primary", type: "button", testid: "clock-go", on: { click: go } }, t("goThere"))), note);
  const sheet = anchor.closest(".clock-sheet");
  const panel = sheet ? undefined : openPopover(anchor, content, { label: t("pickMoment"), className: "popover-calendar" });
  if (sheet) { anchor.closest(".clock-buttons").hidden = true; sheet.append(content); }
}

async function moveClock(session, request) {
  try {
    const { now } = await api.clock({ as: session.as, ...request });
    session.moveClock(now);
    return true;
  } catch (error) {
    toast(t("clockFailed", { why: because(error, session.app.name) }), "warn");
    return false;
  }
}

/** announceClock says so when the time has moved, once a move. */
export function announceClock(session) {
  session.on("clock", ({ jump }) => { if (Math.abs(jump) > worthSaying) toast(t("clockMoved", { when: session.reader.clock(session.now()) }), "clock"); });
}
