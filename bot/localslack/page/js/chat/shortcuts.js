// The ⚡ menu: the app's global shortcuts and its commands.
import * as api from "../core/api.js";
import { t } from "../core/i18n.js";
import { openMenu } from "../ui/menu.js";
import { because, toast } from "../ui/toast.js";

/** openShortcuts shows the menu; a command is put into the box by `put`. */
export function openShortcuts(anchor, session, put) {
  const shortcuts = (session.app.shortcuts ?? []).filter((shortcut) => shortcut.type === "global");
  const commands = session.app.commands ?? [];
  openMenu(anchor, [
    ...(shortcuts.length ? [t("globalShortcuts")] : []),
    ...shortcuts.map((shortcut) => ({ label: shortcut.name, hint: session.app.name, icon: "bolt", testid: "global-shortcut", data: { callbackId: shortcut.callback_id }, run: () => start(session, shortcut) })),
    ...(commands.length ? [t("commands")] : []),
    ...commands.map((one) => ({ label: `${one.command} ${one.usage_hint ?? ""}`, hint: one.description, icon: "chat", testid: "menu-command", run: () => put(`${one.command} `) })),
  ], { label: t("shortcuts") });
}

async function start(session, shortcut) {
  try {
    await api.shortcut({ as: session.as, callback_id: shortcut.callback_id });
  } catch (error) {
    toast(t("actionFailed", { why: because(error, session.app.name) }), "warn");
  }
}
