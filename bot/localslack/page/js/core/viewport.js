// A phone's keyboard covers the page in some browsers instead of shrinking it; then the page shrinks itself.

/** watchKeyboard keeps --height at what can be seen, and --covered at what the keyboard hides. */
export function watchKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    const covered = Math.max(0, innerHeight - view.height);
    const root = document.documentElement.style;
    document.documentElement.classList.toggle("keyboard", covered > 120);
    if (covered < 1 || view.scale > 1.01) { root.removeProperty("--height"); root.removeProperty("--covered"); return; }
    root.setProperty("--height", `${view.height}px`);
    root.setProperty("--covered", `${covered}px`);
    scrollTo(0, 0);
  };
  view.addEventListener("resize", fit);
}
