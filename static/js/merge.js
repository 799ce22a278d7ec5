// @ts-check
// Renews what a running task has changed of the page (web's update): whole
// regions, and units of them: a row's name, its bars, a node, a row of the
// table, what carries data-live. Nothing else of the page is touched.
import { note } from "./drawn.js";
import { identify, sameAs } from "./ids.js";
import { morph } from "./morph.js";
import { region } from "./regions.js";

/**
 * How many units are put in place at once. A large task has thousands that change
 * with each poll, for a bar ends where now is: the page must answer in between.
 */
const slice = 250;

/** What is still to be put in place, and who is to be told then. */
let rest = { slices: /** @type {{old: Element, html: string}[][]} */ ([]), done: () => {}, timer: 0 };

/**
 * The query of the page's address when the update came: a stream is for one
 * address, and all of its update is, however late it is put in place.
 */
let query = "";

/** Where the units of a kind are. @type {Record<string, string>} */
const places = { name: ".tl-names li", bar: ".tl-bars a", node: ".dag a", row: ".subtasks tbody tr" };

/**
 * @param {[string, string][]} parts names and HTML of regions
 * @param {[string, string, string][]} units kinds, ids and HTML
 * @param {Map<string, (old: Element, fresh: Element) => void>} ways of putting a region in place
 * @param {(regions: Set<string>) => void} told is called with the regions in which
 *   something changed: at once, and again when the last of many units is in place
 */
export function merge(parts, units, ways, told) {
  flush();
  query = location.search;
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
  /** @type {Record<string, {old: Element, html: string}[]>} */
  const many = {};
  for (const [kind, id, html] of units) {
    const old = kind === "region" ? region(id) : kind === "live" ? document.querySelector(`[data-live="${CSS.escape(id)}"]`)
      : (found[kind] ??= index(places[kind])).get(id);
    if (!old || held(old)) continue;
    changed.add(kind === "region" ? id : kind);
    if (kind in places) (many[kind] ??= []).push({ old, html });
    else put(old, html, kind === "region" ? ways.get(id) : undefined);
  }
  const slices = Object.values(many).flatMap(sliced);
  for (const first of slices.splice(0, 4)) putAll(first);
  told(changed);
  if (slices.length === 0) return;
  rest = { slices, done: () => told(changed), timer: setTimeout(goOn) };
}

/** Puts the next slice in place, and lets the page answer. */
function goOn() {
  const next = rest.slices.shift();
  if (next) putAll(next.filter(({ old }) => old.isConnected));
  if (rest.slices.length > 0) rest.timer = setTimeout(goOn);
  else rest.done();
}

/** Puts in place at once what is left of an update: another one is there. */
function flush() {
  clearTimeout(rest.timer);
  while (rest.slices.length > 0) goOn();
  clearTimeout(rest.timer);
}

/**
 * Puts in place at once what is left of rows and nodes: they were drawn for what
 * was selected when they were sent, and another selection marks them itself. Bars
 * tell nothing of it, and are by far the most.
 */
export function settle() {
  const own = rest.slices.filter(([{ old }]) => !old.matches(places.bar));
  rest.slices = rest.slices.filter((units) => !own.includes(units));
  for (const units of own) putAll(units.filter(({ old }) => old.isConnected));
}

/**
 * @param {{old: Element, html: string}[]} units
 */
function sliced(units) {
  const all = [];
  for (let at = 0; at < units.length; at += slice) all.push(units.slice(at, at + slice));
  return all;
}

/**
 * Puts the units of a kind in place, which stand in the same surroundings: of a
 * large task that are thousands, and to parse them one by one takes longer than
 * everything else.
 * @param {{old: Element, html: string}[]} units
 */
function putAll(units) {
  if (units.length === 0) return;
  const fresh = [...(parsed(units.map(({ html }) => html).join(""), units[0].old)?.children ?? [])];
  units.forEach(({ old, html }, k) => {
    // Should one have been more or less than one element, all are parsed by themselves.
    if (fresh.length !== units.length) return put(old, html, undefined);
    sameAs(old, fresh[k]);
    note(morph(old, fresh[k]), query);
  });
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
  const fresh = parsed(html, old)?.firstElementChild;
  if (!fresh) return;
  sameAs(old, fresh);
  for (const e of [old, fresh]) note(e, query);
  if (way) way(old, fresh);
  else morph(old, fresh);
}

/**
 * HTML as it is where the old element stands: a row of a table or a piece of a
 * picture is none elsewhere.
 * @param {string} html
 * @param {Element} old
 */
function parsed(html, old) {
  const range = document.createRange();
  range.selectNode(old);
  const fresh = range.createContextualFragment(html);
  identify(fresh);
  return fresh;
}
