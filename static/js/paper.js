// @ts-check
// What crosses rows, on paper. There each part of the rows may begin another
// sheet, and what is drawn over all of them would be torn at its edges; so each
// part gets the piece that lies in it: of the critical path's steps, and of the
// marks of rows whose bars are outside the range.
import { own } from "./own.js";

const svg = "http://www.w3.org/2000/svg";

/** What was added. @type {Element[]} */
let pieces = [];

/** Adds the pieces to every part that is shown. */
export function cutForPaper() {
  glue();
  const all = steps();
  const beyond = [...document.querySelectorAll(".tl-under .beyond")];
  beyond.forEach((e, n) => e.setAttribute("id", `beyond-${n}`));
  let top = 0;
  for (const bars of document.querySelectorAll(".tl-rows > .tl-part:not([hidden]) .tl-bars")) {
    const bottom = top + Number(bars.getAttribute("height"));
    const here = all.filter((s) => s.from < bottom && s.to > top);
    const lines = ["halo", "step"].flatMap((name) => here.map(({ x, from, to }) =>
      made("line", { class: name, x1: x, x2: x, y1: Math.max(from, top) - top, y2: Math.min(to, bottom) - top })));
    add(bars, "tl-steps", lines);
    add(bars, "tl-beyond", beyond.map((e) => made("use", { href: `#${e.id}`, y: -top })));
    top = bottom;
  }
}

/** Takes the pieces away again. */
export function glue() {
  for (const e of pieces) e.remove();
  pieces = [];
}

/** The steps of the critical path, as views/gantt's stepsPath writes them; from and to are px from the first row. */
function steps() {
  const path = document.querySelector(".tl-behind .step");
  const wide = Number(path?.closest("svg")?.getAttribute("viewBox")?.split(" ")[2]);
  return [...(path?.getAttribute("d") ?? "").matchAll(/M(-?\d+) (\d+)V(\d+)/g)].map(([, x, from, to]) =>
    ({ x: `${(Number(x) / wide) * 100}%`, from: Number(from), to: Number(to) }));
}

/**
 * Puts a picture behind bars that is stretched as they are.
 * @param {Element} bars
 * @param {string} name
 * @param {Element[]} content
 */
function add(bars, name, content) {
  if (content.length === 0) return;
  const e = own(made("svg", { class: name, height: bars.getAttribute("height") ?? "", "aria-hidden": "true" }));
  if (e instanceof SVGElement && bars instanceof SVGElement) {
    for (const key of ["--z", "--x"]) e.style.setProperty(key, bars.style.getPropertyValue(key));
  }
  e.append(...content);
  bars.before(e);
  pieces.push(e);
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
