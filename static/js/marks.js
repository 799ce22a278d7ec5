// @ts-check
// The marks of the selected subtask in everything that shows it: rows, bars,
// nodes and table rows. The server draws the same ones.
import { changed } from "./address.js";
import { write } from "./drawn.js";

/** What shows the selection now. @type {Element[]} */
let marked = [];

/** @param {string} id of the subtask, "" for none */
export function mark(id) {
  for (const e of marked) unmark(e);
  marked = id ? showing(id) : [];
  for (const e of marked) {
    if (e.matches(".edge")) {
      e.classList.add("near");
      continue;
    }
    if (!e.closest(".tl-bars")) e.setAttribute("aria-current", "true");
    // A selected subtask's links lead out of the selection, as the server
    // writes them: that is also what a new tab is to show.
    if (e.matches("a[href]")) write(e, query(""));
    if (!e.matches(".tl-names a")) continue;
    e.parentElement?.classList.add("current");
    const rect = band(e);
    if (rect) marked.push(rect);
  }
}

/**
 * Takes over the marks that the server drew.
 * @param {string} id of the selected subtask, "" for none
 */
export function adopt(id) {
  marked = id ? [...showing(id), ...document.getElementsByClassName("row-selected")] : [];
}

/** @param {Element} e */
function unmark(e) {
  if (e.matches(".row-selected")) {
    e.parentElement?.querySelector(".row-bad.under")?.classList.remove("under");
    return e.remove();
  }
  e.classList.remove("near");
  e.removeAttribute("aria-current");
  if (e.matches(".tl-names a")) e.parentElement?.classList.remove("current");
  if (e.matches("a[href]")) write(e, query(e.getAttribute("data-id") ?? ""));
}

/**
 * What shows a subtask, and the edges at it.
 * @param {string} id
 */
function showing(id) {
  const own = CSS.escape(id);
  const edges = document.querySelector(".dag")?.querySelectorAll(`.edge[data-from="${own}"], .edge[data-to="${own}"]`) ?? [];
  return [...document.querySelectorAll(`[data-id="${own}"]`), ...edges];
}

/** @param {string} id */
function query(id) {
  return new URL(changed(location.href, { subtask: id })).search || "?";
}

/**
 * Draws the selected row's band behind its bars.
 * @param {Element} link of its name
 */
function band(link) {
  const row = link.parentElement;
  const part = row?.parentElement;
  const bars = part?.nextElementSibling?.querySelector(".tl-bars");
  if (!row || !part || !bars) return null;
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const height = Number(bars.getAttribute("height")) / part.children.length;
  rect.setAttribute("class", "row-selected");
  rect.setAttribute("width", "100%");
  rect.setAttribute("height", String(height));
  const y = String(height * Array.prototype.indexOf.call(part.children, row));
  rect.setAttribute("y", y);
  bars.querySelector(`.row-bad[y="${y}"]`)?.classList.add("under"); // two bands would be a third colour
  bars.querySelector("a")?.before(rect);
  return rect;
}
