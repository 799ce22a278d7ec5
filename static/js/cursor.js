// @ts-check
// Where the pointer is in time: a line through all rows with its time on the axis.
import { moment } from "./axis.js";
import { current } from "./chart.js";
import { moment as words } from "./clock.js";
import { overChart, placeAt } from "./pointing.js";

/** @type {HTMLElement | null} */
let line = null;

/** The last move, until it is drawn. @type {PointerEvent | null} */
let at = null;

export function startCursor() {
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    if (!at) requestAnimationFrame(draw);
    at = event;
  });
  for (const type of ["pointerdown", "keydown", "scroll", "wheel", "blur"]) {
    addEventListener(type, leave, { capture: true, passive: true });
  }
  document.documentElement.addEventListener("pointerleave", leave);
}

function leave() {
  if (line) line.hidden = true;
}

function draw() {
  const event = at;
  at = null;
  const chart = current();
  if (!event || !chart || !overChart(event) || event.buttons > 0) return leave();
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
