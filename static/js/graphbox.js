// @ts-check
// Which part of the graph is in sight: a transform of the SVG, one property,
// however large the graph is. (The viewBox would do as well, but lays all texts
// out anew: with 10,000 subtasks that takes a second.) Zoom and place are the
// reader's alone and not in the address.

import { look } from "./looks.js";

/** @typedef {{x: number, y: number, w: number, h: number}} Box */

/**
 * @typedef {object} Graph
 * @property {HTMLElement} section
 * @property {HTMLElement} pane
 * @property {SVGSVGElement} svg
 * @property {Box} whole all of the drawing
 * @property {Box} box what is in sight
 * @property {{w: number, h: number}} room size of the pane in pixels; asking the
 *   pane each time would have the browser lay out the page
 */

/** Pixels per unit of the drawing, at most. */
const closest = 3;

/** @type {Graph | null} */
let graph = null;

/** @type {(() => void)[]} */
const listeners = [];

/** The page's graph; null when there is none. */
export const current = () => graph;

/** @param {Graph | null} next */
export function become(next) {
  graph = next;
}

/** Calls back when another part is in sight. @param {() => void} listener */
export function sees(listener) {
  listeners.push(listener);
}

/** Pixels per unit of the drawing. */
export function scale() {
  return graph ? graph.room.w / graph.box.w : 1;
}

/** The scale at which all of it is in sight. */
function fitting() {
  if (!graph) return 1;
  return Math.min(graph.room.w / graph.whole.w, graph.room.h / graph.whole.h);
}

/**
 * Shows the part of this scale around a place, or as near to it as the drawing
 * goes.
 * @param {number} x
 * @param {number} y
 * @param {number} [wanted] pixels per unit
 */
export function show(x, y, wanted = scale()) {
  if (!graph || graph.room.w === 0) return;
  const { room, whole } = graph;
  const by = Math.max(Math.min(fitting() * 0.8, 1), Math.min(wanted, closest));
  const [w, h] = [room.w / by, room.h / by];
  graph.box = { x: within(x - w / 2, w, whole.x, whole.w), y: within(y - h / 2, h, whole.y, whole.h), w, h };
  const [left, top] = [whole.x - graph.box.x, whole.y - graph.box.y].map((v) => (v * by).toFixed(2));
  look(".graph-scroll.moves > .dag", { transform: `translate(${left}px, ${top}px) scale(${by.toFixed(5)})` });
  for (const listener of listeners) listener();
}

/**
 * A stretch stays on the drawing; one that is longer has it in its middle.
 * @param {number} at
 * @param {number} length
 * @param {number} from
 * @param {number} whole
 */
function within(at, length, from, whole) {
  if (length >= whole) return from - (length - whole) / 2;
  return Math.max(from, Math.min(at, from + whole - length));
}

/** The middle of what is in sight. */
export function middle() {
  const b = graph?.box ?? { x: 0, y: 0, w: 0, h: 0 };
  return { x: b.x + b.w / 2, y: b.y + b.h / 2 };
}

/**
 * Zooms; what is at this place of the window stays there.
 * @param {number} factor
 * @param {{clientX: number, clientY: number}} [at] the pane's middle when left out
 */
export function zoom(factor, at) {
  if (!graph) return;
  const before = at ? placeAt(at) : middle();
  const m = middle();
  const old = scale();
  const wanted = Math.max(Math.min(fitting() * 0.8, 1), Math.min(old * factor, closest));
  const part = old / wanted;
  show(before.x + (m.x - before.x) * part, before.y + (m.y - before.y) * part, wanted);
}

/**
 * @param {number} dx pixels
 * @param {number} dy pixels
 */
export function pan(dx, dy) {
  const m = middle();
  show(m.x + dx / scale(), m.y + dy / scale());
}

export function fit() {
  if (graph) show(graph.whole.x + graph.whole.w / 2, graph.whole.y + graph.whole.h / 2, Math.min(1, fitting()));
}

/** All of it, where that can still be read. */
export const readable = () => fitting() >= 0.6;

/** Whether nothing is out of sight. */
export const all = () => scale() <= fitting() * 1.001;

/**
 * The place of the drawing under a pointer.
 * @param {{clientX: number, clientY: number}} at
 */
export function placeAt(at) {
  if (!graph) return { x: 0, y: 0 };
  const rect = graph.pane.getBoundingClientRect();
  const [x, y] = [at.clientX - rect.left - graph.pane.clientLeft, at.clientY - rect.top - graph.pane.clientTop];
  return { x: graph.box.x + x / scale(), y: graph.box.y + y / scale() };
}

/**
 * Where a node lies; null for what is no node.
 * @param {Element | null} node
 * @returns {Box | null}
 */
export function place(node) {
  const rect = node?.querySelector("rect");
  if (!(node instanceof SVGGraphicsElement) || !rect) return null;
  const m = node.transform.baseVal.numberOfItems > 0 ? node.transform.baseVal.getItem(0).matrix : { e: 0, f: 0 };
  return { x: m.e, y: m.f, w: rect.width.baseVal.value, h: rect.height.baseVal.value };
}

/**
 * Moves no further than is needed to see the node whole.
 * @param {Element | null} node
 */
export function reveal(node) {
  const n = place(node);
  if (!n || !graph) return;
  const b = graph.box;
  const m = middle();
  const by = (/** @type {number} */ at, /** @type {number} */ size, /** @type {number} */ from, /** @type {number} */ room) => {
    const air = Math.min(24, Math.max(0, (room - size) / 2));
    return at - air < from ? at - air - from : Math.max(0, at + size + air - from - room);
  };
  const [dx, dy] = [by(n.x, n.w, b.x, b.w), by(n.y, n.h, b.y, b.h)];
  if (dx || dy) show(m.x + dx, m.y + dy);
}

/**
 * Puts a node in the middle.
 * @param {Element | null} node
 * @param {number} [wanted] pixels per unit
 */
export function centre(node, wanted) {
  const n = place(node);
  if (n) show(n.x + n.w / 2, n.y + n.h / 2, wanted);
}
