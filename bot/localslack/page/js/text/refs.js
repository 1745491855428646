// What stands between angle brackets in Slack's text: people, channels, links, broadcasts, dates.
import { h } from "../core/dom.js";
import { formatDate } from "./dates.js";
import { unescape } from "./emoji.js";

const safeSchemes = /^(https?|mailto|tel):/i;

/** link is an anchor, if the address is of a kind that is safe to follow; else its text. */
export function link(url, label, testid) {
  if (!safeSchemes.test(url) && !url.startsWith("/")) return document.createTextNode(label);
  return h("a", { class: "link", href: url, target: "_blank", rel: "noopener noreferrer", testid }, label);
}

/** mention is a highlighted name; more so when it is one's own. */
export function mention(session, id) {
  return h("span", { class: `mention ${id === session.as ? "mention-me" : ""}`, data: { user: id } }, `@${session.nameOf(id)}`);
}

/** channelLink takes the reader to a channel that they are in. */
export function channelLink(session, id, label) {
  const channel = session.channel(id);
  const name = `#${channel ? session.titleOf(channel) : label || id}`;
  if (!channel?.members?.includes(session.as)) return h("span", { class: "mention" }, name);
  return h("button", { class: "mention mention-button", type: "button", on: { click: () => session.go(id) } }, name);
}

export const broadcast = (range) => h("span", { class: "mention mention-all" }, `@${range}`);

/** dateText shows an instant in the reader's zone and language, or the fallback; the full instant is its tooltip. */
export function dateText(session, epoch, pattern, fallback, url) {
  const words = formatDate(epoch, pattern, session.reader) ?? fallback ?? "";
  if (url) return link(url, words);
  return h("time", { title: session.reader.full(new Date(epoch * 1000)) }, words);
}

/** reference renders the inside of <…>. */
export function reference(inside, session) {
  const [target, label] = splitOnce(inside, "|");
  if (/^@[UW]/.test(target)) return mention(session, target.slice(1));
  if (/^#[CG]/.test(target)) return channelLink(session, target.slice(1), unescape(label ?? ""));
  if (target.startsWith("!date^")) {
    const [, epoch, pattern, url] = target.split("^");
    return dateText(session, Number(epoch), unescape(pattern ?? ""), unescape(label ?? ""), url && unescape(url));
  }
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, unescape(label ?? `@${target.slice(9)}`));
  if (target.startsWith("!")) return broadcast(target.slice(1));
  const url = unescape(target);
  return link(url, unescape(label ?? url.replace(/^mailto:/, "")));
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
