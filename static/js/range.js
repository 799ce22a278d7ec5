// @ts-check
// Choosing a range of time by dragging over the chart or its axis: a band shows
// it and how long it is, and on release the server tells what happened in it.
// With shift, dragging moves what is shown.
import { place } from "./axis.js";
import { choose, choosing, chosen, chosenMs, drawBand } from "./band.js";
import { current } from "./chart.js";
import { exact } from "./clock.js";
import { onEscape } from "./keys.js";
import { pan } from "./panzoom.js";
import { chartWidth, overChart, placeAt } from "./pointing.js";
import { close, forget, look, zoomTo } from "./rangecard.js";
import { shows } from "./shown.js";
import { swapped } from "./swap.js";
import { tellAt, untell } from "./tip.js";

/** Pixels that a click may tremble. */
const tremble = 4;

/**
 * The drag under way: where it began, and whether it is more than a click yet.
 * @type {{id: number, x: number, last: number, at: number, pans: boolean, moved: boolean} | null}
 */
let drag = null;

export function startRange() {
  document.addEventListener("pointerdown", down);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", () => stop());
  document.addEventListener("dragstart", (event) => {
    if (overChart(event)) event.preventDefault(); // bars are links
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do^='range.']") : null;
    const action = button?.getAttribute("data-do");
    if (button && action === "range.meanwhile") meanwhile(button);
    else if (action === "range.zoom" && chosen()) zoomTo();
    else if (button) close();
  });
  onEscape(() => stop() || close());
  swapped((regions, lane) => {
    if (lane === "range") return;
    if (lane !== "live" && ["views", "timeline", "range"].some((name) => regions.has(name))) forget();
    else drawBand();
  });
  shows(() => chosen() && drawBand());
}

/** @param {PointerEvent} event */
function down(event) {
  if (event.button !== 0 || !event.isPrimary || event.ctrlKey || event.metaKey || event.altKey || !overChart(event)) return;
  const axis = /** @type {Element} */ (event.target).closest(".tl-axis");
  if (event.pointerType === "touch" && !axis) return; // a finger on the chart pans
  const at = placeAt(event.clientX);
  if (at === null) return;
  drag = { id: event.pointerId, x: event.clientX, last: event.clientX, at, pans: event.shiftKey, moved: false };
}

/** @param {PointerEvent} event */
function move(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const chart = current();
  if (!chart) return;
  if (!drag.moved) {
    if (Math.abs(event.clientX - drag.x) < tremble) return;
    drag.moved = true;
    // Not before: what is captured gets the click, which is a bar's.
    chart.pane.setPointerCapture(event.pointerId);
  }
  if (drag.pans) {
    pan((drag.last - event.clientX) / chartWidth());
    drag.last = event.clientX;
    return;
  }
  const at = Math.max(chart.least, Math.min(placeAt(event.clientX) ?? drag.at, chart.most));
  choosing({ from: Math.min(at, drag.at), to: Math.max(at, drag.at) });
  tellAt(event.clientX, event.clientY, length());
}

/** How long the chosen range is, in words. */
function length() {
  const [from, to] = chosenMs();
  return exact(to - from);
}

/** @param {PointerEvent} event */
function up(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const { moved, pans } = drag;
  drag = null;
  untell();
  if (!moved) return;
  // The end of a drag is no click on what lies there.
  const swallow = (/** @type {Event} */ click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  if (!pans) look();
}

/** Ends a drag without a choice; false when there is none. */
function stop() {
  const was = drag;
  drag = null;
  if (!was?.moved) return false;
  untell();
  if (was.pans) drawBand();
  else choose(null);
  return true;
}

/**
 * Chooses the range in which the selected subtask ran, as a hand would by dragging.
 * @param {Element} button has it, UTC ms
 */
function meanwhile(button) {
  const chart = current();
  if (!chart) return;
  const [from, to] = ["data-from", "data-to"].map((name) => place(chart.axis, Number(button.getAttribute(name))));
  const begin = Math.max(chart.least, Math.min(from, chart.most));
  choose({ from: begin, to: Math.max(begin, Math.min(to, chart.most)) });
  look();
}
