// @ts-check
// A graph that is much wider than a sheet of paper would be a strip of some
// millimetres on it. So it is cut into strips, one below the other, between nodes;
// unless that would take more than two sheets.
import { own } from "./own.js";

/** What a sheet has room for, px, and how small what is written may become. */
const sheet = { width: 1040, height: 620 }, least = 0.6;

/** @type {Element[]} */
let strips = [];

/** Puts the strips beside the graph, whose place they take on paper. */
export function cutGraph() {
  glueGraph();
  const graph = document.querySelector(".graph-scroll > .dag");
  if (!(graph instanceof SVGSVGElement)) return;
  const { x, y, width, height } = graph.viewBox.baseVal;
  const wide = sheet.width / least;
  const cuts = [x];
  const nodes = extents(graph);
  for (let from = x; from + wide < x + width; cuts.push(from)) from = cutBefore(nodes, from, from + wide);
  if (cuts.length < 2 || cuts.length * height * least > 2 * sheet.height) return;
  const narrow = Math.max(...cuts.map((from, n) => (cuts[n + 1] ?? x + width) - from));
  for (const [n, from] of cuts.entries()) {
    const strip = own(/** @type {SVGSVGElement} */ (graph.cloneNode(true)));
    for (const e of strip.querySelectorAll("[id]")) e.removeAttribute("id"); // the graph has it
    strip.classList.add("strip");
    strip.setAttribute("viewBox", [from, y, (cuts[n + 1] ?? x + width) - from, height].join(" "));
    strip.setAttribute("width", `${(((cuts[n + 1] ?? x + width) - from) / narrow) * 100}%`);
    strip.removeAttribute("height");
    strip.style.removeProperty("transform");
    strips.push(strip);
  }
  graph.classList.add("cut");
  graph.parentElement?.classList.add("strips");
  graph.after(...strips);
}

/** Takes the strips away again. */
export function glueGraph() {
  for (const e of strips) e.remove();
  strips = [];
  document.querySelector(".dag.cut")?.classList.remove("cut");
  document.querySelector(".strips")?.classList.remove("strips");
}

/**
 * From where to where nodes reach.
 * @param {SVGSVGElement} graph
 */
function extents(graph) {
  return [...graph.querySelectorAll(":scope > a")].map((node) => {
    const left = node instanceof SVGAElement ? (node.transform.baseVal.consolidate()?.matrix.e ?? 0) : 0;
    return { left, right: left + Number(node.querySelector("rect")?.getAttribute("width")) };
  });
}

/**
 * The last place before most that no node is at; most where there is none.
 * @param {{left: number, right: number}[]} nodes
 * @param {number} least
 * @param {number} most
 */
function cutBefore(nodes, least, most) {
  for (let at = most; at > least + 1; ) {
    const hit = nodes.find(({ left, right }) => left - 4 < at && at < right + 4);
    if (!hit) return at;
    at = hit.left - 5;
  }
  return most;
}
