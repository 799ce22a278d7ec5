// @ts-check
// What holds still while one drawing of the graph takes the place of another:
// the node that the reader acted on, else the selected one if it was in sight,
// else the one nearest to the middle of what was in sight, stays where it is on the screen, at the scale that there was.
// So a stack opens and folds without the rest jumping away.
import { param } from "./address.js";
import { all, current, middle, place, reveal, scale, show } from "./graphbox.js";

/**
 * What was seen of a drawing.
 * @typedef {{svg: SVGSVGElement, whole: import("./graphbox.js").Box, scale: number, box: import("./graphbox.js").Box, middle: {x: number, y: number}, all: boolean}} Seen
 */

/** Of more nodes none is looked for that was not acted on: it would take too long. */
const most = 3000;

/** The link of the drawing that was acted on last. @type {Element | null} */
let acted = null;

export function startGraphHold() {
  document.addEventListener("focusin", ({ target }) => {
    acted = target instanceof SVGElement && current()?.pane.contains(target) ? target.closest("a") : null;
  });
}

/** @returns {Seen | null} null when there is no graph */
export function seen() {
  const graph = current();
  return graph && { svg: graph.svg, whole: graph.whole, scale: scale(), box: graph.box, middle: middle(), all: all() };
}

/**
 * Shows the drawing that there is now so that what was seen of the one before
 * stays in its place. False when nothing of that is left.
 * @param {Seen} before
 */
export function hold(before) {
  const graph = current();
  if (!graph) return false;
  /** @type {Map<string, Element>} */
  const now = new Map();
  for (const node of graph.svg.querySelectorAll("a.node")) for (const id of idsOf(node)) now.set(id, node);
  const own = held(before);
  for (const { node, dx, dy } of nearest(before, own)) {
    const ids = idsOf(node);
    const id = [...own.filter((id) => ids.includes(id)), ...ids].find((id) => now.has(id));
    const p = place(now.get(id ?? "") ?? null);
    if (!p) continue;
    show(p.x + p.w / 2 - dx, p.y + p.h / 2 - dy, before.scale);
    if (own.includes(id ?? "")) reveal(now.get(id ?? "") ?? null); // of a large stack a corner was in sight
    return true;
  }
  return false;
}

/**
 * The subtasks one of which is to stay where it is, before any other.
 * @param {Seen} before
 */
function held({ svg, box }) {
  if (acted && svg.contains(acted)) return idsOf(acted);
  const selected = param("subtask");
  const node = selected && [...svg.querySelectorAll("a.node")].find((node) => idsOf(node).includes(selected));
  const p = node ? place(node) : null;
  if (!p || p.x > box.x + box.w || p.x + p.w < box.x || p.y > box.y + box.h || p.y + p.h < box.y) return [];
  return [selected];
}

/**
 * The nodes of the drawing before, the first to be held first, and how far from
 * the middle of what was in sight each lay.
 * @param {Seen} before
 * @param {string[]} own the subtasks to be held before any other
 */
function nearest({ svg, middle: m }, own) {
  const nodes = [...svg.querySelectorAll("a.node")];
  const first = nodes.find((node) => idsOf(node).some((id) => own.includes(id)));
  const candidates = nodes.length <= most ? nodes : first ? [first] : [];
  const found = candidates.flatMap((node) => {
    const p = place(node);
    return p ? [{ node, dx: p.x + p.w / 2 - m.x, dy: p.y + p.h / 2 - m.y }] : [];
  });
  const far = (/** @type {typeof found[0]} */ { node, dx, dy }) => (node === first ? -1 : Math.hypot(dx, dy));
  return found.sort((a, b) => far(a) - far(b));
}

/**
 * The subtasks that a link of the drawing is about, the one it is named by first.
 * @param {Element} link
 */
function idsOf(link) {
  return ["data-id", "data-group", "data-members"].flatMap((name) => (link.getAttribute(name) ?? "").split(" ")).filter(Boolean);
}
