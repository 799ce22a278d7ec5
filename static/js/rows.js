// @ts-check
// The keyboard among the rows: up and down go from name to name, left and
// right fold and open the group that a row is, or is in. Where rows are lanes, left
// and right go from bar to bar, and up and down to the nearest one of the next
// row. Enter is the link's.
import { extent } from "./bars.js";

export function startRows() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = event.target instanceof Element ? event.target : null;
    const [row, bar] = [at?.closest(".tl-names li"), at?.closest(".tl-lanes .tl-bars a")];
    if (row ? typed(row, event.key) : bar && typedInLane(bar, event.key)) event.preventDefault();
  });
}

/**
 * @param {Element} row
 * @param {string} key
 * @returns {boolean} whether the key means something here
 */
function typed(row, key) {
  const group = row.querySelector("a[data-group]");
  const open = group?.getAttribute("aria-expanded") === "true";
  switch (key) {
    case "ArrowDown":
      return go(beside(row, 1));
    case "ArrowUp":
      return go(beside(row, -1));
    case "Home":
      return go(document.querySelector(".tl-part:not([hidden]) li"));
    case "End":
      return go([...document.querySelectorAll(".tl-part:not([hidden])")].at(-1)?.querySelector("li:last-child"));
    case "ArrowRight":
      if (group && open) return go(beside(row, 1));
      return turn(group);
    case "ArrowLeft":
      if (group && open) return turn(group);
      return go(above(row));
  }
  return false;
}

/**
 * The next row that is shown, in its own part of the timeline or in another.
 * @param {Element} row
 * @param {1 | -1} way
 * @returns {Element | null | undefined}
 */
function beside(row, way) {
  const next = (/** @type {Element | null} */ e) => (way > 0 ? e?.nextElementSibling : e?.previousElementSibling);
  for (let e = next(row); e; e = next(e)) if (e.querySelector("a")) return e;
  for (let part = next(row.closest(".tl-part")); part; part = next(part)) {
    if (!part.matches(".tl-part:not([hidden])")) continue;
    const rows = [...part.querySelectorAll("li")].filter((e) => e.querySelector("a"));
    if (rows.length > 0) return rows.at(way > 0 ? 0 : -1);
  }
  return null;
}

/**
 * The group that a row is a member of: the last one before it.
 * @param {Element} row
 */
function above(row) {
  if (row.querySelector("a[data-group]") || !row.closest(".inside")) return null;
  for (let e = beside(row, -1); e; e = beside(e, -1)) if (e.querySelector("a[data-group]")) return e;
  return null;
}

/**
 * @param {Element} bar
 * @param {string} key
 * @returns {boolean} whether the key means something here
 */
function typedInLane(bar, key) {
  switch (key) {
    case "ArrowRight":
      return goTo(bar.nextElementSibling);
    case "ArrowLeft":
      return goTo(bar.previousElementSibling);
    case "ArrowDown":
      return goTo(nearest(bar, 1));
    case "ArrowUp":
      return goTo(nearest(bar, -1));
    case "Home":
      return goTo(bar.parentElement?.querySelector("a"));
    case "End":
      return goTo(bar.parentElement?.querySelector("a:last-child"));
  }
  return false;
}

/**
 * The bar in the next row of lanes that has any, nearest in time.
 * @param {Element} bar
 * @param {1 | -1} way
 */
function nearest(bar, way) {
  const lanes = [...document.querySelectorAll(".tl-lanes .tl-bars > g")];
  const middle = (/** @type {Element} */ e) => (extent(e) ?? [0, 0]).reduce((a, b) => a + b) / 2;
  const at = middle(bar);
  for (let k = lanes.findIndex((e) => e === bar.parentElement) + way; lanes[k]; k += way) {
    const [first] = [...lanes[k].querySelectorAll("a")].sort((a, b) => Math.abs(middle(a) - at) - Math.abs(middle(b) - at));
    if (first) return first;
  }
  return null;
}

/** @param {Element | null | undefined} row */
function go(row) {
  return goTo(row?.querySelector("a"));
}

/** @param {Element | null | undefined} link */
function goTo(link) {
  if (!(link instanceof HTMLElement || link instanceof SVGElement)) return false;
  link.focus();
  link.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {Element | null} group */
function turn(group) {
  if (group instanceof HTMLElement) group.click();
  return Boolean(group);
}
