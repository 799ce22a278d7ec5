// @ts-check
// The map of the whole graph in its corner: its window is what is in sight, and
// follows the hand.
import { current, all, sees, show } from "./graphbox.js";

let dragging = false;

export function startGraphMap() {
  sees(move);
  document.addEventListener("pointerdown", (event) => {
    const map = over(event);
    if (!map || event.button !== 0) return;
    event.preventDefault();
    dragging = true;
    map.setPointerCapture(event.pointerId);
    go(map, event);
  });
  document.addEventListener("pointermove", (event) => {
    const map = dragging && over(event);
    if (map) go(map, event);
  });
  for (const type of /** @type {const} */ (["pointerup", "pointercancel"])) {
    document.addEventListener(type, () => (dragging = false));
  }
}

/** @param {Event} event */
function over(event) {
  const map = event.target instanceof Element ? event.target.closest(".graph-map") : null;
  return map instanceof SVGSVGElement ? map : null;
}

/**
 * @param {SVGSVGElement} map
 * @param {PointerEvent} event
 */
function go(map, event) {
  const at = map.getScreenCTM()?.inverse();
  if (!at) return;
  const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(at);
  show(p.x, p.y);
}

/** A map of what is all in sight says nothing. */
function move() {
  const graph = current();
  const map = graph?.section.querySelector(".graph-map");
  const frame = map?.querySelector(".window");
  if (!graph || !map || !frame) return;
  map.toggleAttribute("hidden", all());
  const { x, y, w, h } = graph.box;
  for (const [name, value] of Object.entries({ x, y, width: w, height: h })) frame.setAttribute(name, value.toFixed(1));
}
