// @ts-check
// The map of the whole task above the timeline, under the hand: its window is what
// the timeline shows. Dragging the window pans, dragging elsewhere chooses a new
// one, a click beside it brings it there, and its edges move by hand and keyboard.
import { place } from "./axis.js";
import { current } from "./chart.js";
import { addEdges, ends, mapBox, moments, moveEdge, moveWindow } from "./mapwindow.js";
import { show, shown, shows } from "./shown.js";
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
  addEdges();
  swapped(addEdges);
  shows(moveWindow);
  document.addEventListener("pointerdown", down);
  document.addEventListener("pointermove", dragged);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", () => (drag = null));
  document.addEventListener("keydown", typed);
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

/** @param {PointerEvent} event */
function down(event) {
  const map = event.target instanceof Element ? event.target.closest(".tl-map") : null;
  if (!map || map !== mapBox() || event.button !== 0) return;
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
  const rect = mapBox()?.getBoundingClientRect();
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
