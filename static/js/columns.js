// @ts-check
// The width of the names beside the chart, which each reader sets for their
// own screen: by dragging the line between them, or with its arrow keys.
import { part } from "./parts.js";
import { look } from "./looks.js";
import { store, stored } from "./stored.js";
import { swapped } from "./swap.js";

const least = 144; // px, as the sheet has it
const step = 16;

/** What fits below a width, px. @type {[string, number][]} */
const widths = [["least", 224], ["less", 320], ["usual", 700], ["more", Infinity]];

/** Set by hand, px; 0 is as the sheet has it. */
let width = 0;

export function startColumns() {
  set(Number(stored("names")) || 0);
  add();
  swapped(add);
  document.addEventListener("pointerdown", (event) => {
    const handle = handleOf(event);
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => {
    const handle = handleOf(event);
    if (!handle?.hasPointerCapture(event.pointerId)) return;
    const pane = handle.closest(".tl");
    if (pane) set(Math.max(least, event.clientX - pane.getBoundingClientRect().left));
  });
  document.addEventListener("lostpointercapture", (event) => {
    if (handleOf(event)) save();
  });
  document.addEventListener("dblclick", (event) => {
    if (!handleOf(event)) return;
    set(0);
    save();
  });
  document.addEventListener("keydown", typed);
}

/** @param {Event} event */
function handleOf({ target }) {
  const handle = target instanceof Element ? target.closest(".tl-split") : null;
  return handle instanceof HTMLElement ? handle : null;
}

function add() {
  const corner = document.querySelector(".tl-corner");
  const handle = part("tl-split");
  if (!corner || !handle || corner.querySelector(".tl-split")) return;
  corner.append(handle);
  cut();
  tell();
}

/** @param {number} px 0 for the sheet's own width */
function set(px) {
  width = px && Math.round(Math.min(Math.max(px, least), most()));
  look(".tl", { "--names": width ? `${width}px` : "" });
  cut();
  tell();
}

/**
 * Says how long a name may be: the sheet knows it only of widths of its own.
 * Container queries could tell, but every part of the rows would be one.
 */
function cut() {
  const pane = document.querySelector(".tl");
  const [word] = widths.find(([, below]) => width < below) ?? [""];
  if (width && word) pane?.setAttribute("data-width", word);
  else pane?.removeAttribute("data-width");
}

/** The chart keeps two fifths. */
function most() {
  const pane = document.querySelector(".tl");
  return Math.max(least, (pane?.clientWidth || 1000) * 0.6);
}

/** How wide the names are now. */
function now() {
  return Math.round(document.querySelector(".tl-corner")?.getBoundingClientRect().width ?? least);
}

function tell() {
  const handle = document.querySelector(".tl-split");
  if (!handle) return;
  handle.setAttribute("aria-valuemin", String(least));
  handle.setAttribute("aria-valuemax", String(Math.round(Math.max(most(), now()))));
  handle.setAttribute("aria-valuenow", String(now()));
}

function save() {
  store("names", width ? String(width) : "");
}

/** @param {KeyboardEvent} event */
function typed(event) {
  if (!handleOf(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  /** @type {Record<string, number>} */
  const to = { ArrowLeft: now() - step, ArrowRight: now() + step, Home: least, End: most(), Enter: 0 };
  if (!(event.key in to)) return;
  event.preventDefault();
  set(to[event.key] && Math.max(least, to[event.key]));
  save();
}
