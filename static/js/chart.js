// @ts-check
// The chart of the page whose range can be changed: what of its task it is drawn
// for. views/gantt writes what is read here: data-from, data-to (what is drawn),
// data-min, data-max (the whole task), data-start (all UTC ms), data-breaks.
import { axis, place } from "./axis.js";

/**
 * @typedef {import("./axis.js").Axis} Axis
 * @typedef {{pane: HTMLElement, column: Element, axis: Axis, least: number, most: number, start: number}} Chart
 *   least and most are the ends of the whole task, in units of the axis
 */

/** @type {Chart | null} */
let chart = null;

/** The chart of the page, null when there is none. */
export function current() {
  return chart;
}

/** Takes the chart that the page now has. */
export function readChart() {
  chart = found();
  return chart;
}

/** @returns {Chart | null} */
function found() {
  const pane = document.querySelector(".tl[data-from]");
  const column = pane?.querySelector(".tl-ticks")?.parentElement;
  if (!(pane instanceof HTMLElement) || !column || pane.dataset.align === "left") return null;
  const number = (/** @type {string} */ name) => Number(pane.dataset[name] ?? NaN);
  const drawn = axis(number("from"), number("to"), JSON.parse(pane.dataset.breaks || "[]"));
  if (!(drawn.units > 0)) return null;
  return {
    pane, column, axis: drawn, start: number("start"),
    least: Math.min(0, place(drawn, number("min"))), most: Math.max(drawn.units, place(drawn, number("max"))),
  };
}

/** What has controls above the chart. */
const controls = [".tl-bar", ".tl-map"];

/**
 * What a hand is at, and what is not to move under it when figures come and go
 * above the chart: the controls that the pointer is on, or else the keyboard; for
 * all others the chart.
 * @returns {() => Element | null}
 */
export function underHand() {
  const pane = () => chart?.pane ?? null;
  const over = (/** @type {string} */ how) => controls.find((name) => document.querySelector(name + how));
  const name = pane()?.matches(":hover") ? "" : (over(":hover") ?? over(":focus-within"));
  return name ? () => document.querySelector(name) : pane;
}
