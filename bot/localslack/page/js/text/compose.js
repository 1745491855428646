// Between what a person types and what Slack's client sends: entities escaped, names and addresses as references; and back, to edit.
import { unescape } from "./emoji.js";

const references = /<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!here|!channel|!everyone)(?:\|[^<>]*)?>/;
const address = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]},。;:!?、)】」]/;
const letter = /[\p{L}\p{N}]/u;

/** toSlack is typed text as Slack's client would send it. */
export function toSlack(text, session) {
  const names = mentionable(session);
  const pattern = new RegExp([references.source, address.source, names.size ? `(?:${[...names.keys()].map(quoteRegExp).join("|")})` : "(?!)"].join("|"), "gu");
  let out = "";
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const token = tokenOf(match[0], text, match.index, names);
    if (!token) continue;
    out += escape(text.slice(from, match.index)) + token;
    from = match.index + match[0].length;
  }
  return out + escape(text.slice(from));
}

function tokenOf(found, text, at, names) {
  if (found.startsWith("<")) return found;
  if (/^https?:/.test(found)) return `<${escape(found)}>`;
  const joined = letter.test(text[at - 1] ?? "") && /[\x00-\x7f]/.test(text[at - 1]);
  const goesOn = /[A-Za-z0-9_]/.test(text[at + found.length] ?? "") && /[A-Za-z0-9]$/.test(found);
  return joined || goesOn ? undefined : names.get(found);
}

/** fromSlack is kept text as a person edits it. */
export function fromSlack(text, session) {
  return unescape(text.replace(/<([^<>]+)>/g, (whole, inside) => {
    const [target, label] = inside.split("|");
    if (/^@[UW]/.test(target)) return `@${session.nameOf(target.slice(1))}`;
    if (/^#[CG]/.test(target)) return `#${session.channel(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (/^!(here|channel|everyone)/.test(target)) return `@${target.slice(1)}`;
    return /^(https?|mailto|tel):/.test(target) ? target : whole;
  }));
}

// Longest first, so that "@Anna Lee" is not taken for "@Anna".
function mentionable(session) {
  const pairs = session.state.people.flatMap((person) => [[`@${session.nameOf(person.id)}`, `<@${person.id}>`], [`@${person.name}`, `<@${person.id}>`]]);
  pairs.push([`@${session.app.name}`, `<@${session.app.bot_user}>`], ["@here", "<!here>"], ["@channel", "<!channel>"], ["@everyone", "<!everyone>"]);
  for (const channel of session.channels) pairs.push([`#${channel.name}`, `<#${channel.id}|${channel.name}>`]);
  return new Map(pairs.filter(([typed]) => typed.length > 1).sort((a, b) => b[0].length - a[0].length));
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const quoteRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
