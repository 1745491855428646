// Reactions below a message, as counts with their emoji.
import { h } from "../core/dom.js";
import { emoji } from "../text/emoji.js";

/** reactionList draws a message's reactions, or nothing. */
export function reactionList(session, reactions) {
  if (!reactions?.length) return undefined;
  return h("div", { class: "reactions" }, reactions.map(({ name, users = [], count = users.length }) => h("span", {
    class: `reaction ${users.includes(session.as) ? "mine" : ""}`, testid: "reaction", data: { name }, title: users.map((id) => session.nameOf(id)).join(", "),
  }, emoji(name) ?? `:${name}:`, h("span", {}, String(count)))));
}
