// @ts-check
// The slider over a task's snapshots (views/taskpage/replay.templ): it moves
// between /tasks/{ref} and /tasks/{ref}@n, and keeps view, range and selection.
// While it is dragged all but the head is drawn anew, for the slider is in that:
// the head follows when it is let go.
import { record } from "./address.js";
import { everything, follow, here, plainly } from "./links.js";
import { region } from "./regions.js";
import { swap, swapped } from "./swap.js";

const drawn = everything.filter((name) => name !== "head");

/** How long it rests before the page is asked for, in ms. */
const rest = 60;

let timer = 0;
/** Whether the drag has a step in the browser's history. */
let stepped = false;

export function startReplay() {
  show();
  swapped(show);
  document.addEventListener("input", (event) => {
    const slider = sliderOf(event);
    if (!slider) return;
    label(slider);
    clearTimeout(timer);
    timer = setTimeout(() => go(slider, drawn), rest);
  });
  document.addEventListener("change", (event) => {
    const slider = sliderOf(event);
    if (!slider) return;
    clearTimeout(timer);
    go(slider, everything);
    stepped = false;
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-snapshot]") : null;
    if (!link || !plainly(event)) return;
    event.preventDefault();
    follow(at(new URL(link.getAttribute("href") ?? "", location.href).pathname));
  });
}

/** The slider does nothing without this script. */
function show() {
  for (const slider of document.querySelectorAll("[data-replay]")) slider.removeAttribute("hidden");
}

/** @param {Event} event */
function sliderOf(event) {
  return event.target instanceof HTMLInputElement && event.target.matches("[data-replay]") ? event.target : null;
}

/**
 * This page as another snapshot has it.
 * @param {string} path
 */
function at(path) {
  const now = new URL(here());
  now.pathname = path;
  return now.href;
}

/**
 * @param {HTMLInputElement} slider
 * @param {string[]} regions
 */
function go(slider, regions) {
  const path = slider.dataset.replay ?? "";
  const number = (slider.dataset.numbers ?? "").split(",")[slider.valueAsNumber] ?? "";
  const url = at(number === slider.dataset.newest ? path : `${path}@${number}`);
  if (!region("views")) return location.assign(url);
  record(url, !stepped);
  stepped = true;
  swap(url, regions, { refocus: () => document.querySelector("[data-replay]") });
}

/**
 * Says which snapshot it is while the page is on its way.
 * @param {HTMLInputElement} slider
 */
function label(slider) {
  const k = slider.valueAsNumber;
  const words = `${k + 1}/${Number(slider.max) + 1} · ${(slider.dataset.labels ?? "").split(",")[k] ?? ""}`;
  slider.setAttribute("aria-valuetext", words);
  const output = slider.closest(".replay")?.querySelector("output");
  if (output) output.textContent = words;
}
