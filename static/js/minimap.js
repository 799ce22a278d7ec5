// @ts-check
// The map of the whole task above the timeline: its window is what the timeline
// shows. Dragging the window pans, dragging elsewhere chooses a new one, a click
// beside it brings it there, and its two edges are sliders for hand and keyboard.
import { moment, place } from "./axis.js";
import { current } from "./chart.js";
import { moment as words } from "./clock.js";
import { part } from "./parts.js";
import { look } from "./looks.js";
import { narrowest, show, shown, shows } from "./shown.js";
import { swapped } from "./swap.js";

/** Pixels that a hand may tremble. */
const tremble = 4;

/**
 * What is being dragged: an edge, the window, or a new window, which is a click
 * as long as the hand only trembles.
 * @type {{what: "left" | "right" | "window" | "new", x: number, from: number, to: number, click: boolean} | null}
 */
let drag = null;

export function startMinimap() {
  add();
  swapped(add);
  shows(move);
  document.addEventListener("pointerdown", down);
  document.addEventListener("pointermove", dragged);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", () => (drag = null));
  document.addEventListener("keydown", typed);
}

/** The map of the page's chart. @returns {HTMLElement | null} */
function box() {
  const e = current() && document.querySelector(".tl-map");
  return e instanceof HTMLElement ? e : null;
}

/** From where to where the map goes, UTC ms. */
function ends() {
  const data = current()?.pane.dataset;
  return { min: Number(data?.min), max: Number(data?.max) };
}

function add() {
  const map = box();
  if (!map || map.querySelector(".tl-edge")) return;
  for (const name of ["tl-edge-left", "tl-edge-right"]) {
    const edge = part(name);
    if (edge) map.append(edge);
  }
  move();
}

/** Puts window and edges where the shown range is. */
function move() {
  const chart = current();
  const map = box();
  if (!chart || !map) return;
  const { min, max } = ends();
  const range = shown();
  const [from, to] = [range.left, range.right].map((at) => moment(chart.axis, at));
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
 * Shows from one moment to another, in whichever order they are.
 * @param {number} a UTC ms
 * @param {number} b UTC ms
 */
function showMoments(a, b) {
  const chart = current();
  if (chart) show(place(chart.axis, Math.min(a, b)), place(chart.axis, Math.max(a, b)));
}

/**
 * Moves one edge; the other stays, and keeps its distance: a range that is as
 * short as one can be shown only grows.
 * @param {"left" | "right"} which
 * @param {number} to units
 */
function moveEdge(which, to) {
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

/** What is shown, in UTC ms. */
function moments() {
  const chart = current();
  const { left, right } = shown();
  return chart ? [moment(chart.axis, left), moment(chart.axis, right)] : [0, 0];
}

/** @param {PointerEvent} event */
function down(event) {
  const map = event.target instanceof Element ? event.target.closest(".tl-map") : null;
  if (!map || map !== box() || event.button !== 0) return;
  event.preventDefault();
  const [from, to] = moments();
  const edge = /** @type {Element} */ (event.target).closest(".tl-edge");
  const at = under(event.clientX);
  const { min, max } = ends();
  const inside = at >= from && at <= to && to - from < (max - min) * 0.999;
  const what = edge ? (edge.matches(".tl-edge-left") ? "left" : "right") : inside ? "window" : "new";
  drag = { what, x: event.clientX, from, to, click: true };
  map.setPointerCapture(event.pointerId);
  if (edge instanceof HTMLElement) edge.focus({ preventScroll: true });
}

/**
 * The moment at so many pixels from the window's left, UTC ms.
 * @param {number} x
 */
function under(x) {
  const rect = box()?.getBoundingClientRect();
  const { min, max } = ends();
  return rect ? min + ((x - rect.left) / rect.width) * (max - min) : min;
}

/** @param {PointerEvent} event */
function dragged(event) {
  if (!drag) return;
  if (Math.abs(event.clientX - drag.x) > tremble) drag.click = false;
  const at = under(event.clientX);
  const by = at - under(drag.x);
  const chart = current();
  if (drag.what === "left" || drag.what === "right") chart && moveEdge(drag.what, place(chart.axis, at));
  else if (drag.what === "window") slide(by);
  else if (!drag.click) showMoments(under(drag.x), at);
}

/** A click beside the window brings its middle there. @param {PointerEvent} event */
function up(event) {
  if (drag?.what === "new" && drag.click) slide(under(event.clientX) - (drag.from + drag.to) / 2);
  drag = null;
}

/** The window keeps its length at the ends. @param {number} by ms */
function slide(by) {
  if (!drag) return;
  const { min, max } = ends();
  const within = Math.max(min - drag.from, Math.min(by, max - drag.to));
  showMoments(drag.from + within, drag.to + within);
}

/**
 * A step is a part of what is shown: of a task that took a day, an hour as well
 * as a second. With shift, or by pages, steps are larger.
 * @param {KeyboardEvent} event
 */
function typed(event) {
  const edge = event.target instanceof Element ? event.target.closest(".tl-map .tl-edge") : null;
  const chart = current();
  if (!edge || !chart || event.ctrlKey || event.metaKey || event.altKey) return;
  const { left, right } = shown();
  const which = edge.matches(".tl-edge-left") ? "left" : "right";
  const now = which === "left" ? left : right;
  const large = (right - left) / 2;
  const small = event.shiftKey ? large : (right - left) / 10;
  /** @type {Record<string, number>} */
  const next = {
    ArrowLeft: now - small, ArrowDown: now - small, ArrowRight: now + small, ArrowUp: now + small,
    PageDown: now - large, PageUp: now + large,
    Home: which === "left" ? chart.least : left, End: which === "left" ? right : chart.most,
  };
  if (!(event.key in next)) return;
  event.preventDefault();
  moveEdge(which, next[event.key]);
}
