// A panel by its button on a desktop, a sheet from below on a phone. It closes on Escape and on a tap outside, and gives the focus back.
import { h, onPhone, onTouch } from "../core/dom.js";

const gap = 6;
const margin = 8;

/**
 * openPopover shows `content` by `anchor` and returns {node, close, place}. `role` and `label` are for assistive technology;
 * `point` ({x, y}) places it at a pointer instead; `keepFocus` leaves the focus where it is (suggestions while typing).
 */
export function openPopover(anchor, content, { role = "dialog", label, className = "", point, keepFocus = false, above = false, onClose } = {}) {
  const node = h("div", { class: `popover ${className}`, role, "aria-label": label, popover: keepFocus ? "manual" : "auto", tabindex: "-1" },
    h("div", { class: "sheet-grip", "aria-hidden": "true" }), content);
  // Inside an open dialog everything else is inert, so the panel has to live within it.
  (anchor.closest?.("dialog") ?? document.body).append(node);
  const before = document.activeElement;
  const place = () => position(node, anchor, point, above);
  const gone = new AbortController();
  let open = true;

  const close = () => { if (open) node.hidePopover(); };
  node.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !open) return;
    open = false;
    gone.abort();
    if (!keepFocus && (node.contains(document.activeElement) || document.activeElement === document.body)) before?.focus?.({ preventScroll: true });
    node.remove();
    anchor.setAttribute?.("aria-expanded", "false");
    onClose?.();
  });
  node.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); close(); } });
  addEventListener("resize", place, { signal: gone.signal });
  node.showPopover();
  place();
  anchor.setAttribute?.("aria-expanded", "true");
  if (!keepFocus) focusFirst(node);
  return { node, close, place, get open() { return open; } };
}

function focusFirst(node) {
  const touch = onTouch();
  const target = node.querySelector("[autofocus]") ?? node.querySelector("button:not([disabled]), input, select, textarea, [tabindex='0']");
  // On a phone, focusing a search field would throw the keyboard over the choices.
  (touch && target?.matches("input:not([autofocus])") ? node : target ?? node).focus({ preventScroll: true });
}

function position(node, anchor, point, above) {
  if (onPhone() && !node.classList.contains("popover-inline")) {
    node.style.removeProperty("left");
    node.style.removeProperty("top");
    return;
  }
  const at = point ? { left: point.x, right: point.x, top: point.y, bottom: point.y, width: 0 } : anchor.getBoundingClientRect();
  node.style.setProperty("--anchor-width", `${at.width}px`);
  node.style.maxHeight = "";
  const box = node.getBoundingClientRect();
  const below = innerHeight - at.bottom - gap - margin;
  const over = at.top - gap - margin;
  const up = above ? over > 120 : box.height > below && over > below;
  node.style.maxHeight = `${Math.max(120, up ? over : below)}px`;
  const height = Math.min(box.height, up ? over : below);
  node.style.top = `${Math.max(margin, up ? at.top - gap - height : at.bottom + gap)}px`;
  node.style.left = `${Math.max(margin, Math.min(at.left, innerWidth - box.width - margin))}px`;
}
