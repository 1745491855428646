// Where one was in a form that is drawn anew: the field, the caret in it, how far one had scrolled.

/** placeIn notes it before; call the result with the new form. It gives false where one was nowhere in the old form. */
export function placeIn(form) {
  const at = document.activeElement;
  const field = form?.contains(at) ? at.closest("[data-action-id]") : undefined;
  const scrolled = form?.querySelector(".modal-body")?.scrollTop ?? 0;
  const caret = field && "selectionStart" in at && at.selectionStart !== null ? [at.selectionStart, at.selectionEnd] : undefined;
  return (fresh) => {
    fresh.querySelector(".modal-body").scrollTop = scrolled;
    const same = field && fresh.querySelector(`[data-block-id="${CSS.escape(field.dataset.blockId)}"][data-action-id="${CSS.escape(field.dataset.actionId)}"]`);
    if (!same) return false;
    const target = focusable(same);
    target.focus({ preventScroll: true });
    if (caret && target.setSelectionRange) target.setSelectionRange(...caret);
    return true;
  };
}

/** focusFirst leads into a new form: to the field that asks for it, else to the first. */
export function focusFirst(form) {
  const body = form.querySelector(".modal-body");
  const target = form.querySelector("[autofocus]") ?? body.querySelector("input, textarea, button") ?? body;
  focusable(target).focus({ preventScroll: true });
}

const focusable = (node) => (node.matches("input, textarea, button, [tabindex]") ? node : node.querySelector("input, textarea, button") ?? node);
