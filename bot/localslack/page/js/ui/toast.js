// Short notices below the head of the page; they go by themselves, errors more slowly, and what lies under them can be pressed.
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";

const briefly = 4000;
const longer = 9000;

/** toast shows one notice; kinds are "info", "clock" and "warn". */
export function toast(text, kind = "info") {
  const note = h("div", { class: `toast toast-${kind}`, role: kind === "warn" ? "alert" : "status", testid: "toast" },
    icon({ clock: "clock", warn: "warn" }[kind] ?? "check"), h("span", {}, text),
    h("button", { class: "icon-button", type: "button", "aria-label": t("dismiss"), on: { click: () => note.remove() } }, icon("close")));
  corner().append(note);
  setTimeout(() => note.remove(), kind === "warn" ? longer : briefly);
}

// An open dialog hides what is outside it, so the notices are shown within the topmost one.
function corner() {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  return host.querySelector(":scope > .toasts") ?? host.appendChild(h("div", { class: "toasts" }));
}

/** because is an error in the reader's words, for {why} in a message. */
export function because(error, app) {
  if (error.code === "unreachable") return t("unreachable");
  if (/timeout|timed_out|no_answer|trigger_exp/.test(error.code ?? "")) return t("appSilent", { app });
  return error.code === "refused" ? t("refused") : t("failedWith", { code: error.code ?? error.message });
}
