// Slack's own markup, mrkdwn: https://docs.slack.dev/messaging/formatting-message-text
// First the lines (code fences, quotes, lists), then what is inside a line.
import { h } from "../core/dom.js";
import { unescape, withEmoji } from "./emoji.js";
import { link, reference } from "./refs.js";

const fence = /```\n?([\s\S]+?)\n?```/g;
const quoted = /^(?:&gt;|>) ?/;
const item = /^(\s*)([•◦▪‣–-]|\d{1,2}[.)])\s+(.*)$/;

/** mrkdwn renders text; with `verbatim`, bare addresses are not made links. */
export function mrkdwn(text, session, { verbatim = false } = {}) {
  const out = h("div", { class: "mrkdwn" });
  const context = { session, verbatim };
  let from = 0;
  for (const match of text.matchAll(fence)) {
    lines(trimBreaks(text.slice(from, match.index)), out, context);
    out.append(h("pre", {}, ...tokensOnly(match[1], context)));
    from = match.index + match[0].length;
  }
  lines(trimBreaks(text.slice(from), from > 0), out, context);
  return out;
}

const trimBreaks = (text, start = false) => (start ? text.replace(/^\n/, "") : text.replace(/\n$/, ""));

function lines(text, out, context) {
  if (text === "") return;
  const rows = text.split("\n");
  for (let i = 0; i < rows.length;) {
    if (/^(&gt;|>){3}/.test(rows[i])) return void out.append(quote([rows.slice(i).join("\n").replace(/^(&gt;|>){3} ?/, "")], context));
    const kind = kindOf(rows[i]);
    const group = [];
    while (i < rows.length && kindOf(rows[i]) === kind) group.push(rows[i++]);
    out.append(kind === "quote" ? quote(group.map((row) => row.replace(quoted, "")), context) : kind === "item" ? list(group, context) : paragraph(group, context));
  }
}

const kindOf = (row) => (quoted.test(row) ? "quote" : item.test(row) ? "item" : "text");

const quote = (rows, context) => h("blockquote", {}, inline(rows.join("\n"), context));
const paragraph = (rows, context) => h("p", {}, inline(rows.join("\n"), context));

function list(rows, context) {
  return h("ul", { class: "typed-list" }, rows.map((row) => {
    const [, indent, mark, rest] = item.exec(row);
    const line = h("li", {}, h("span", { class: "typed-mark" }, mark), h("span", {}, inline(rest, context)));
    line.style.setProperty("--indent", Math.floor(indent.length / 2));
    return line;
  }));
}

const wraps = [
  { mark: "*", tag: "strong" },
  { mark: "_", tag: "em" },
  { mark: "~", tag: "s" },
];
const code = /`([^`\n]+)`/y;
const angle = /<([^<>\n]+)>/y;
const address = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]},。;:!?、)】」]/y;
const wordy = /[\p{L}\p{N}]/u;

/** inline renders what is inside a line. */
export function inline(text, context) {
  const out = [];
  let buffer = "";
  const flush = () => { if (buffer) out.push(withEmoji(unescape(buffer))); buffer = ""; };
  for (let i = 0; i < text.length;) {
    const found = at(text, i, context);
    if (found) { flush(); out.push(found.node); i = found.end; } else buffer += text[i++];
  }
  flush();
  return out;
}

function at(text, i, context) {
  const one = text[i];
  if (one === "`") return matched(code, text, i, (m) => h("code", {}, ...tokensOnly(m[1], context)));
  if (one === "<") return matched(angle, text, i, (m) => reference(m[1], context.session));
  if (one === "h" && !context.verbatim && !wordy.test(text[i - 1] ?? "")) return matched(address, text, i, (m) => link(unescape(m[0]), unescape(m[0])));
  const wrap = wraps.find(({ mark }) => mark === one);
  return wrap && wrapped(wrap, text, i, context);
}

function matched(pattern, text, i, make) {
  pattern.lastIndex = i;
  const match = pattern.exec(text);
  return match && { node: make(match), end: i + match[0].length };
}

// As in Slack, a mark opens only after a space or punctuation and closes only before one; letters of any script count as letters.
function wrapped({ mark, tag }, text, i, context) {
  const before = text[i - 1] ?? "";
  if (wordy.test(before) || before === mark || !text[i + 1] || /\s/.test(text[i + 1]) || text[i + 1] === mark) return undefined;
  for (let end = i + 2; end < text.length && text[end] !== "\n"; end++) {
    if (text[end] === "`" || text[end] === "<") { end = skip(text, end); continue; }
    const after = text[end + 1] ?? "";
    if (text[end] === mark && !/\s/.test(text[end - 1]) && !wordy.test(after) && after !== mark) {
      return { node: h(tag, {}, inline(text.slice(i + 1, end), context)), end: end + 1 };
    }
  }
  return undefined;
}

function skip(text, i) {
  const close = text.indexOf(text[i] === "<" ? ">" : "`", i + 1);
  return close < 0 ? i : close;
}

// Inside code nothing is formatted, but references still read as names.
function tokensOnly(text, context) {
  return text.split(/(<[^<>\n]+>)/).map((part) => (/^<.+>$/.test(part) ? reference(part.slice(1, -1), context.session) : unescape(part)));
}
