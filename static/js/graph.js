// @ts-check
// The graph of the task page. The server draws all of it; this shows a part,
// begins where the reader has to look, and finds that again after the drawing
// was replaced.
import { param } from "./address.js";
import { all, become, centre, current, fit, middle, place, readable, reveal, scale, show } from "./graphbox.js";
import { hold, seen, startGraphHold } from "./graphhold.js";
import { startGraphHands } from "./graphhands.js";
import { startGraphKeys } from "./graphkeys.js";
import { startGraphMap } from "./graphmap.js";
import { look } from "./looks.js";
import { swapped } from "./swap.js";

/** The selected subtask that was brought into sight last. */
let selected = "";

export function startGraph() {
  startGraphHold();
  startGraphMap();
  startGraphHands();
  startGraphKeys();
  adopt();
  selected = param("subtask");
  swapped(() => {
    adopt();
    select();
  });
}

const paper = matchMedia("print");

const resized = new ResizeObserver(() => {
  const graph = current();
  if (!graph?.pane.isConnected || paper.matches) return; // on paper the style sheet shows all of it
  const room = roomOf(graph.pane);
  if (room.w <= 0 || room.h <= 0) return; // hidden for a moment: what was in sight will be again
  const { x, y } = middle();
  const at = scale();
  graph.room = room;
  show(x, y, at);
});

/**
 * Whether the browser leaves a graph out for now, being far out of sight; to ask
 * for its size would have it laid out at once, with the page still to come.
 * @param {HTMLElement} pane
 */
function left(pane) {
  if (!pane.checkVisibility() || pane.checkVisibility({ contentVisibilityAuto: true })) return false;
  pane.closest(".graph")?.addEventListener("contentvisibilityautostatechange", adopt, { once: true });
  return true;
}

/** Takes over the page's graph, if it is not the one that is shown already. */
function adopt() {
  const pane = document.querySelector(".graph-scroll");
  const old = current();
  if (pane === (old?.pane ?? null)) return;
  if (pane instanceof HTMLElement && left(pane)) return;
  resized.disconnect();
  const svg = pane?.querySelector("svg.dag");
  const section = pane?.closest(".graph");
  if (!(pane instanceof HTMLElement) || !(svg instanceof SVGSVGElement) || !(section instanceof HTMLElement)) return become(null);
  const { x, y, width, height } = svg.viewBox.baseVal;
  const before = seen();
  pane.classList.add("moves");
  look(".graph-scroll.moves", { "--natural": `${Math.ceil(height)}px` });
  // A low pane has no corner to spare for the map.
  pane.parentElement?.classList.toggle("low", pane.clientHeight < 300);
  const whole = { x, y, w: width, h: height };
  become({ section, pane, svg, whole, box: { ...whole }, room: roomOf(pane) });
  for (const part of section.querySelectorAll(".graph-zoom")) part.removeAttribute("hidden");
  begin(before);
  resized.observe(pane);
}

/** @param {HTMLElement} pane */
const roomOf = (pane) => ({ w: pane.clientWidth, h: pane.clientHeight });

/**
 * Where the reader was, when the drawing is still the same; where the reader
 * acted or looked, when it has changed; else where there is something to see.
 * @param {import("./graphhold.js").Seen | null} before
 */
function begin(before) {
  const graph = current();
  if (!graph) return;
  const { whole, pane, svg } = graph;
  if (before && before.whole.w === whole.w && before.whole.h === whole.h) {
    return show(before.middle.x, before.middle.y, before.scale);
  }
  if (readable() && (!before || before.all)) return fit();
  if (before && hold(before)) return;
  if (readable()) return fit();
  const id = CSS.escape(pane.dataset.current ?? "");
  const node = svg.querySelector(`a.node:is([data-id="${id}"], [data-group="${id}"])`);
  if (node) return centre(node, 1);
  const first = place(svg.querySelector("a.node"));
  if (first) show(first.x + first.w / 2, first.y + first.h / 2, 1);
}

/** Marks the stack that the selected subtask is in; one just selected comes into sight. */
function select() {
  const graph = current();
  if (!graph) return;
  const id = param("subtask");
  const before = selected;
  selected = id;
  for (const was of graph.svg.querySelectorAll(".stack[aria-current]")) was.removeAttribute("aria-current");
  if (!id) return;
  const own = CSS.escape(id);
  const stack = graph.svg.querySelector(`.stack[data-members~="${own}"]`);
  stack?.setAttribute("aria-current", "true");
  const group = CSS.escape(stack?.getAttribute("data-group") ?? "");
  for (const edge of stack ? graph.svg.querySelectorAll(`.edge[data-from="${group}"], .edge[data-to="${group}"]`) : []) {
    edge.classList.add("near");
  }
  if (id !== before && !all()) reveal(stack ?? graph.svg.querySelector(`a[data-id="${own}"]`));
}
