// @ts-check
// What the pointer is at: a line through all rows with its time on the axis,
// and after a moment the row's own sentence, which is its link's label, or its
// name and description.
import { moment } from "./axis.js";
import { current } from "./chart.js";
import { moment as words } from "./clock.js";
import { overChart, placeAt } from "./pointing.js";
import { tellAt, untell } from "./tip.js";

/** How long a pointer rests on a row before the row speaks, ms. */
const pause = 300;

/** @type {HTMLElement | null} */
let line = null;

/** The last move, until it is drawn. @type {PointerEvent | null} */
let at = null;

/** The link that the pointer is on. @type {Element | null} */
let on = null;

/** Where the pointer was last, px. */
let [x, y] = [0, 0];

let timer = 0;

export function startCursor() {
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return; // the panel tells it
    [x, y] = [event.clientX, event.clientY];
    if (!at) requestAnimationFrame(draw);
    at = event;
    hover(event);
  });
  for (const type of ["pointerdown", "keydown", "scroll", "wheel", "blur"]) {
    addEventListener(type, leave, { capture: true, passive: true });
  }
  document.documentElement.addEventListener("pointerleave", leave);
}

function leave() {
  if (line) line.hidden = true;
  clearTimeout(timer);
  if (on) untell();
  on = null;
}

function draw() {
  const event = at;
  at = null;
  const chart = current();
  if (!event || !chart || !overChart(event) || event.buttons > 0) {
    if (line) line.hidden = true;
    return;
  }
  const place = placeAt(event.clientX);
  if (place === null) return;
  if (!line) {
    line = document.createElement("div");
    line.className = "tl-cursor";
    line.setAttribute("aria-hidden", "true");
    line.append(document.createElement("span"));
    document.body.append(line);
  }
  const pane = chart.pane.getBoundingClientRect();
  const axis = chart.column.getBoundingClientRect();
  const top = Math.max(pane.top, axis.top, 0);
  line.hidden = false;
  line.style.transform = `translate(${event.clientX}px, ${top}px)`;
  line.style.height = `${Math.min(pane.bottom, innerHeight) - top}px`;
  line.classList.toggle("end", event.clientX > pane.right - 160);
  const label = /** @type {HTMLElement} */ (line.firstElementChild);
  label.textContent = words(moment(chart.axis, place), chart.pane.dataset);
}

/**
 * Lets a row speak once the pointer rests on it.
 * @param {PointerEvent} event
 */
function hover(event) {
  const link = event.target instanceof Element ? event.target.closest(".tl a[data-id], .tl a[data-group]") : null;
  if (link === on && link) return;
  clearTimeout(timer);
  if (on) untell();
  on = event.buttons > 0 ? null : link;
  if (!on) return;
  hush(on);
  timer = setTimeout(() => {
    const text = on && sentence(on);
    if (text) tellAt(x, y, text);
  }, pause);
}

/**
 * The label of a link of the timeline; a bar's is that of its row.
 * @param {Element} link
 */
function sentence(link) {
  const own = link.getAttribute("aria-label");
  if (own) return own;
  const row = rowOf(link);
  if (!row) return "";
  return row.getAttribute("aria-label") ?? `${row.textContent}\n${row.getAttribute("aria-description") ?? ""}`;
}

/**
 * The name's link in the row of a link.
 * @param {Element} link
 */
function rowOf(link) {
  const [name] = ["data-id", "data-group"].filter((name) => link.hasAttribute(name));
  const row = link.closest(".tl-part") ?? document;
  return row.querySelector(`.tl-names a[${name}="${CSS.escape(link.getAttribute(name) ?? "")}"]`);
}

/**
 * Without this script a browser shows the title of a name; with it there would
 * be two. For who listens it stays the description that it was.
 * @param {Element} link
 */
function hush(link) {
  const row = rowOf(link);
  const title = row?.getAttribute("title");
  if (!row || !title) return;
  row.setAttribute("aria-description", title);
  row.removeAttribute("title");
}
