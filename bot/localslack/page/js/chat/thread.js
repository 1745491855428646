// The panel with one message and its replies; on a phone it covers the conversation.
import { h, onPhone } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { composer } from "./composer.js";
import { editLast } from "./conversation_view.js";
import { messageList } from "./list.js";

/** threadPanel draws the session's open thread into `host` and clears it when none is open. */
export function threadPanel(session, host) {
  let current;
  const show = () => {
    current?.end();
    current = undefined;
    host.hidden = !session.thread;
    // On a phone the panel covers the conversation, which must not be reached behind it.
    document.getElementById("middle").inert = Boolean(session.thread) && onPhone();
    host.replaceChildren();
    if (session.thread) current = open(session, host, session.thread);
  };
  session.on("thread", show);
  session.on("place", show);
  session.on("messages", (channel) => { if (channel === session.thread?.channel) current?.update(); });
  session.on("link", ({ up, again }) => { if (up && again && session.thread) session.conversation(session.thread.channel).refreshThread(session.thread.ts); });
  host.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) session.openThread(); }, { signal: session.signal });
  show();
}

function open(session, host, { channel, ts }) {
  const conversation = session.conversation(channel);
  const items = () => [conversation.message(ts), ...conversation.replies(ts)].filter(Boolean);
  const list = messageList({ session, channel, inThread: true, label: t("thread"), items });
  const box = composer({ session, channel, thread: ts, placeholder: t("writeReply"), onEditLast: () => editLast({ session, channel, messages: items(), within: list.node }) });
  host.append(
    h("header", { class: "thread-head" },
      h("h2", {}, t("thread")), h("span", { class: "muted" }, nameOfPlace(session, channel)),
      h("button", { class: "icon-button", type: "button", "aria-label": t("close"), testid: "thread-close", on: { click: () => session.openThread() } }, icon("close"))),
    list.node, box.node);
  list.update();
  conversation.refreshThread(ts);
  box.focus();
  return list;
}

function nameOfPlace(session, id) {
  const channel = session.channel(id);
  return channel.kind === "im" ? session.titleOf(channel) : `#${channel.name}`;
}
