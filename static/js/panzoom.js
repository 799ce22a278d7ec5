// @ts-check
// Ranges told by the one that is shown: all, more, less, earlier, later.
import { place } from "./axis.js";
import { current } from "./chart.js";
import { show, shown } from "./shown.js";

/** Shows all of the task. */
export function fit() {
  const chart = current();
  if (chart) show(chart.least, chart.most);
}

/**
 * Shows a factor more or less, with what is at a place staying there.
 * @param {number} factor above 1 shows less
 * @param {number} [at] place in units; the middle when left out
 */
export function zoom(factor, at = middle()) {
  const { left, right } = shown();
  show(at - (at - left) / factor, at + (right - at) / factor);
}

/**
 * Shows what is later, or earlier.
 * @param {number} part of what is shown; below 0 is earlier
 */
export function pan(part) {
  const { left, right } = shown();
  const by = (right - left) * part;
  show(left + by, right + by);
}

/**
 * Moves what is shown to what cannot be seen of a time, no wider than it takes.
 * @param {number} from UTC ms
 * @param {number} to UTC ms
 */
export function showAlso(from, to) {
  const chart = current();
  if (!chart) return;
  const [begin, end] = [place(chart.axis, from), place(chart.axis, to)];
  const { left, right } = shown();
  if (begin <= right && end >= left) return;
  const half = Math.max(right - left, (end - begin) * 1.1) / 2;
  const middle = (begin + end) / 2;
  show(middle - half, middle + half);
}

/** The middle of what is shown, in units. */
function middle() {
  const { left, right } = shown();
  return (left + right) / 2;
}
