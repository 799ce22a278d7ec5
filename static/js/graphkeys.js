// @ts-check
// The graph by keys, while it has the focus: arrows go along edges from a node,
// and pan otherwise; + and - zoom, 0 shows all. Tab goes on in topological
// order, which is that of the document.
import { current, fit, pan, place, reveal, zoom } from "./graphbox.js";

export function startGraphKeys() {
  document.addEventListener("keydown", typed);
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof SVGElement && current()?.pane.contains(target)) reveal(target.closest("a"));
  });
}

/** @param {KeyboardEvent} event */
function typed(event) {
  const graph = current();
  if (!graph || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof Element) || !graph.pane.contains(event.target)) return;
  if (act(event, event.target.closest("a"))) event.preventDefault();
}

/**
 * @param {KeyboardEvent} event
 * @param {Element | null} link that has the focus
 */
function act({ key, shiftKey }, link) {
  const zooms = /** @type {Record<string, number>} */ ({ "+": 1.4, "=": 1.4, "-": 1 / 1.4 });
  if (key in zooms) zoom(zooms[key]);
  else if (key === "0") fit();
  else if (key === "Tab") return step(link, shiftKey ? -1 : 1);
  else if (shiftKey || !key.startsWith("Arrow")) return false;
  else if (link) along(link, key);
  else {
    const by = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] });
    pan(...(by[key] ?? [0, 0]));
  }
  return true;
}

/**
 * To the next link of the drawing, without the page jumping: the browser would
 * scroll to where a node lies that is out of sight.
 * @param {Element | null} link
 * @param {number} by
 */
function step(link, by) {
  const all = [...(current()?.svg.querySelectorAll("a") ?? [])];
  const at = all.findIndex((e) => e === link);
  const next = link ? all[at + by] : by > 0 ? all[0] : undefined;
  if (!next || (link && at < 0)) return false;
  next.focus({ preventScroll: true });
  return true;
}

/**
 * @param {Element} link
 * @param {string} key
 */
function along(link, key) {
  const down = current()?.pane.dataset.dir === "tb";
  const forward = down ? "ArrowDown" : "ArrowRight";
  const back = down ? "ArrowUp" : "ArrowLeft";
  const id = nameOf(link);
  const candidates = key === forward ? ends(`data-from="${id}"`, "data-to")
    : key === back ? ends(`data-to="${id}"`, "data-from")
    : beside(link, key === "ArrowDown" || key === "ArrowRight" ? 1 : -1, down);
  nearest(candidates, link, down)?.focus({ preventScroll: true });
}

/** @param {Element} link */
const nameOf = (link) => CSS.escape(link.getAttribute("data-id") ?? link.getAttribute("data-group") ?? "");

/**
 * The nodes at the other ends of edges.
 * @param {string} having
 * @param {string} other
 */
function ends(having, other) {
  const svg = current()?.svg;
  return [...(svg?.querySelectorAll(`.edge[${having}]`) ?? [])].flatMap((edge) => {
    const id = CSS.escape(edge.getAttribute(other) ?? "");
    return [...(svg?.querySelectorAll(`a.node:is([data-id="${id}"], [data-group="${id}"])`) ?? [])];
  });
}

/**
 * The nodes of the same layer on one side.
 * @param {Element} link
 * @param {number} side
 * @param {boolean} down
 */
function beside(link, side, down) {
  const own = place(link);
  return [...(current()?.svg.querySelectorAll("a.node") ?? [])].filter((e) => {
    const p = place(e);
    if (!own || !p || e === link) return false;
    return down ? Math.abs(p.y + p.h / 2 - own.y - own.h / 2) < 1 && (p.x - own.x) * side > 0
      : Math.abs(p.x - own.x) < 1 && (p.y - own.y) * side > 0;
  });
}

/**
 * The one that lies nearest across the way of time.
 * @param {Element[]} nodes
 * @param {Element} link
 * @param {boolean} down
 * @returns {SVGElement | undefined}
 */
function nearest(nodes, link, down) {
  const own = place(link);
  const off = (/** @type {Element} */ e) => {
    const p = place(e);
    return p && own ? Math.abs(down ? p.x - own.x : p.y + p.h / 2 - own.y - own.h / 2) : Infinity;
  };
  const best = nodes.toSorted((a, b) => off(a) - off(b))[0];
  return best instanceof SVGElement ? best : undefined;
}
