// @ts-check
// What only paper has. There each part of the rows may begin another sheet, and
// what goes through all rows would be torn at its edges, or go on below them as far
// as the sheet does. So each part gets the piece that lies in it: of the grid and
// the folded gaps, of the marks of rows whose bars are outside the range, and of the
// steps of the critical path.
import { own } from "./own.js";
import { cutGraph, glueGraph } from "./papergraph.js";

const svg = "http://www.w3.org/2000/svg";

/** Drawn for this print. @type {Element[]} */
let drawn = [];

export function startPaper() {
  addEventListener("beforeprint", () => {
    rule();
    cutGraph();
  });
  addEventListener("afterprint", () => {
    clear();
    glueGraph();
  });
}

function rule() {
  clear();
  const pane = document.querySelector(".levels.tl");
  const lines = [...(pane?.querySelectorAll(".tl-grid > :is(.break, .grid, .now)") ?? [])];
  const beyond = [...(pane?.querySelectorAll(".tl-grid > .beyond") ?? [])];
  const all = steps(pane);
  let top = 0;
  for (const bars of pane?.querySelectorAll(".tl-part:not([hidden]) .tl-bars") ?? []) {
    const bottom = top + Number(bars.getAttribute("height"));
    const grid = own(made("svg", { class: "tl-ruled" }));
    grid.append(...lines.map((line) => line.cloneNode(true)));
    for (const mark of beyond) {
      const here = /** @type {Element} */ (mark.cloneNode(true));
      here.setAttribute("y", String(-top));
      grid.append(here);
    }
    const here = all.filter(({ from, to }) => from < bottom && to > top);
    for (const name of ["halo", "step"]) {
      for (const { x, from, to } of here) grid.append(made("line", { class: name, x1: x, x2: x, y1: Math.max(from, top) - top, y2: Math.min(to, bottom) - top }));
    }
    bars.prepend(grid);
    drawn.push(grid);
    top = bottom;
  }
  pane?.classList.add("ruled");
}

function clear() {
  for (const e of drawn) e.remove();
  drawn = [];
  document.querySelector(".ruled")?.classList.remove("ruled");
}

/**
 * The steps of the critical path, as views/gantt's stepsPath writes them: where
 * they are along time, and from where to where they go, px from the first row.
 * @param {Element | null} pane
 */
function steps(pane) {
  const path = pane?.querySelector(".tl-behind .step");
  const wide = Number(path?.closest("svg")?.getAttribute("viewBox")?.split(" ")[2]);
  return [...(path?.getAttribute("d") ?? "").matchAll(/M(-?\d+) (\d+)V(\d+)/g)].map(([, x, from, to]) =>
    ({ x: `${(Number(x) / wide) * 100}%`, from: Number(from), to: Number(to) }));
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function made(name, attributes) {
  const e = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, String(value));
  return e;
}
