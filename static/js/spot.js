// @ts-check
// Where the page was scrolled to belongs to the entry of the browser's history:
// it is written into it when a hand has come to rest, and before another entry
// takes its place. The browser's own note of it serves whole pages; steps whose
// parts are fetched are still as high as what was left when it applies that.

export function startSpot() {
  addEventListener("scrollend", noteSpot);
}

/** Notes in the present entry where the page is. */
export function noteSpot() {
  if (spot() !== scrollY) history.replaceState({ ...history.state, top: scrollY }, "");
}

/**
 * Where the page was when its present entry was left, px from the top.
 * @returns {number | undefined} undefined where that is not known
 */
export function spot() {
  const top = history.state?.top;
  return typeof top === "number" ? top : undefined;
}
