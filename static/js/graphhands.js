// @ts-check
// The graph by hand: dragging pans, ctrl + wheel and two fingers zoom, and so
// does the wheel alone once the graph has been clicked; until then it scrolls
// the page, and a hint says how. A double click on a subtask leads to what is
// near it.
import { changed } from "./address.js";
import { current, fit, pan, zoom } from "./graphbox.js";
import { here, follow } from "./links.js";

/** Pixels that a hand may tremble. */
const tremble = 4;

/** Pointers that are down. @type {Map<number, {x: number, y: number}>} */
const down = new Map();

/** Whether the pointer has moved further than a click does. */
let moved = false;

/** The subtask that was clicked last, not counting the second click of two. */
let first = "";

let hint = 0;

export function startGraphHands() {
  document.addEventListener("wheel", turned, { passive: false });
  document.addEventListener("pointerdown", pressed);
  document.addEventListener("pointermove", dragged);
  for (const type of /** @type {const} */ (["pointerup", "pointercancel"])) document.addEventListener(type, released);
  document.addEventListener("click", clicked, { capture: true });
  document.addEventListener("dblclick", twice);
  document.addEventListener("dragstart", (event) => {
    if (inside(event)) event.preventDefault(); // of a link, by the browser
  });
}

/** The pane, when the event is in it. @param {Event} event */
function inside(event) {
  const pane = current()?.pane;
  return pane && event.target instanceof Node && pane.contains(event.target) ? pane : null;
}

/** @param {WheelEvent} event */
function turned(event) {
  const pane = inside(event);
  if (!pane) return;
  const line = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
  const active = pane.contains(document.activeElement);
  if (event.shiftKey && active) {
    event.preventDefault();
    pan((event.deltaX || event.deltaY) * line, 0);
  } else if (event.ctrlKey || event.metaKey || active) {
    event.preventDefault();
    // A pinch comes in many small steps, a wheel in few large ones.
    zoom(Math.exp(-Math.max(-60, Math.min(event.deltaY * line, 60)) / 160), event);
  } else {
    tell();
  }
}

/** Shows the hint for a moment. */
function tell() {
  const e = current()?.section.querySelector(".graph-hint");
  e?.removeAttribute("hidden");
  clearTimeout(hint);
  hint = setTimeout(() => e?.setAttribute("hidden", ""), 2500);
}

/** @param {PointerEvent} event */
function pressed(event) {
  if (!inside(event) || event.button !== 0) return;
  if (down.size === 0) moved = false;
  down.set(event.pointerId, { x: event.clientX, y: event.clientY });
}

/** @param {PointerEvent} event */
function dragged(event) {
  const was = down.get(event.pointerId);
  const pane = current()?.pane;
  if (!was || !pane) return;
  const now = { x: event.clientX, y: event.clientY };
  if (!moved && Math.hypot(now.x - was.x, now.y - was.y) < tremble) return;
  if (!moved) {
    // Not before: a captured pointer clicks the pane, not the link under it.
    moved = true;
    pane.setPointerCapture(event.pointerId);
    pane.classList.add("moving");
  }
  const before = [...down.values()];
  down.set(event.pointerId, now);
  const after = [...down.values()];
  if (after.length === 1) pan(was.x - now.x, was.y - now.y);
  else if (after.length === 2) pinch(before, after);
}

/**
 * What is under the fingers stays under them.
 * @param {{x: number, y: number}[]} before
 * @param {{x: number, y: number}[]} after
 */
function pinch(before, after) {
  const apart = (/** @type {{x: number, y: number}[]} */ [a, b]) => Math.max(20, Math.hypot(a.x - b.x, a.y - b.y));
  const half = (/** @type {{x: number, y: number}[]} */ [a, b]) => ({ clientX: (a.x + b.x) / 2, clientY: (a.y + b.y) / 2 });
  const [from, to] = [half(before), half(after)];
  pan(from.clientX - to.clientX, from.clientY - to.clientY);
  zoom(apart(after) / apart(before), to);
}

/** @param {PointerEvent} event */
function released(event) {
  if (!down.delete(event.pointerId) || down.size > 0) return;
  current()?.pane.classList.remove("moving");
}

/** @param {MouseEvent} event */
function clicked(event) {
  if (event.detail < 2) first = idOf(event);
  const button = event.target instanceof Element ? event.target.closest("button[data-zoom]") : null;
  if (button) {
    const what = button.getAttribute("data-zoom");
    if (what === "fit") fit();
    else zoom(what === "in" ? 1.4 : 1 / 1.4);
    return;
  }
  if (!moved || !inside(event)) return;
  moved = false; // the end of a drag is no click
  event.preventDefault();
  event.stopPropagation();
}

/** The subtask under the pointer, "" when there is none. @param {MouseEvent} event */
function idOf(event) {
  const node = inside(event) && event.target instanceof Element ? event.target.closest("a.node[data-id]") : null;
  return node?.getAttribute("data-id") ?? "";
}

/** @param {MouseEvent} event */
function twice(event) {
  if (!inside(event) || !(event.target instanceof Element)) return;
  // The first click opens or closes the panel, which may push the node away from
  // under the second.
  const id = first;
  if (!id) {
    if (!event.target.closest("a")) zoom(1.6, event);
    return;
  }
  // The first of the two clicks may have ended its selection.
  follow(changed(here(), { subtask: id, focus: id, up: "", down: "", draw: "" }));
}
