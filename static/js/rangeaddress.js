// @ts-check
// The range in the address, ms from the task's start; an end of the task needs
// none. Scripts write there what is shown and show what is asked for there, and
// know for which range the server has drawn the chart.
import { changed, param } from "./address.js";
import { moment, place } from "./axis.js";
import { current } from "./chart.js";
import { step } from "./links.js";
import { isAhead, settle, show, shown } from "./shown.js";

/** @typedef {import("./chart.js").Chart} Chart */

/** A whole millisecond may come back from the axis with an error, ms: it is far below this. */
const grain = 0.001;

/** The range in the address for which the chart is drawn. */
let drawn = { from: "", to: "" };

/** The chart is drawn for the address of now. */
export function noteDrawn() {
  drawn = { from: param("from"), to: param("to") };
}

/**
 * Writes what is shown into the address; a zoom is no step of its own. Addresses
 * have whole milliseconds, and so, from here on, has what is shown.
 */
export function writeRange() {
  const chart = current();
  if (!isAhead() || !chart) return;
  const { left, right } = shown();
  const range = asked(chart, left, right);
  const { from, to } = places(chart, range.from, range.to);
  settle(Math.max(chart.least, from), Math.min(chart.most, to));
  step(changed(location.href, range), false);
}

/**
 * Shows the range that an address asks for.
 * @param {URL} url
 */
export function showRangeOf(url) {
  const chart = current();
  if (!chart) return;
  const { from, to } = places(chart, url.searchParams.get("from"), url.searchParams.get("to"));
  show(from, to);
}

/**
 * The parameters for a range.
 * @param {Chart} chart
 * @param {number} from units
 * @param {number} to units
 */
function asked({ axis, start, least, most }, from, to) {
  const ms = (/** @type {number} */ at) => moment(axis, at) - start;
  const begin = Math.max(0, Math.floor(ms(from) + grain));
  return {
    from: from <= least + 0.5 ? "" : String(begin),
    to: to >= most - 0.5 ? "" : String(Math.max(begin + 1, Math.ceil(ms(to) - grain))),
  };
}

/**
 * The places of a range's ends, in units: asked turned round.
 * @param {Chart} chart
 * @param {string | null} from
 * @param {string | null} to
 */
function places({ axis, start, least, most }, from, to) {
  const at = (/** @type {string} */ ms) => place(axis, Number(ms) + start);
  return { from: from ? at(from) : least, to: to ? at(to) : most };
}

/**
 * The page's address with the range for which the chart is drawn: for parts
 * that have to fit it.
 */
export function drawnAddress() {
  if (!current()) return location.href;
  const [from, to] = drawnRange().split("-");
  return changed(location.href, to ? { from: drawn.from && from, to } : drawn);
}

/**
 * The range for which bars are drawn, as streams name it; "" without one. It
 * stays while a running task goes on beyond it.
 */
export function drawnRange() {
  const chart = current();
  if (!chart || !document.querySelector("[data-follow]")) return "";
  const { axis, start } = chart;
  return axis.from < start ? "" : `${axis.from - start}-${axis.to - start}`;
}
