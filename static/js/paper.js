// @ts-check
// What only paper has. There the lines of the grid and the folded gaps go down
// from the axis that a browser repeats on each sheet, as far as the sheet does;
// drawn with each part of the rows instead, they end where these do.
import { own } from "./own.js";

/** Drawn for this print. @type {Element[]} */
let drawn = [];

export function startPaper() {
  addEventListener("beforeprint", rule);
  addEventListener("afterprint", clear);
}

function rule() {
  clear();
  const pane = document.querySelector(".levels.tl");
  const lines = [...(pane?.querySelectorAll(".tl-grid > :is(.break, .grid, .now)") ?? [])];
  for (const bars of pane?.querySelectorAll(".tl-part:not([hidden]) .tl-bars") ?? []) {
    const grid = own(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    grid.setAttribute("class", "tl-ruled");
    grid.append(...lines.map((line) => line.cloneNode(true)));
    bars.prepend(grid);
    drawn.push(grid);
  }
  pane?.classList.add("ruled");
}

function clear() {
  for (const e of drawn) e.remove();
  drawn = [];
  document.querySelector(".ruled")?.classList.remove("ruled");
}
