// Between what a person types and what the workspace takes: names become references; and back, to edit.
// Escaping and the linking of addresses is the workspace's part, as it is Slack's.
import { unescape } from "./emoji.js";

const letter = /[\p{L}\p{N}]/u;
const plainLetter = /[A-Za-z0-9_]/;

/** withReferences turns the @names and #channels in typed text into <@U…> and <#C…>. */
export function withReferences(text, session) {
  const names = referable(session);
  const pattern = new RegExp([...names.keys()].map(literally).join("|"), "gu");
  return text.replace(pattern, (found, at) => (standsAlone(found, text, at) ? names.get(found) : found));
}

// "mail@anna.example" names nobody, nor does "@annabel" name Anna. Chinese needs no space around a name.
function standsAlone(found, text, at) {
  const before = text[at - 1] ?? "";
  const after = text[at + found.length] ?? "";
  return !plainLetter.test(before) && !(plainLetter.test(after) && letter.test(found.at(-1)));
}

/** withNames is kept text as a person edits it. */
export function withNames(text, session) {
  return unescape(text.replace(/<([^<>]+)>/g, (whole, inside) => {
    const [target, label] = inside.split("|");
    if (/^@[UW]/.test(target)) return `@${session.nameOf(target.slice(1))}`;
    if (/^#[CG]/.test(target)) return `#${session.channel(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (/^!(here|channel|everyone)/.test(target)) return `@${target.slice(1)}`;
    return /^(https?|mailto|tel):/.test(target) ? label ?? target : whole;
  }));
}

// Longest first, so that "@Anna Lee" is not taken for "@Anna".
function referable(session) {
  const pairs = session.state.people.flatMap(({ id, name }) => [[`@${session.nameOf(id)}`, `<@${id}>`], [`@${name}`, `<@${id}>`]]);
  pairs.push([`@${session.app.name}`, `<@${session.app.bot_user}>`]);
  for (const channel of session.channels) pairs.push([`#${channel.name}`, `<#${channel.id}|${channel.name}>`]);
  return new Map(pairs.filter(([typed]) => typed.length > 1).sort((a, b) => b[0].length - a[0].length));
}

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
