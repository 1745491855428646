// A long press on a touch screen, which opens what a hover shows on a desktop.

const longEnough = 420;
const tooFar = 10;

/**
 * longPress calls `run` when a finger has rested on the node, not on a button, link or field in it. It runs as the finger
 * lifts: a panel opened under a resting finger would take the lifting for a tap outside and close.
 */
export function longPress(node, run) {
  let timer;
  let start;
  let rested = false;
  const stop = () => { clearTimeout(timer); start = undefined; rested = false; node.classList.remove("pressed"); };
  const rest = () => { rested = true; node.classList.add("pressed"); navigator.vibrate?.(10); };
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" || event.target.closest("button, a, input, textarea, label")) return;
    start = event;
    timer = setTimeout(rest, longEnough);
  });
  node.addEventListener("pointermove", (event) => { if (start && Math.hypot(event.x - start.x, event.y - start.y) > tooFar) stop(); });
  node.addEventListener("pointerup", () => { const open = rested; stop(); if (open) setTimeout(run); });
  node.addEventListener("pointercancel", stop);
  node.addEventListener("contextmenu", (event) => { if (event.pointerType === "touch" && !event.target.closest("a, input, textarea")) event.preventDefault(); });
}
