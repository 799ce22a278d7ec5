// @ts-check
// One stop for the keyboard in all of the rows: Tab comes to the row that was
// last left, or to the selected one, and the next Tab leaves them; between rows
// go the arrow keys (rows.js). Without this script each row is a stop.
import { inPieces } from "./later.js";
import { part } from "./parts.js";
import { swapped } from "./swap.js";

/** The links that rows are; where rows are lanes, their bars. */
export const rows = ".tl-names a, .tl-lanes .tl-bars a";

/** The row at which the keyboard stops. @type {Element | null} */
let stop = null;

/** Ends what is under way. */
let end = () => {};

export function startStops() {
  settle();
  swapped((regions) => {
    if (["views", "timeline", "over"].some((name) => regions.has(name))) settle();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(rows)) stopAt(target);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('.skip[href="#rows"]') : null;
    if (!link || !(stop instanceof HTMLElement || stop instanceof SVGElement)) return;
    event.preventDefault();
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "center" });
  });
}

/** Says which row is the stop, and that the others are none: there may be thousands. */
function settle() {
  describe();
  document.querySelector('.skip[href="#rows"]')?.toggleAttribute("hidden", !document.querySelector("#rows"));
  const active = document.activeElement?.matches(rows) ? document.activeElement : null;
  const marked = [...document.querySelectorAll(":is(.tl-names, .tl-lanes .tl-bars) a[aria-current]")].find(reachable);
  stopAt(active ?? marked ?? (stop && reachable(stop) ? stop : firstRow()));
  end();
  const parts = [...document.querySelectorAll(".tl-part")];
  let next = 0;
  end = inPieces(() => {
    for (const row of parts[next++]?.querySelectorAll(rows) ?? []) {
      if (row !== stop && row.getAttribute("tabindex") !== "-1") row.setAttribute("tabindex", "-1");
    }
    return next < parts.length;
  });
}

/** @param {Element | null} row */
function stopAt(row) {
  if (row === stop) return;
  if (stop?.isConnected) stop.setAttribute("tabindex", "-1");
  stop = row;
  stop?.removeAttribute("tabindex");
}

/** @param {Element} row */
const reachable = (row) => row.isConnected && !row.closest(".tl-part[hidden]");

function firstRow() {
  for (const part of document.querySelectorAll(".tl-part:not([hidden])")) {
    const row = part.querySelector(rows);
    if (row) return row;
  }
  return null;
}

/** Tells who comes to the rows which keys there are, once and not with every row. */
function describe() {
  const pane = document.querySelector(".tl");
  const words = document.querySelector("#rows-keys") ?? part("rows-keys");
  if (!pane || !words) return;
  if (!words.isConnected) pane.before(words);
  pane.setAttribute("aria-describedby", words.id);
}
