// One message: face, name, time, what it says, its files, its thread, and the menu of what can be done with it.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { avatar, nameOf } from "../core/people.js";
import { dateOf } from "../core/time.js";
import { renderBlocks } from "../blocks/render.js";
import { Surface } from "../blocks/surface.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { fileList } from "./files.js";
import { longPress } from "./long_press.js";
import { openMessageMenu } from "./message_menu.js";
import { reactionList } from "./reactions.js";

/** messageNode draws a message; `compact` leaves out face and name, `inThread` the link to the thread that one is in. */
export function messageNode(session, channel, message, { compact, inThread }) {
  const author = authorOf(session, message);
  const when = dateOf(message.ts);
  const time = (className) => h("time", { class: className, datetime: when.toISOString(), title: session.reader.full(when) }, session.reader.time(when));
  const node = h("article", {
    class: ["message", compact && "compact", message.ephemeral && "ephemeral", message.user === session.as && "own"].filter(Boolean).join(" "),
    testid: "message", data: { ts: message.ts, user: message.user, threadTs: message.thread_ts, ephemeral: message.ephemeral ? "true" : undefined },
    "aria-label": `${nameOf(author)}, ${session.reader.time(when)}`,
  },
  h("div", { class: "gutter" }, compact ? time("gutter-time") : avatar(author)),
  h("div", { class: "message-main" },
    message.ephemeral && h("div", { class: "only-you" }, icon("eye"), t("onlyYou")),
    !compact && h("div", { class: "meta" }, h("span", { class: "author" }, nameOf(author)), author.is_bot && h("span", { class: "badge" }, t("app")), time("time")),
    h("div", { class: "content", testid: "message-content" }, content(session, channel, message)),
    fileList(message.files),
    reactionList(session, message.reactions),
    !inThread && message.reply_count > 0 && threadLink(session, channel, message)));
  const menu = (point) => openMessageMenu({ session, channel, message, node, inThread, point });
  node.append(toolbar(session, channel, message, inThread, menu));
  longPress(node, () => menu());
  return node;
}

function authorOf(session, message) {
  if (message.bot || message.bot_id) return session.person(session.app.bot_user) ?? { real_name: session.app.name, is_bot: true };
  return session.person(message.user) ?? { id: message.user, real_name: message.username };
}

function content(session, channel, message) {
  const surface = new Surface(session, { type: "message", channel, ts: message.ts });
  // What people type comes with blocks too, but their text says the same and has the links.
  const typed = !message.bot && message.text;
  const body = message.blocks?.length && !typed ? renderBlocks(message.blocks, surface) : message.text ? [mrkdwn(message.text, session)] : [];
  const attachments = (message.attachments ?? []).map((attachment) => attached(attachment, surface));
  const edited = message.edited && h("span", { class: "edited", title: t("editedAt", { when: session.reader.full(dateOf(message.edited.ts)) }) }, t("edited"));
  // "(edited)" stands at the end of the last line of a plain message, as it does in Slack.
  const last = body.at(-1)?.querySelector?.(":scope > p:last-child, .mrkdwn:last-child > p:last-child");
  if (edited && last && !attachments.length) { last.append(" ", edited); return body; }
  return [body, attachments, edited];
}

function attached(attachment, surface) {
  const node = h("div", { class: "attachment" }, attachment.blocks ? renderBlocks(attachment.blocks, surface) : mrkdwn(attachment.text ?? attachment.fallback ?? "", surface.session));
  if (/^#?[0-9a-f]{6}$/i.test(attachment.color ?? "")) node.style.borderColor = attachment.color.replace(/^#?/, "#");
  return node;
}

function threadLink(session, channel, message) {
  return h("button", { class: "thread-link", type: "button", testid: "thread-open", on: { click: () => session.openThread(channel, message.ts) } },
    icon("reply"), t("replies", { n: message.reply_count }));
}

function toolbar(session, channel, message, inThread, menu) {
  const more = h("button", { class: "icon-button", type: "button", "aria-label": t("moreActions"), title: t("moreActions"), "aria-haspopup": "menu", testid: "message-menu", on: { click: () => menu(more) } }, icon("more"));
  return h("div", { class: "message-tools", role: "toolbar", "aria-label": t("messageActions") },
    !inThread && !message.ephemeral && h("button", { class: "icon-button", type: "button", "aria-label": t("replyInThread"), title: t("replyInThread"), testid: "message-reply", on: { click: () => session.openThread(channel, message.ts) } }, icon("reply")),
    more);
}
