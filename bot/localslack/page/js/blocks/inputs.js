// Fields to type into.
import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { plain } from "../text/emoji.js";

const pauseAfterTyping = 400;

// A typed field keeps its value as it changes, and reports it on Enter or while typing where the block asks for that.
function typed(element, block, surface, node) {
  const begun = surface.begin(block, element, { value: element.initial_value || null });
  node.value = begun.value ?? "";
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const value = () => ({ value: node.value || null });
  let timer;
  node.addEventListener("input", () => {
    surface.set(block, element, value());
    if (block.dispatch_action && on.includes("on_character_entered")) { clearTimeout(timer); timer = setTimeout(() => surface.act(block, element, value(), node), pauseAfterTyping); }
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !block.dispatch_action || !on.includes("on_enter_pressed") || (element.multiline && event.shiftKey)) return;
    event.preventDefault();
    surface.act(block, element, value(), node);
  });
  return node;
}

const shared = (element) => ({ class: "field", placeholder: plain(element.placeholder) || undefined, autofocus: element.focus_on_load === true });

/** plainTextInput is one line or several. */
export function plainTextInput(element, block, surface) {
  const limits = { maxlength: element.max_length ? String(element.max_length) : undefined };
  if (!element.multiline) return typed(element, block, surface, h("input", { ...shared(element), ...limits, type: "text", autocomplete: "off" }));
  const area = typed(element, block, surface, h("textarea", { ...shared(element), ...limits, class: "field field-area", rows: "4" }));
  const grow = () => { area.style.height = "auto"; area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`; };
  area.addEventListener("input", grow);
  requestAnimationFrame(grow);
  return area;
}

/** typedInput is an e-mail or web address. */
export function typedInput(element, block, surface) {
  const type = element.type === "email_text_input" ? "email" : "url";
  return typed(element, block, surface, h("input", { ...shared(element), type, inputmode: type, autocomplete: "off" }));
}

/** numberInput takes digits; what is not a number is said on submit. */
export function numberInput(element, block, surface) {
  return typed(element, block, surface, h("input", { ...shared(element), type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric", autocomplete: "off" }));
}

/** richTextInput takes plain lines and hands them over as one rich_text section. */
export function richTextInput(element, block, surface) {
  const asRich = (text) => (text ? { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] } : null);
  const begun = surface.begin(block, element, { rich_text_value: element.initial_value ?? null });
  const first = begun.rich_text_value?.elements?.flatMap((part) => part.elements ?? []).map((leaf) => leaf.text ?? "").join("") ?? "";
  return h("textarea", { ...shared(element), class: "field field-area", rows: "4", value: first, on: { input: (event) => surface.set(block, element, { rich_text_value: asRich(event.target.value) }) } });
}

/** fileInput says where files go instead: the local workspace's forms take none. */
export function fileInput(element, block, surface) {
  surface.begin(block, element, { files: [] });
  return h("p", { class: "muted" }, t("noFileInput"));
}
