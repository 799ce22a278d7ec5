// @ts-check
// The range that the reader has chosen on the chart, shown by a band over all
// rows and on the axis.
import { moment } from "./axis.js";
import { current } from "./chart.js";
import { own } from "./own.js";

/** @typedef {{from: number, to: number}} Range units of the chart's axis */

/** @type {Range | null} */
let band = null;

let frame = 0;

/** The chosen range, null when there is none. */
export function chosen() {
  return band;
}

/** The chosen range, whole UTC ms. */
export function chosenMs() {
  const chart = current();
  if (!chart || !band) return [0, 0];
  const from = Math.floor(moment(chart.axis, band.from));
  return [from, Math.max(from + 1, Math.ceil(moment(chart.axis, band.to)))];
}

/**
 * Chooses a range, or none.
 * @param {Range | null} range
 */
export function choose(range) {
  band = range;
  drawBand();
}

/**
 * Chooses a range while a hand still moves its end: it is drawn once in a frame.
 * @param {Range} range
 */
export function choosing(range) {
  band = range;
  frame ||= requestAnimationFrame(drawBand);
}

/** Draws the band in what has been drawn anew. */
export function drawBand() {
  frame = 0;
  const chart = current();
  for (const svg of document.querySelectorAll(".tl-over, .tl-ticks")) {
    const old = svg.querySelector(".tl-band");
    if (!chart || !band) {
      old?.remove();
      continue;
    }
    const rect = old ?? own(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    rect.setAttribute("class", "tl-band");
    rect.setAttribute("x", `${(band.from / chart.axis.units) * 100}%`);
    rect.setAttribute("width", `${((band.to - band.from) / chart.axis.units) * 100}%`);
    rect.setAttribute("height", "100%");
    if (!old) svg.append(rect);
  }
}
