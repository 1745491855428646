// A conversation as it fills the middle of the page: messages above, composer below.
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { avatar } from "../core/people.js";
import { acceptDrops } from "./attachments.js";
import { composer } from "./composer.js";
import { startEdit } from "./edit.js";
import { messageList } from "./list.js";

/** conversationView draws a channel until `gone`; `extra` stands above the composer. */
export function conversationView(session, id, gone, extra) {
  const channel = session.channel(id);
  const conversation = session.conversation(id);
  const name = session.titleOf(channel);
  const list = messageList({
    session, channel: id, lead: beginning(session, channel, name), label: t("conversationWith", { name }),
    items: () => conversation.list, older: () => conversation.older(), hasOlder: () => conversation.hasMore,
    readUpTo: session.lastRead(id), onSeen: () => session.markRead(id),
  });
  const box = composer({
    session, channel: id, placeholder: t("writeTo", { name: channel.kind === "im" ? name : `#${name}` }),
    onEditLast: () => editLast({ session, channel: id, messages: conversation.list, within: list.node }),
  });
  const node = h("section", { class: "conversation", "aria-label": name }, list.node, extra, box.node);
  acceptDrops(node, box.addFiles);
  session.on("messages", (changed) => { if (changed === id) list.update(); }, gone);
  session.on("clock", list.update, gone);
  document.addEventListener("visibilitychange", list.seen, { signal: gone });
  gone.addEventListener("abort", list.end);
  return { node, put: box.put, focus: box.focus, show: list.update };
}

function beginning(session, channel, name) {
  const isApp = channel.user === session.as;
  return h("div", { class: "beginning" },
    isApp ? avatar(session.person(session.app.bot_user), "avatar-large") : h("span", { class: "avatar avatar-large avatar-plain" }, channel.kind === "im" ? "@" : "#"),
    h("h2", {}, name), h("p", {}, channel.kind === "im" ? t("beginning", { name }) : t("beginningChannel", { name })));
}

/** editLast opens the newest own message for editing; it says whether there was one. */
export function editLast({ session, channel, messages, within }) {
  const message = messages.findLast((one) => one.user === session.as && !one.ephemeral);
  const node = message && within.querySelector(`[data-ts="${CSS.escape(message.ts)}"]`);
  if (node) startEdit({ session, channel, message, node });
  return Boolean(node);
}
