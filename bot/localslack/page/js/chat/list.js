// The stream of messages: day by day, grouped by author, kept at its end while one reads there.
import { h, settle } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { compareTs, dateOf } from "../core/time.js";
import { messageNode } from "./message.js";

const groupWithin = 5 * 60;
const nearEnd = 80;
const nearTop = 200;

/**
 * messageList draws what `items()` gives and keeps it drawn. `lead` stands above the first message, `older` loads what came
 * before and `hasOlder` says whether there is any; `readUpTo` is the timestamp that had been read when the list was opened.
 */
export function messageList({ session, channel, items, lead, older, hasOlder = () => false, readUpTo, inThread = false, label, onSeen }) {
  const stream = h("div", { class: "stream", role: "log", "aria-live": "polite", "aria-label": label });
  const loading = h("div", { class: "loading-older" }, t("loadingOlder"));
  const scroller = h("div", { class: "scroller", tabindex: "0", testid: inThread ? "thread-list" : "message-list" }, stream);
  const toEnd = h("button", { class: "to-end", type: "button", hidden: true, testid: "jump-to-end", on: { click: () => goEnd() } });
  const rows = new Map();
  const dividers = new Map();
  let atEnd = true;
  let newest = "0";
  let firstNew;

  const goEnd = () => { scroller.scrollTop = scroller.scrollHeight; atEnd = true; seen(); };
  const seen = () => { toEnd.hidden = atEnd; if (atEnd) { toEnd.classList.remove("has-new"); if (document.visibilityState === "visible") onSeen?.(); } };

  const rowOf = (message, compact) => {
    // The day belongs to it: what said "tomorrow" says "today" once the clock has moved.
    const sign = JSON.stringify([message, compact, session.reader.day(session.now())]);
    const known = rows.get(message.ts);
    if (known && (known.sign === sign || known.node.classList.contains("editing"))) return known.node;
    const node = messageNode(session, channel, message, { compact, inThread });
    rows.set(message.ts, { sign, node });
    return node;
  };
  const dividerOf = (key, words, className = "divider") => {
    if (!dividers.has(key)) dividers.set(key, h("div", { class: className, role: "separator" }, h("span", {})));
    const node = dividers.get(key);
    if (node.textContent !== words) node.firstChild.textContent = words;
    return node;
  };

  const update = () => {
    const messages = items();
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    const nodes = [];
    let before;
    findNew(messages);
    if (lead && !hasOlder()) nodes.push(lead);
    if (hasOlder()) nodes.push(loading);
    for (const message of messages) {
      const day = session.reader.day(dateOf(message.ts));
      const newDay = day !== before?.day;
      if (newDay) nodes.push(dividerOf(day, session.reader.divider(dateOf(message.ts))));
      const isNew = message.ts === firstNew;
      if (isNew) nodes.push(dividerOf("new", t("newMessages"), "divider divider-new"));
      nodes.push(rowOf(message, !newDay && !isNew && follows(before.message, message)));
      before = { day, message };
    }
    const kept = new Set(messages.map((message) => message.ts));
    for (const ts of rows.keys()) if (!kept.has(ts)) rows.delete(ts);
    settle(stream, nodes);
    keepPlace(messages, fromEnd);
  };

  // New is what was unread on opening, and what comes while one looks elsewhere; what comes before one's eyes is not marked.
  const findNew = (messages) => {
    const opening = newest === "0";
    if (!messages.length || firstNew || (opening ? !Number(readUpTo) : atEnd && document.visibilityState === "visible")) return;
    firstNew = messages.find((message) => message.user !== session.as && compareTs(message.ts, opening ? readUpTo : newest) > 0)?.ts;
  };

  // At the end one stays at the end; when older messages come in above, what one reads stays where it is.
  const keepPlace = (messages, fromEnd) => {
    const last = messages.at(-1);
    const cameLast = last && compareTs(last.ts, newest) > 0;
    if (cameLast) newest = last.ts;
    if (atEnd || (cameLast && last.user === session.as)) return goEnd();
    if (cameLast) { toEnd.classList.add("has-new"); labelToEnd(true); } else if (scroller.scrollTop < nearTop) scroller.scrollTop = scroller.scrollHeight - fromEnd;
    seen();
  };
  const labelToEnd = (isNew) => toEnd.replaceChildren(icon("arrowDown"), isNew ? t("jumpToNew") : t("jumpToEnd"));

  scroller.addEventListener("scroll", () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
    seen();
    if (scroller.scrollTop < nearTop && hasOlder()) older();
  }, { passive: true });
  const follow = new ResizeObserver(() => { if (atEnd) scroller.scrollTop = scroller.scrollHeight; });
  follow.observe(stream);
  follow.observe(scroller);
  labelToEnd(false);
  return { node: h("div", { class: "list" }, scroller, toEnd), update, seen, end: () => follow.disconnect() };
}

function follows(before, message) {
  return before && before.user === message.user && Boolean(before.bot) === Boolean(message.bot) && !before.ephemeral && !message.ephemeral
    && Number(message.ts) - Number(before.ts) < groupWithin && !before.reply_count;
}
