// Dialogs in the middle of the window, on the browser's own modal element: it holds the focus and makes the rest inert.
import { h, uid } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** showDialog opens a dialog with the given children; it removes itself when closed and gives the focus back. */
export function showDialog(children, { className = "", label, labelledby, onCancel, testid } = {}) {
  const before = document.activeElement;
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": label, "aria-labelledby": labelledby, testid }, children);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); onCancel ? onCancel() : dialog.close(); });
  dialog.addEventListener("close", () => { dialog.remove(); if (before?.isConnected) before.focus({ preventScroll: true }); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** ask puts one question; the promise gives true for yes. Texts are strings or nodes. */
export function ask({ title, text, yes, no = t("cancel"), danger = false }) {
  return new Promise((resolve) => {
    const heading = uid("ask");
    const answer = (value) => { resolve(value); dialog.close(); };
    const dialog = showDialog([
      title && h("h2", { id: heading, class: "ask-title" }, title),
      h("div", { class: "ask-text", id: title ? undefined : heading }, text),
      h("div", { class: "dialog-buttons" },
        h("button", { class: "button", type: "button", testid: "confirm-no", on: { click: () => answer(false) } }, no),
        h("button", { class: `button ${danger ? "button-danger" : "button-primary"}`, type: "button", autofocus: true, testid: "confirm-yes", on: { click: () => answer(true) } }, yes)),
    ], { className: "dialog-ask", labelledby: heading, onCancel: () => answer(false), testid: "confirm" });
  });
}
