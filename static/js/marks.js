// @ts-check
// The marks of the selected subtask in everything that shows it: rows, bars,
// nodes and table rows. The server draws the same ones.
import { changed } from "./address.js";

/** @param {string} id of the subtask, "" for none */
export function mark(id) {
  for (const old of document.querySelectorAll('[data-id][aria-current="true"]')) {
    old.removeAttribute("aria-current");
  }
  // A selected subtask's links (data-out) lead out of the selection, as the
  // server writes them: that is also what a new tab is to show.
  for (const was of document.querySelectorAll("a[data-out]")) {
    was.removeAttribute("data-out");
    was.setAttribute("href", query(was.getAttribute("data-id") ?? ""));
  }
  for (const near of document.querySelectorAll(".edge.near")) near.classList.remove("near");
  document.querySelector(".row-selected")?.remove();
  if (!id) return;
  const own = CSS.escape(id);
  for (const e of document.querySelectorAll(`[data-id="${own}"]`)) {
    if (!e.closest(".tl-bars")) e.setAttribute("aria-current", "true");
    if (!e.matches("a")) continue;
    e.setAttribute("data-out", "");
    e.setAttribute("href", query(""));
  }
  for (const e of document.querySelectorAll(`.edge[data-from="${own}"], .edge[data-to="${own}"]`)) e.classList.add("near");
  const row = document.querySelector(`.tl-names a[data-id="${own}"]`)?.parentElement;
  if (row) band(row);
}

/**
 * Takes over the marks that the server drew.
 * @param {string} id of the selected subtask, "" for none
 */
export function adopt(id) {
  for (const a of document.querySelectorAll(`a[data-id="${CSS.escape(id)}"]`)) a.setAttribute("data-out", "");
}

/** @param {string} id */
function query(id) {
  return new URL(changed(location.href, { subtask: id })).search || "?";
}

/**
 * Draws the selected row's band behind its bars.
 * @param {Element} row of the names
 */
function band(row) {
  const part = row.parentElement;
  const bars = part?.nextElementSibling?.querySelector(".tl-bars");
  if (!part || !bars) return;
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const height = Number(bars.getAttribute("height")) / part.children.length;
  rect.setAttribute("class", "row-selected");
  rect.setAttribute("width", "100%");
  rect.setAttribute("height", String(height));
  rect.setAttribute("y", String(height * Array.prototype.indexOf.call(part.children, row)));
  bars.querySelector("a")?.before(rect);
}
