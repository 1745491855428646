// The stack of forms (up to three) that the app opens: https://docs.slack.dev/surfaces/modals
import * as api from "../core/api.js";
import { h, uid } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { renderBlocks } from "../blocks/render.js";
import { Surface } from "../blocks/surface.js";
import { faults, showFaults } from "../blocks/validate.js";
import { plain } from "../text/emoji.js";
import { showDialog } from "../ui/dialog.js";
import { because } from "../ui/toast.js";
import { focusFirst, placeIn } from "./keep_place.js";

const patience = 2000;

/** modals shows the views that the session's events bring. */
export function modals(session) {
  const stack = new Stack(session);
  session.on("view", (event) => stack.receive(event));
  session.signal.addEventListener("abort", () => stack.clear());
}

class Stack {
  #layers = [];
  #dialog;

  constructor(session) { this.session = session; }

  get #top() { return this.#layers.at(-1); }

  receive({ type, view, cleared, view_id: closed }) {
    if (type === "view_open") this.#layers = [layer(view)];
    else if (type === "view_push") this.#put(view) || this.#layers.push(layer(view));
    else if (type === "view_update") { if (!this.#put(view)) return; }
    else if (type === "view_close") this.#drop(view?.id ?? closed, cleared);
    this.#show();
  }

  // A view that is open already is replaced, and keeps what has been entered in fields of the same names.
  #put(view) {
    const known = this.#layers.find((one) => one.view.id === view.id || (view.external_id && one.view.external_id === view.external_id));
    if (known) Object.assign(known, { view, stale: true });
    return Boolean(known);
  }

  #drop(id, cleared) {
    const at = this.#layers.findIndex((one) => one.view.id === id);
    this.#layers = cleared || !id ? [] : at < 0 ? this.#layers : this.#layers.slice(0, at);
  }

  clear() { this.#layers = []; this.#show(); }

  #show() {
    if (!this.#top) { this.#dialog?.close(); this.#dialog = undefined; return; }
    if (!this.#dialog) this.#dialog = showDialog([], { className: "modal", testid: "modal", onCancel: () => this.#close() });
    const fresh = this.#top.stale;
    const comeBack = placeIn(this.#top.node);
    if (fresh) this.#draw(this.#top);
    if (this.#dialog.firstChild === this.#top.node) return;
    this.#dialog.replaceChildren(this.#top.node);
    this.#dialog.setAttribute("aria-labelledby", this.#top.title);
    this.#dialog.dataset.viewId = this.#top.view.id;
    this.#dialog.dataset.callbackId = this.#top.view.callback_id ?? "";
    if (fresh && !comeBack(this.#top.node)) focusFirst(this.#top.node);
  }

  #draw(one) {
    const { view } = one;
    one.stale = false;
    one.surface = new Surface(this.session, { type: "view", view_id: view.id }, one.surface);
    one.title = uid("modal");
    one.note = h("div", { class: "modal-note", role: "alert", hidden: true, testid: "modal-error" });
    one.submit = view.submit || view.blocks?.some((block) => block.type === "input")
      ? h("button", { class: "button button-primary", type: "submit", testid: "modal-submit" }, h("span", { class: "button-words" }, plain(view.submit) || t("submit"))) : undefined;
    const body = h("div", { class: "modal-body", tabindex: "-1" }, renderBlocks(view.blocks, one.surface));
    one.node = h("form", { class: "modal-form", novalidate: true, on: { submit: (event) => { event.preventDefault(); this.#submit(one); }, keydown: keepEnter } },
      h("header", { class: "modal-head" },
        this.#layers.length > 1 && h("button", { class: "icon-button", type: "button", "aria-label": t("back"), testid: "modal-back", on: { click: () => this.#close() } }, icon("left")),
        h("h2", { id: one.title, testid: "modal-title" }, plain(view.title)),
        h("button", { class: "icon-button", type: "button", "aria-label": t("close"), testid: "modal-x", on: { click: () => this.#close() } }, icon("close"))),
      one.note, body,
      h("footer", { class: "modal-foot" },
        h("button", { class: "button", type: "button", testid: "modal-close", on: { click: () => this.#close() } }, plain(view.close) || t(one.submit ? "cancel" : "close")), one.submit));
  }

  async #submit(one) {
    if (!one.submit || one.submit.classList.contains("busy")) return;
    const found = faults(one.surface);
    this.#say(one, showFaults(one.surface, found) ? t("formHasErrors", { n: Object.keys(found).length }) : "");
    if (Object.keys(found).length) return;
    this.#wait(one, true);
    try {
      const answer = await api.viewSubmit({ as: this.session.as, view_id: one.view.id, state: { values: one.surface.values } });
      this.#answered(one, answer);
    } catch (error) {
      this.#say(one, t("actionFailed", { why: because(error, this.session.app.name) }));
    } finally { this.#wait(one, false); }
  }

  #answered(one, answer) {
    const errors = answer.errors ?? {};
    if (!Object.keys(errors).length) return this.#expectEnd(one);
    const placed = showFaults(one.surface, errors);
    const rest = Object.entries(errors).filter(([id]) => !one.surface.inputs.some(({ block }) => block.block_id === id)).map(([, words]) => words);
    return this.#say(one, [placed && t("formHasErrors", { n: placed }), ...rest].filter(Boolean).join(" "));
  }

  // An accepted form is closed, replaced or covered by an event; should that be lost, it closes by itself.
  #expectEnd(one) {
    const { view } = one;
    setTimeout(() => { if (this.#top === one && one.view === view) this.receive({ type: "view_close", view }); }, patience);
  }

  #say(one, words) {
    one.note.hidden = !words;
    one.note.textContent = words;
  }

  #wait(one, waiting) {
    one.submit.classList.toggle("busy", waiting);
    one.submit.setAttribute("aria-busy", String(waiting));
  }

  // Closing a form uncovers the one below it, unless the form says that it closes all.
  async #close() {
    const { view } = this.#top;
    const cleared = view.clear_on_close === true;
    this.#layers = cleared ? [] : this.#layers.slice(0, -1);
    this.#show();
    try { await api.viewClose({ as: this.session.as, view_id: view.id, cleared }); } catch { /* it is closed here all the same */ }
  }
}

const layer = (view) => ({ view, stale: true });

// Enter in a one-line field must not submit a half-filled form on the way through an input method's candidates.
function keepEnter(event) {
  if (event.key === "Enter" && event.isComposing) event.preventDefault();
}
