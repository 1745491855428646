// The stream of what happens, kept alive: EventSource gives up on an HTTP error, so we start it again ourselves.

const firstPause = 500;
const longestPause = 8000;

/**
 * listen follows one person's events until the signal aborts. `onEvent` gets each event; `onLink(up, again)` is told when
 * the line comes up (again: after having been down, so something may have been missed) or goes down.
 */
export function listen(as, { onEvent, onLink, signal }) {
  let pause = firstPause;
  let before = false;
  let source;
  let timer;

  const open = () => {
    source = new EventSource(`/_local/events?as=${encodeURIComponent(as)}`);
    source.onopen = () => { onLink(true, before); before = true; pause = firstPause; };
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onerror = () => { source.close(); onLink(false, before); timer = setTimeout(open, pause); pause = Math.min(pause * 2, longestPause); };
  };
  signal.addEventListener("abort", () => { clearTimeout(timer); source.close(); });
  open();
}
