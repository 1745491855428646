// Text fields that grow with what is typed.

/** growing fits a textarea's height to its text, now and with every change; the style sheet sets the most. */
export function growing(area) {
  const fit = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
  area.addEventListener("input", fit);
  requestAnimationFrame(fit);
  return fit;
}

/** fill puts text into a field as if it had been typed. */
export function fill(area, text) {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
