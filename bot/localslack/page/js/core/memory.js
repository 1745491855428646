// What this browser remembers between visits. Storage may be full or forbidden; then nothing is remembered, quietly.

const prefix = "localslack.";

/** recall reads a remembered value, or the fallback. */
export function recall(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(prefix + key)) ?? fallback;
  } catch {
    return fallback;
  }
}

/** remember keeps a value. */
export function remember(key, value) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch { /* see above */ }
}
