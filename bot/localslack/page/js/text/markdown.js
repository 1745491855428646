// Standard Markdown, as far as a markdown block uses it: headings, lists, tasks, quotes, fences, rules, tables, emphasis, links.
import { h } from "../core/dom.js";
import { withEmoji } from "./emoji.js";
import { link, reference } from "./refs.js";

/** markdown renders a markdown block's text. */
export function markdown(text, session) {
  const out = h("div", { class: "mrkdwn" });
  const rows = text.replaceAll("\r", "").split("\n");
  for (let i = 0; i < rows.length;) i = block(rows, i, out, session);
  return out;
}

const listed = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;

function block(rows, i, out, session) {
  const row = rows[i];
  if (!row.trim()) return i + 1;
  if (/^\s*```/.test(row)) return fenced(rows, i, out);
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) return out.append(h("hr")), i + 1;
  const heading = /^(#{1,6})\s+(.*)$/.exec(row);
  if (heading) return out.append(h(`h${Math.min(6, heading[1].length + 2)}`, {}, spans(heading[2], session))), i + 1;
  if (/^\s*\|.*\|\s*$/.test(row) && /^\s*\|[\s:|-]+\|\s*$/.test(rows[i + 1] ?? "")) return table(rows, i, out, session);
  if (row.startsWith(">")) return gather(rows, i, (r) => r.startsWith(">"), (g) => out.append(h("blockquote", {}, spans(g.map((r) => r.replace(/^> ?/, "")).join("\n"), session))));
  if (listed.test(row)) return gather(rows, i, (r) => listed.test(r), (g) => out.append(list(g, session)));
  return gather(rows, i, (r) => r.trim() && !listed.test(r) && !/^(#{1,6}\s|>|\s*```)/.test(r), (g) => out.append(h("p", {}, spans(g.join("\n"), session))));
}

function gather(rows, i, belongs, use) {
  let end = i + 1;
  while (end < rows.length && belongs(rows[end])) end++;
  use(rows.slice(i, end));
  return end;
}

function fenced(rows, i, out) {
  let end = i + 1;
  while (end < rows.length && !/^\s*```/.test(rows[end])) end++;
  out.append(h("pre", {}, rows.slice(i + 1, end).join("\n")));
  return end + 1;
}

function list(rows, session) {
  return h("ul", { class: "typed-list" }, rows.map((row) => {
    const [, indent, mark, task, rest] = listed.exec(row);
    const sign = task === undefined ? (/\d/.test(mark) ? mark : "•") : task === " " ? "☐" : "☑";
    const line = h("li", {}, h("span", { class: "typed-mark" }, sign), h("span", {}, spans(rest, session)));
    line.style.setProperty("--indent", Math.floor(indent.length / 2));
    return line;
  }));
}

function table(rows, i, out, session) {
  let end = i + 2;
  while (end < rows.length && /^\s*\|.*\|\s*$/.test(rows[end])) end++;
  const cells = (row) => row.trim().slice(1, -1).split("|").map((cell) => cell.trim());
  out.append(h("div", { class: "table-scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, cells(rows[i]).map((cell) => h("th", {}, spans(cell, session))))),
    h("tbody", {}, rows.slice(i + 2, end).map((row) => h("tr", {}, cells(row).map((cell) => h("td", {}, spans(cell, session)))))))));
  return end;
}

const patterns = [
  [/`([^`\n]+)`/y, (m) => h("code", {}, m[1])],
  [/\[([^\]\n]+)\]\(([^)\s]+)\)/y, (m, s) => h("span", {}, link(m[2], m[1]))],
  [/<([^<>\n]+)>/y, (m, s) => reference(m[1], s)],
  [/\*\*([^*\n]+(?:\*[^*\n]+)*)\*\*/y, (m, s) => h("strong", {}, spans(m[1], s))],
  [/~~([^~\n]+)~~/y, (m, s) => h("s", {}, spans(m[1], s))],
  [/\*([^*\s][^*\n]*)\*/y, (m, s) => h("em", {}, spans(m[1], s))],
  [/\b_([^_\s][^_\n]*)_\b/y, (m, s) => h("em", {}, spans(m[1], s))],
];

function spans(text, session) {
  const out = [];
  let buffer = "";
  const flush = () => { if (buffer) out.push(withEmoji(buffer)); buffer = ""; };
  for (let i = 0; i < text.length;) {
    const hit = firstMatch(text, i);
    if (hit) { flush(); out.push(hit.make(hit.match, session)); i += hit.match[0].length; } else buffer += text[i++];
  }
  flush();
  return out;
}

function firstMatch(text, i) {
  for (const [pattern, make] of patterns) {
    pattern.lastIndex = i;
    const match = pattern.exec(text);
    if (match) return { match, make };
  }
  return undefined;
}
