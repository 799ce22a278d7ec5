// @ts-check
// Looks that scripts decide, such as how far the timeline is zoomed: properties
// of single elements, which outlive the elements that swap.js replaces. Not
// rules of a sheet of their own: what records pages, such as the traces of our
// browser tests, takes minutes over those at ten thousand rows.
import { swapped } from "./swap.js";

/** What was decided, by selector. @type {Map<string, Record<string, string>>} */
const looks = new Map();

export function startLooks() {
  swapped(() => {
    for (const [selector, properties] of looks) apply(selector, properties);
  });
}

/**
 * Sets properties of the element that matches the selector; "" leaves one to
 * the style sheets.
 * @param {string} selector
 * @param {Record<string, string>} properties
 */
export function look(selector, properties) {
  looks.set(selector, { ...looks.get(selector), ...properties });
  apply(selector, properties);
}

/**
 * @param {string} selector
 * @param {Record<string, string>} properties
 */
function apply(selector, properties) {
  const e = document.querySelector(selector);
  if (!(e instanceof HTMLElement || e instanceof SVGElement)) return;
  for (const [name, value] of Object.entries(properties)) {
    if (e.style.getPropertyValue(name) !== value) e.style.setProperty(name, value);
  }
}
