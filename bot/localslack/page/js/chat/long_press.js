// A long press on a touch screen, which opens what a hover shows on a desktop.

const longEnough = 450;
const tooFar = 10;

/** longPress calls `run` when a finger rests on the node, not on a button, link or field in it. */
export function longPress(node, run) {
  let timer;
  let start;
  const stop = () => { clearTimeout(timer); node.classList.remove("pressed"); };
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" || event.target.closest("button, a, input, textarea, label")) return;
    start = event;
    node.classList.add("pressed");
    timer = setTimeout(() => { stop(); navigator.vibrate?.(10); run(); }, longEnough);
  });
  node.addEventListener("pointermove", (event) => { if (start && Math.hypot(event.x - start.x, event.y - start.y) > tooFar) stop(); });
  for (const type of ["pointerup", "pointercancel", "pointerleave"]) node.addEventListener(type, stop);
  node.addEventListener("contextmenu", (event) => { if (event.pointerType === "touch" && !event.target.closest("a, input, textarea")) event.preventDefault(); });
}
