// @ts-check
// The window of the map above the timeline: it lies where the timeline shows the
// task, and its two edges are sliders.
import { moment } from "./axis.js";
import { current } from "./chart.js";
import { moment as words } from "./clock.js";
import { look } from "./looks.js";
import { part } from "./parts.js";
import { narrowest, show, shown } from "./shown.js";

/** The map of the page's chart. @returns {HTMLElement | null} */
export function mapBox() {
  const e = current() && document.querySelector(".tl-map");
  return e instanceof HTMLElement ? e : null;
}

/** From where to where the map goes, UTC ms. */
export function ends() {
  const data = current()?.pane.dataset;
  return { min: Number(data?.min), max: Number(data?.max) };
}

/** What is shown, in UTC ms. */
export function moments() {
  const chart = current();
  const { left, right } = shown();
  return chart ? [moment(chart.axis, left), moment(chart.axis, right)] : [0, 0];
}

/** Puts the edges into a map that has none. */
export function addEdges() {
  const map = mapBox();
  if (!map || map.querySelector(".tl-edge")) return;
  for (const name of ["tl-edge-left", "tl-edge-right"]) {
    const edge = part(name);
    if (edge) map.append(edge);
  }
  moveWindow();
}

/** Puts window and edges where the shown range is. */
export function moveWindow() {
  const chart = current();
  const map = mapBox();
  if (!chart || !map) return;
  const { min, max } = ends();
  const [from, to] = moments();
  const part = (/** @type {number} */ ms) => Math.max(0, Math.min((ms - min) / (max - min), 1));
  look(".tl-map", { "--from": part(from) > 0 ? String(part(from)) : "", "--to": part(to) < 1 ? String(part(to)) : "" });
  const frame = map.querySelector(".tl-window");
  frame?.setAttribute("x", String(part(from) * 1000));
  frame?.setAttribute("width", String(Math.max(2, (part(to) - part(from)) * 1000)));
  const start = Number(chart.pane.dataset.start);
  tell(map.querySelector(".tl-edge-left"), min, to, from, start, chart.pane.dataset);
  tell(map.querySelector(".tl-edge-right"), from, max, to, start, chart.pane.dataset);
}

/**
 * @param {Element | null} edge
 * @param {number} min
 * @param {number} max
 * @param {number} now UTC ms, like min and max
 * @param {number} start of the task, from which the values count
 * @param {DOMStringMap} of
 */
function tell(edge, min, max, now, start, of) {
  edge?.setAttribute("aria-valuemin", String(Math.round(min - start)));
  edge?.setAttribute("aria-valuemax", String(Math.round(max - start)));
  edge?.setAttribute("aria-valuenow", String(Math.round(now - start)));
  edge?.setAttribute("aria-valuetext", words(now, of));
}

/**
 * Moves one edge; the other stays, and keeps its distance: a range that is as
 * short as one can be shown only grows.
 * @param {"left" | "right"} which
 * @param {number} to units
 */
export function moveEdge(which, to) {
  const chart = current();
  if (!chart) return;
  const { left, right } = shown();
  if (which === "left") {
    const at = Math.max(chart.least, Math.min(to, Math.max(left, right - narrowest())));
    if (at !== left) show(at, right, "to");
  } else {
    const at = Math.min(chart.most, Math.max(to, Math.min(right, left + narrowest())));
    if (at !== right) show(left, at, "from");
  }
}
