// @ts-check
// Puts a new axis over the chart. Its grid is defined in the axis and used by
// every part of the rows: whatever changes the definition or its looks (also the
// width of the chart, which decides on its lines) makes a browser build all of
// them anew: a tenth of a second at ten thousand rows, and minutes for what
// records the page. So where there are many, or after a zoom, the definition
// stays, unused, and the lines are one picture across all rows.

const namespace = "http://www.w3.org/2000/svg";

/** So many parts of the rows may use one definition. */
const few = 40;

/** Draws the grid of a chart with many parts as one picture. */
export function gridOfMany() {
  const pane = document.querySelector(".tl");
  if (!pane || pane.querySelectorAll(".tl-bars > use").length <= few) return;
  const lines = document.querySelector("#tl-grid")?.children ?? [];
  across(pane, [...lines].map((line) => /** @type {Element} */ (line.cloneNode(true))));
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
export function putAxis(old, fresh) {
  const ticks = old.querySelector(".tl-ticks");
  const marks = fresh.querySelector(".tl-ticks");
  if (!ticks || !marks) return;
  const lines = marks.querySelector("#tl-grid")?.children ?? [];
  across(old.closest(".tl"), [...lines]);
  marks.querySelector("defs")?.remove();
  for (const e of [...ticks.children]) if (e.localName !== "defs") e.remove();
  ticks.append(...marks.children);
  for (const e of [...old.children]) if (e !== ticks) e.remove();
  let before = true;
  for (const e of [...fresh.children]) {
    if (e === marks) before = false;
    else if (before) ticks.before(e);
    else old.append(e);
  }
  for (const name of ["data-from", "data-to"]) old.setAttribute(name, fresh.getAttribute(name) ?? "");
}

/**
 * Draws the grid across all rows.
 * @param {Element | null} pane
 * @param {Element[]} lines
 */
function across(pane, lines) {
  const cross = pane?.querySelector(".tl-cross");
  if (!pane || !cross) return;
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("class", "tl-grid-now");
  svg.setAttribute("height", cross.querySelector(".tl-over")?.getAttribute("height") ?? "0");
  svg.append(...lines);
  const old = cross.querySelector(".tl-grid-now");
  if (old) old.replaceWith(svg);
  else cross.prepend(svg);
  pane.setAttribute("data-own-grid", "");
}
