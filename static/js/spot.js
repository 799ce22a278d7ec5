// @ts-check
// Where the page was scrolled to, and its table, which scrolls by itself, belongs to
// the entry of the browser's history: it is written into it when a hand has come to
// rest, and before another entry takes its place. The browser's own note of it serves
// whole pages, without the table; steps whose parts are fetched are still as high as
// what was left when it applies that.
import { newcomer } from "./later.js";

export function startSpot() {
  if (!newcomer()) returnTable();
  addEventListener("scrollend", noteSpot, { capture: true }); // the table's does not bubble
}

/** Notes in the present entry where the page is, and its table. */
export function noteSpot() {
  const pane = table();
  const at = pane && [pane.scrollLeft, pane.scrollTop];
  if (spot() !== scrollY || String(at) !== String(history.state?.table ?? null)) {
    history.replaceState({ ...history.state, top: scrollY, table: at }, "");
  }
}

/**
 * Where the page was when its present entry was left, px from the top.
 * @returns {number | undefined} undefined where that is not known
 */
export function spot() {
  const top = history.state?.top;
  return typeof top === "number" ? top : undefined;
}

/** Scrolls the table to where it was when its present entry was left. */
export function returnTable() {
  const [left, top] = history.state?.table ?? [];
  if (typeof top === "number") table()?.scrollTo({ left, top, behavior: "instant" });
}

const table = () => document.querySelector(".subtasks .scroll");
