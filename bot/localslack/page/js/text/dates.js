// Slack's <!date^…> tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting

const near = (reader, date, far) => reader.relativeDay(date) ?? far.call(reader, date);

const tokens = {
  date_num: (r, d) => r.day(d),
  date_slash: (r, d) => r.in(d, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (r, d) => r.date(d),
  date_short: (r, d) => r.dateShort(d),
  date_long: (r, d) => r.dateLong(d),
  date_long_full: (r, d) => r.dateLong(d),
  date_pretty: (r, d) => near(r, d, r.date),
  date_short_pretty: (r, d) => near(r, d, r.dateShort),
  date_long_pretty: (r, d) => near(r, d, r.dateLong),
  day_divider_pretty: (r, d) => r.divider(d),
  time: (r, d) => r.time(d),
  time_secs: (r, d) => r.timeSeconds(d),
  ago: (r, d) => r.ago(d),
};

/** formatDate fills a pattern such as "{date_short_pretty} at {time}"; undefined where a token is unknown, so that the fallback shows. */
export function formatDate(epochSeconds, pattern, reader) {
  const date = new Date(Number(epochSeconds) * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  let known = true;
  const text = pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!tokens[name]) known = false;
    return tokens[name]?.(reader, date) ?? whole;
  });
  return known ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : undefined;
}
