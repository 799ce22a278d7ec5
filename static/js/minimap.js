// @ts-check
// The map of the whole task above the timeline: its window is what the timeline
// shows. Dragging the window pans, dragging elsewhere chooses a new one, a click
// beside it brings it there, and its two edges are sliders for hand and keyboard.
import { moment, place } from "./axis.js";
import { moment as words } from "./clock.js";
import { part } from "./parts.js";
import { look } from "./looks.js";
import { swapped } from "./swap.js";
import { current, show, shown, shows } from "./timeline.js";

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
  if (drag.what === "left") showMoments(Math.min(at, drag.to), drag.to);
  else if (drag.what === "right") showMoments(drag.from, Math.max(at, drag.from));
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

/** @param {KeyboardEvent} event */
function typed(event) {
  const edge = event.target instanceof Element ? event.target.closest(".tl-map .tl-edge") : null;
  if (!edge || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const { min, max } = ends();
  const [from, to] = moments();
  const [small, large] = [(max - min) / 100, (max - min) / 10];
  const left = edge.matches(".tl-edge-left");
  const now = left ? from : to;
  /** @type {Record<string, number>} */
  const next = {
    ArrowLeft: now - small, ArrowDown: now - small, ArrowRight: now + small, ArrowUp: now + small,
    PageDown: now - large, PageUp: now + large, Home: left ? min : from, End: left ? to : max,
  };
  if (!(event.key in next)) return;
  event.preventDefault();
  const at = Math.max(min, Math.min(next[event.key], max));
  if (left) showMoments(Math.min(at, to - 1), to);
  else showMoments(from, Math.max(at, from + 1));
}
