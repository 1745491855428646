// Where blocks are shown: a message or a view. It holds what has been entered, and sends what is clicked.
import * as api from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/i18n.js";
import { plain } from "../text/emoji.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { ask } from "../ui/dialog.js";
import { because } from "../ui/toast.js";

const longestBusy = 3000;

/** Surface is one message's or view's live state; `values` has Slack's shape, {block_id: {action_id: value}}. */
export class Surface {
  /** `before` is the surface that this one replaces: what was entered in fields of the same names stays. */
  constructor(session, container, before) {
    this.session = session;
    this.container = container;
    this.values = {};
    this.inputs = [];
    this.before = before;
  }

  /** begin takes an element's first value, or what its predecessor held, and returns it. */
  begin(block, element, initial) {
    const kept = this.before?.values[block.block_id]?.[element.action_id];
    const value = kept?.type === element.type ? kept : { type: element.type, ...initial };
    this.set(block, element, value);
    return value;
  }

  set(block, element, value) {
    (this.values[block.block_id] ??= {})[element.action_id] = { type: element.type, ...value };
    this.#forgive(block);
  }

  // What was wrong with a field is taken back as soon as it changes.
  #forgive(block) {
    const field = this.inputs.find((one) => one.block.block_id === block.block_id);
    if (!field || field.error.hidden) return;
    field.error.hidden = true;
    field.node.classList.remove("invalid");
    field.node.removeAttribute("aria-invalid");
  }

  value(block, element) { return this.values[block.block_id]?.[element.action_id]; }

  /** acts tells whether a change of this element is reported at once. */
  acts(block) { return block.type !== "input" || block.dispatch_action === true; }

  /** confirmed asks the element's own question, if it has one. */
  async confirmed(element) {
    const question = element.confirm;
    if (!question) return true;
    return ask({
      title: plain(question.title),
      text: question.text?.type === "mrkdwn" ? mrkdwn(question.text.text, this.session) : plain(question.text),
      yes: plain(question.confirm) || t("done"),
      no: plain(question.deny) || t("cancel"),
      danger: question.style === "danger",
    });
  }

  /** changed keeps a new value and reports it where the block says so. */
  changed(block, element, value, node) {
    this.set(block, element, value);
    if (this.acts(block)) this.act(block, element, value, node);
  }

  /** act reports an action; `node` shows that it is under way, and a warning if it fails. */
  async act(block, element, payload, node) {
    const idle = busy(node, this.session);
    clearWarning(node);
    try {
      await api.action({
        as: this.session.as,
        container: this.container,
        action: { type: element.type, action_id: element.action_id, block_id: block.block_id, ...payload },
        state: { values: this.values },
      });
    } catch (error) {
      idle();
      warn(node, t("actionFailed", { why: because(error, this.session.app.name) }));
    }
  }
}

// Busy ends when the message changes (the node is gone then), a form opens, or after a while.
function busy(node, session) {
  const over = new AbortController();
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  const idle = () => { over.abort(); node.classList.remove("busy"); node.removeAttribute("aria-busy"); };
  const timer = setTimeout(idle, longestBusy);
  over.signal.addEventListener("abort", () => clearTimeout(timer));
  session.once("view", idle, over.signal);
  return idle;
}

function clearWarning(node) { node.closest(".block")?.querySelector(":scope > .block-warning")?.remove(); }

function warn(node, words) {
  clearWarning(node);
  node.closest(".block")?.append(h("div", { class: "block-warning", role: "alert", testid: "action-warning" }, icon("warn"), words));
}
