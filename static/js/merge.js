// @ts-check
// Renews what a running task has changed of the page (web's update): whole
// regions, and units of them: a row's name, its bars, a node, a row of the
// table, what carries data-live. Nothing else of the page is touched.
import { morph } from "./morph.js";
import { region } from "./swap.js";

/** Where the units of a kind are. @type {Record<string, string>} */
const places = { name: ".tl-names li", bar: ".tl-bars a", node: ".dag a", row: ".subtasks tbody tr" };

/**
 * @param {[string, string][]} parts names and HTML of regions
 * @param {[string, string, string][]} units kinds, ids and HTML
 * @param {Map<string, (old: Element, fresh: Element) => void>} ways of putting a region in place
 * @returns {Set<string>} the regions in which something changed
 */
export function merge(parts, units, ways) {
  /** @type {Set<string>} */
  const changed = new Set();
  for (const [name, html] of parts) {
    const old = region(name);
    if (!old || held(old)) continue;
    changed.add(name);
    put(old, html, ways.get(name));
  }
  /** @type {Record<string, Map<string, Element>>} */
  const found = {};
  for (const [kind, id, html] of units) {
    const old = kind === "region" ? region(id) : kind === "live" ? document.querySelector(`[data-live="${CSS.escape(id)}"]`)
      : (found[kind] ??= index(places[kind])).get(id);
    if (!old || held(old)) continue;
    changed.add(kind === "region" ? id : kind);
    put(old, html, kind === "region" ? ways.get(id) : undefined);
  }
  return changed;
}

/**
 * A range that the reader has chosen has its own figures in the card.
 * @param {Element} e
 */
const held = (e) => e.classList.contains("chosen");

/** @param {string | undefined} place */
function index(place) {
  /** @type {Map<string, Element>} */
  const all = new Map();
  for (const e of place ? document.querySelectorAll(place) : []) {
    const of = e.matches("[data-id], [data-group]") ? e : e.querySelector("[data-id], [data-group]");
    const id = of?.getAttribute("data-id") ?? `*${of?.getAttribute("data-group")}`;
    if (!all.has(id)) all.set(id, e);
  }
  return all;
}

/**
 * @param {Element} old
 * @param {string} html
 * @param {((old: Element, fresh: Element) => void) | undefined} way
 */
function put(old, html, way) {
  const fresh = parsed(html, old);
  if (!fresh) return;
  if (way) way(old, fresh);
  else morph(old, fresh);
}

/**
 * An element of HTML, as it is where the old one stands: a row of a table or a
 * piece of a picture is none elsewhere.
 * @param {string} html
 * @param {Element} old
 */
function parsed(html, old) {
  const range = document.createRange();
  range.selectNode(old);
  return range.createContextualFragment(html).firstElementChild;
}
