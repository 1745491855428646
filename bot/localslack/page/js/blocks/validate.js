// What Slack's client checks before it submits a form: https://docs.slack.dev/reference/block-kit/block-elements
import { t } from "../core/i18n.js";

/** faults maps block_id to what is wrong with its field, for all input blocks of a surface. */
export function faults(surface) {
  const found = {};
  for (const { block } of surface.inputs) {
    const wrong = fault(block, surface.value(block, block.element) ?? {});
    if (wrong) found[block.block_id] = wrong;
  }
  return found;
}

function fault(block, value) {
  if (empty(value)) return block.optional || block.element.type === "file_input" ? undefined : t("required");
  return checks[block.element.type]?.(value.value, block.element);
}

const empty = ({ type, ...held }) => Object.values(held).every((value) => value === null || value === undefined || value === "" || (typeof value === "string" && !value.trim()) || (Array.isArray(value) && !value.length));

const checks = {
  plain_text_input: (text, element) => {
    if (element.min_length && text.length < element.min_length) return t("tooShort", { n: element.min_length });
    if (element.max_length && text.length > element.max_length) return t("tooLong", { n: element.max_length });
    return undefined;
  },
  email_text_input: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? undefined : t("notEmail")),
  url_text_input: (text) => (URL.canParse(text.trim()) && /^https?:/i.test(text.trim()) ? undefined : t("notUrl")),
  number_input: number,
};

function number(text, element) {
  const trimmed = text.trim();
  if (!/^[+-]?\d+(\.\d+)?$/.test(trimmed)) return t(element.is_decimal_allowed ? "notNumber" : "notWhole");
  if (!element.is_decimal_allowed && trimmed.includes(".")) return t("notWhole");
  if (element.min_value !== undefined && Number(trimmed) < Number(element.min_value)) return t("atLeastNumber", { min: element.min_value });
  if (element.max_value !== undefined && Number(trimmed) > Number(element.max_value)) return t("atMostNumber", { max: element.max_value });
  return undefined;
}

/** showFaults puts each fault under its field, takes away the others, and leads to the first; it returns how many could be placed. */
export function showFaults(surface, found) {
  const wrong = [];
  for (const { block, node, error } of surface.inputs) {
    const words = found[block.block_id];
    error.hidden = !words;
    error.textContent = words ?? "";
    node.classList.toggle("invalid", Boolean(words));
    if (words) node.setAttribute("aria-invalid", "true");
    else node.removeAttribute("aria-invalid");
    if (words) wrong.push(node);
  }
  const first = wrong[0];
  (first?.matches("input, textarea, button") ? first : first?.querySelector("input, textarea, button"))?.focus();
  first?.closest(".block")?.scrollIntoView({ block: "nearest" });
  return wrong.length;
}
