// @ts-check
// Zooming and panning by hand: the wheel with ctrl or cmd, which is also what a
// pinch on a trackpad sends, at the pointer; the wheel with shift to the side;
// two fingers on a screen; a double click. The wheel alone is the page's.
import { extent } from "./bars.js";
import { current } from "./chart.js";
import { fit, pan, zoom } from "./panzoom.js";
import { chartWidth, overChart, placeAt } from "./pointing.js";
import { show } from "./shown.js";

/** Fingers on the chart. @type {Map<number, number>} x by pointer */
const fingers = new Map();

export function startZoom() {
  document.addEventListener("wheel", turned, { passive: false });
  document.addEventListener("dblclick", twice);
  document.addEventListener("pointerdown", (event) => {
    const chart = event.target instanceof Element && event.target.closest(".tl-chart");
    if (event.pointerType === "touch" && chart && current()) fingers.set(event.pointerId, event.clientX);
  });
  document.addEventListener("pointermove", moved);
  for (const type of /** @type {const} */ (["pointerup", "pointercancel"])) {
    document.addEventListener(type, (event) => fingers.delete(event.pointerId));
  }
}

/** @param {WheelEvent} event */
function turned(event) {
  if (!overChart(event)) return;
  const line = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault(); // the page would zoom
    // A pinch comes in many small steps, a wheel in few large ones.
    const step = Math.max(-60, Math.min(event.deltaY * line, 60));
    zoom(Math.exp(-step / 120), placeAt(event.clientX) ?? undefined);
  } else if (event.shiftKey) {
    event.preventDefault();
    pan(((event.deltaY || event.deltaX) * line) / 800);
  }
}

/** @param {PointerEvent} event */
function moved(event) {
  if (!fingers.has(event.pointerId)) return;
  const before = [...fingers.values()];
  fingers.set(event.pointerId, event.clientX);
  const after = [...fingers.values()];
  if (after.length === 1) {
    drag(before[0] - after[0]);
  } else if (after.length === 2) {
    pinch(before, after);
  }
}

/** @param {number} pixels */
function drag(pixels) {
  pan(pixels / chartWidth());
}

/**
 * What is under the fingers stays under them.
 * @param {number[]} before
 * @param {number[]} after
 */
function pinch(before, after) {
  const least = 20; // fingers one above the other have no distance to the side
  const gap = (/** @type {number[]} */ xs) => Math.max(least, Math.abs(xs[0] - xs[1]));
  const middle = (after[0] + after[1]) / 2;
  drag((before[0] + before[1]) / 2 - middle);
  zoom(gap(after) / gap(before), placeAt(middle) ?? undefined);
}

/** @param {MouseEvent} event */
function twice(event) {
  const chart = current();
  if (!chart || !(event.target instanceof Element) || !overChart(event)) return;
  if (event.target.closest(".tl-axis")) {
    fit();
    return;
  }
  const bar = event.target.closest(".tl-bars a");
  const ends = bar && extent(bar);
  if (!ends) return;
  const [from, to] = ends.map((percent) => (percent / 100) * chart.axis.units);
  const margin = Math.max((to - from) / 10, 0.5);
  show(from - margin, to + margin);
}
