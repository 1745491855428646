// Times as one person reads them: their zone, their language, and "today" by the workspace's clock, not the computer's.

const made = new Map();

function format(locale, options) {
  const key = locale + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale, options));
  return made.get(key);
}

/** Reader formats instants for a person: `zone` an IANA name, `locale` a BCP 47 tag, `now` a function giving the workspace's time. */
export class Reader {
  constructor({ zone, locale, now }) {
    this.zone = zone;
    this.locale = locale;
    this.now = now;
  }

  /** in formats with Intl options in the person's zone. */
  in(date, options) { return format(this.locale, { timeZone: this.zone, ...options }).format(date); }

  /** day is the civil day of an instant, "2026-11-30". */
  day(date) { return format("en-CA", { timeZone: this.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(date); }

  /** hourMinute is the civil time of an instant, "09:05". */
  hourMinute(date) { return format("en-GB", { timeZone: this.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date); }

  time(date) { return this.in(date, { hour: "numeric", minute: "2-digit" }); }
  timeSeconds(date) { return this.in(date, { hour: "numeric", minute: "2-digit", second: "2-digit" }); }
  dateShort(date) { return this.in(date, { year: "numeric", month: "short", day: "numeric" }); }
  date(date) { return this.in(date, { year: "numeric", month: "long", day: "numeric" }); }
  dateLong(date) { return this.in(date, { weekday: "long", year: "numeric", month: "long", day: "numeric" }); }

  /** clock is the short form of the clock bar: weekday, day and time. */
  clock(date) { return this.in(date, { weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }); }

  /** full is what a tooltip says. */
  full(date) { return this.in(date, { dateStyle: "full", timeStyle: "medium" }); }

  /** relativeDay is "today", "yesterday", "tomorrow" in the person's language, or undefined for any other day. */
  relativeDay(date) {
    const days = daysBetween(this.day(this.now()), this.day(date));
    if (Math.abs(days) > 1) return undefined;
    return new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" }).format(days, "day");
  }

  /** divider is the heading of a day in a conversation. */
  divider(date) {
    const near = this.relativeDay(date);
    if (near) return capital(near);
    const year = this.day(date).slice(0, 4) === this.day(this.now()).slice(0, 4) ? undefined : "numeric";
    return this.in(date, { weekday: "long", month: "long", day: "numeric", year });
  }

  /** ago is "3 minutes ago", in the largest unit that fits. */
  ago(date) {
    const seconds = (date - this.now()) / 1000;
    const relative = new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" });
    for (const [unit, size] of [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]]) {
      if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
    }
    return relative.format(Math.round(seconds), "second");
  }

  /** epoch is the instant, in seconds, at which this zone's clocks show the civil day and time. */
  epoch(day, hourMinute) {
    const wanted = Date.parse(`${day}T${hourMinute}:00Z`);
    let guess = wanted;
    for (let round = 0; round < 2; round++) {
      const shown = Date.parse(`${this.day(new Date(guess))}T${this.hourMinute(new Date(guess))}:00Z`);
      guess += wanted - shown;
    }
    return Math.floor(guess / 1000);
  }
}

/** dateOf is the instant of a Slack timestamp. */
export const dateOf = (ts) => new Date(Number.parseFloat(ts) * 1000);

/** daysBetween counts civil days from one to another. */
export const daysBetween = (from, to) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86400000);

/** addDays moves a civil day. */
export const addDays = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86400000).toISOString().slice(0, 10);

/** civil formats a civil day, which has no zone, in a language. */
export const civil = (day, locale, options) => format(locale, { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));

/** placeOf is what people call a zone: its city in English, and in other languages the name that they have for it. */
export function placeOf(zone, locale) {
  if (locale.startsWith("en")) return String(zone).split("/").pop().replaceAll("_", " ");
  return format(locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(0).find((part) => part.type === "timeZoneName").value;
}

/** compareTs orders Slack timestamps. */
export const compareTs = (a, b) => {
  const [as, af = ""] = String(a).split(".");
  const [bs, bf = ""] = String(b).split(".");
  return Number(as) - Number(bs) || (af < bf ? -1 : af > bf ? 1 : 0);
};

const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
