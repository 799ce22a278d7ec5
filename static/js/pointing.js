// @ts-check
// Where a pointer is in the timeline.
import { current } from "./chart.js";
import { shown } from "./shown.js";

/**
 * The place in units of the chart's axis at so many pixels from the window's
 * left; null when there is no chart.
 * @param {number} x
 */
export function placeAt(x) {
  const chart = current();
  if (!chart) return null;
  const box = inner(chart.column);
  const { left, right } = shown();
  return left + ((x - box.left) / box.width) * (right - left);
}

/** How wide the chart is on the screen, px. */
export function chartWidth() {
  const chart = current();
  return chart ? inner(chart.column).width : 1;
}

/**
 * The box inside of an element's padding, which charts leave for marks at
 * their very ends.
 * @param {Element} e
 */
function inner(e) {
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const left = box.left + parseFloat(style.paddingLeft);
  const right = box.right - parseFloat(style.paddingRight);
  return { left, right, width: Math.max(1, right - left) };
}

/**
 * Whether an event happened over the chart or its axis. Rows that a browser has
 * not drawn yet (content-visibility, in the first moment after a swap) have no
 * chart to hit: there it is their part of the column that counts.
 * @param {MouseEvent} event
 */
export function overChart(event) {
  const chart = current();
  if (!chart || !(event.target instanceof Element)) return false;
  if (event.target.closest(".tl-chart, .tl-axis")) return true;
  return event.target.matches(".tl-part, .tl-rows") && event.clientX >= chart.column.getBoundingClientRect().left;
}
