// What can be done with a message: reply, copy, the app's message shortcuts, and with one's own edit and delete.
import * as api from "../core/api.js";
import { t } from "../core/i18n.js";
import { ask } from "../ui/dialog.js";
import { openMenu } from "../ui/menu.js";
import { because, toast } from "../ui/toast.js";
import { startEdit } from "./edit.js";

/** openMessageMenu shows the menu by `point` (the button pressed) or by the message. */
export function openMessageMenu({ session, channel, message, node, inThread, point }) {
  const own = message.user === session.as && !message.ephemeral && !message.bot;
  openMenu(point ?? node, [
    !inThread && !message.ephemeral && { label: t("replyInThread"), icon: "reply", testid: "menu-reply", run: () => session.openThread(channel, message.ts) },
    message.text && { label: t("copyText"), icon: "file", testid: "menu-copy", run: () => copy(node) },
    ...shortcuts(session, channel, message),
    own && null,
    own && { label: t("editMessage"), icon: "edit", testid: "menu-edit", run: () => startEdit({ session, channel, message, node }) },
    own && { label: t("deleteMessage"), icon: "trash", danger: true, testid: "menu-delete", run: () => deleteMessage(session, channel, message) },
  ].filter((item) => item !== false && item !== undefined && item !== ""), { label: t("messageActions") });
}

function shortcuts(session, channel, message) {
  const found = (session.app.shortcuts ?? []).filter((shortcut) => shortcut.type === "message");
  if (!found.length || message.ephemeral) return [];
  return [null, t("messageShortcuts", { app: session.app.name }), ...found.map((shortcut) => ({
    label: shortcut.name, icon: "bolt", testid: "menu-shortcut", data: { callbackId: shortcut.callback_id },
    run: () => attempt(session, () => api.shortcut({ as: session.as, callback_id: shortcut.callback_id, channel, ts: message.ts })),
  }))];
}

async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.querySelector(".content").innerText);
    toast(t("copied"));
  } catch { /* the browser forbids it; nothing is lost */ }
}

async function deleteMessage(session, channel, message) {
  if (!(await ask({ title: t("deleteMessage"), text: t("deleteSure"), yes: t("delete"), danger: true }))) return;
  attempt(session, () => api.remove({ as: session.as, channel, ts: message.ts }));
}

async function attempt(session, run) {
  try {
    await run();
  } catch (error) {
    toast(t("actionFailed", { why: because(error, session.app.name) }), "warn");
  }
}
