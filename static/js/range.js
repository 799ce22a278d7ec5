// @ts-check
// Choosing a range of time by dragging over the chart or its axis: a band shows
// it and how long it is, and on release the server tells what happened in it.
// It is a look, not a zoom: the address stays as it is until "zoom here"; who is
// to see the same gets a link of its own. With shift, dragging moves what is
// shown.
import { changed } from "./address.js";
import { moment, place } from "./axis.js";
import { current, underHand } from "./chart.js";
import { exact } from "./clock.js";
import { write } from "./drawn.js";
import { staying } from "./kept.js";
import { onEscape } from "./keys.js";
import { own } from "./own.js";
import { here, renew } from "./links.js";
import { pan } from "./panzoom.js";
import { part } from "./parts.js";
import { chartWidth, overChart, placeAt } from "./pointing.js";
import { region } from "./regions.js";
import { show, shows } from "./shown.js";
import { swap, swapped } from "./swap.js";
import { tellAt, untell } from "./tip.js";

/** Pixels that a click may tremble. */
const tremble = 4;

/**
 * The drag under way: where it began, and whether it is more than a click yet.
 * @type {{id: number, x: number, last: number, at: number, pans: boolean, moved: boolean} | null}
 */
let drag = null;

/** The chosen range, units. @type {{from: number, to: number} | null} */
let band = null;

/** What stood where the chosen range's figures are. @type {Element | null} */
let before = null;

let frame = 0;

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
    if (button && action === "range.meanwhile") choose(button);
    else if (action === "range.zoom" && band) zoomTo(band);
    else if (button) close();
  });
  onEscape(() => stop() || close());
  swapped((regions, lane) => {
    if (lane === "range") return;
    if (lane !== "live" && ["views", "timeline", "range"].some((name) => regions.has(name))) forget();
    else draw();
  });
  shows(() => band && draw());
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
  band = { from: Math.min(at, drag.at), to: Math.max(at, drag.at) };
  frame ||= requestAnimationFrame(draw);
  tellAt(event.clientX, event.clientY, length());
}

/** How long the chosen range is, in words. */
function length() {
  const [from, to] = ms();
  return exact(to - from);
}

/** The chosen range, whole UTC ms. */
function ms() {
  const chart = current();
  if (!chart || !band) return [0, 0];
  const from = Math.floor(moment(chart.axis, band.from));
  return [from, Math.max(from + 1, Math.ceil(moment(chart.axis, band.to)))];
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
  if (!drag?.moved) {
    drag = null;
    return false;
  }
  if (!drag.pans) [band, drag] = [null, null];
  drag = null;
  untell();
  draw();
  return true;
}

/**
 * Chooses the range in which the selected subtask ran, as a hand would by dragging.
 * @param {Element} button has it, UTC ms
 */
function choose(button) {
  const chart = current();
  if (!chart) return;
  const [from, to] = ["data-from", "data-to"].map((name) => place(chart.axis, Number(button.getAttribute(name))));
  const begin = Math.max(chart.least, Math.min(from, chart.most));
  band = { from: begin, to: Math.max(begin, Math.min(to, chart.most)) };
  draw();
  look();
}

/** Has the server tell what happened in the chosen range. */
async function look() {
  const chart = current();
  if (!chart) return;
  const [from, to] = ms().map((t) => t - chart.start);
  const old = region("range");
  before ??= old;
  const range = { from: String(Math.max(0, from)), to: String(Math.max(1, to)) };
  if (!(await swap(changed(here(), range), ["range"], { lane: "range", held: underHand() }))) return;
  const card = region("range");
  const buttons = part("range-buttons");
  if (!card || !band || !buttons) return;
  const stay = staying(underHand());
  card.classList.add("chosen");
  unfold(true);
  card.append(buttons);
  lead(buttons.querySelector("[data-copy]"), range);
  stay();
}

/**
 * A look is at all that can be told; the list it ends with is folded again where
 * the figures stay above the rows.
 * @param {boolean} open
 */
function unfold(open) {
  for (const list of region("range")?.querySelectorAll("details") ?? []) list.open = open;
}

/** @param {{from: number, to: number}} range units */
function zoomTo(range) {
  unfold(false);
  show(range.from, range.to);
}

/**
 * Has a link lead where that of the page does, to the chosen range.
 * @param {Element | null} link
 * @param {Record<string, string>} range
 */
function lead(link, range) {
  const page = document.querySelector(".head-links [data-copy]");
  renew(page);
  if (link && page instanceof HTMLAnchorElement) write(link, changed(page.href, range));
}

/** Ends the choice; false when there is none. */
function close() {
  if (!band) return false;
  const card = region("range");
  const old = before;
  if (old && card && card !== old) {
    const stay = staying(underHand());
    card.replaceWith(old);
    stay();
  }
  forget();
  return true;
}

/** The page has moved on, and its figures with it. */
function forget() {
  [band, before] = [null, null];
  draw();
}

/** Draws the band over all rows, and on the axis. */
function draw() {
  frame = 0;
  const chart = current();
  for (const svg of document.querySelectorAll(".tl-over, .tl-ticks")) {
    const old = svg.querySelector(".tl-band");
    if (!chart || !band) {
      old?.remove();
      continue;
    }
    const rect = old ?? own(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    rect.setAttribute("class", "tl-band");
    rect.setAttribute("x", `${(band.from / chart.axis.units) * 100}%`);
    rect.setAttribute("width", `${((band.to - band.from) / chart.axis.units) * 100}%`);
    rect.setAttribute("height", "100%");
    if (!old) svg.append(rect);
  }
}
