// @ts-check
// The one way in which a page changes without being loaded anew: parts of it,
// its regions, are fetched from the address that shows them and put in the
// place of the old ones. The server draws; nothing is computed here. Whatever
// goes wrong, the browser loads the address itself, whose page says what.
import { note } from "./drawn.js";
import { identify } from "./ids.js";
import { kept } from "./kept.js";
import { painted } from "./later.js";
import { merge } from "./merge.js";
import { region } from "./regions.js";

/** Regions that others contain. @type {Record<string, string[]>} */
const inside = {
  head: ["live"],
  views: ["timeline", "over", "axis", "grid", "range", "map"],
  timeline: ["over", "axis", "grid", "range", "map"],
};

/**
 * What is being fetched, by lane: pages that ask for unrelated things (what the
 * address shows, and a preview of another) do not end each other's fetches.
 * @type {Map<string, {stop: AbortController, regions: Set<string>}>}
 */
const pending = new Map();

/** @type {((regions: Set<string>, lane: string) => void)[]} */
const listeners = [];

/**
 * Calls back after regions were replaced, so that what a script had added to
 * them can be added again.
 * @param {(regions: Set<string>, lane: string) => void} listener
 */
export function swapped(listener) {
  listeners.push(listener);
}

/**
 * How regions are put in place that cannot simply be replaced.
 * @type {Map<string, (old: Element, fresh: Element) => void>}
 */
const ways = new Map();

/**
 * Puts a region in place in a way of its own.
 * @param {string} name
 * @param {(old: Element, fresh: Element) => void} way
 */
export function putting(name, way) {
  ways.set(name, way);
}

/**
 * Renews what a running task has changed, and leaves all else alone.
 * @param {[string, string][]} parts names and HTML of regions
 * @param {[string, string, string][]} units kinds, ids and HTML
 */
export function renew(parts, units) {
  const active = document.activeElement;
  merge(parts, units, ways, (regions) => {
    for (const listener of listeners) listener(regions, "live");
  });
  // Moved to another place in its list, an element loses the focus.
  if (active instanceof HTMLElement || active instanceof SVGElement) {
    if (active.isConnected && document.activeElement !== active) active.focus({ preventScroll: true });
  }
}

/**
 * Fetches regions of an address and puts them in place of the page's; those
 * that the page does not have are left out. A newer call takes over the regions
 * of an older one that it ends. True when the regions are there; false when a
 * newer call came first.
 * @param {string} url
 * @param {string[]} names
 * @param {{lane?: string, refocus?: () => Element | null, held?: () => Element | null, top?: number, back?: () => {e: Element, top: number} | null}} [options]
 *   refocus finds where the focus goes when what had it is gone, back where it was
 *   before it went there, held what stays where it is on the screen; top is where the
 *   page is to be scrolled instead, px
 */
export async function swap(url, names, { lane = "page", refocus, held, top, back } = {}) {
  const older = pending.get(lane);
  older?.stop.abort();
  const regions = outermost(new Set([...names, ...(older?.regions ?? [])]));
  const mine = { stop: new AbortController(), regions };
  if (regions.size === 0) return true;
  pending.set(lane, mine);
  for (const name of regions) region(name)?.setAttribute("aria-busy", "true");
  try {
    // What was done at once, such as the mark of a selected row, is on the screen
    // first: an answer may be quicker, and a panel that opens makes all of the page
    // anew.
    const [fresh] = await Promise.all([fetched(url, regions, mine.stop.signal), painted()]);
    if (pending.get(lane) !== mine) return false;
    pending.delete(lane);
    for (const part of fresh) note(part, new URL(url, location.href).search);
    const restore = replace(fresh, refocus, held, top, back);
    for (const listener of listeners) listener(regions, lane);
    restore(); // also what listeners have added
  } catch (error) {
    if (mine.stop.signal.aborted) return false;
    if (lane === "page") location.reload(); // the address was written before
    else location.assign(url);
    return false;
  }
  return true;
}

/**
 * @param {Set<string>} names
 * @returns {Set<string>} those the page has that are not inside others
 */
function outermost(names) {
  const covered = new Set([...names].filter(region).flatMap((name) => inside[name] ?? []));
  return new Set([...names].filter((name) => region(name) && !covered.has(name)));
}

/**
 * Regions of an address, as they are at the moment that the page shows.
 * @param {string} url
 * @param {Set<string>} regions
 * @param {AbortSignal} signal
 * @returns {Promise<Element[]>}
 */
export async function fetched(url, regions, signal) {
  /** @type {Record<string, string>} */
  const headers = { "Taskscope-Region": [...regions].join(",") };
  // All parts of a page that is followed are of one moment.
  const shown = document.querySelector("[data-follow]")?.getAttribute("data-at");
  if (shown) headers["Taskscope-At"] = shown;
  const response = await fetch(url, { headers, signal });
  if (!response.ok || response.redirected) throw new Error(`${url}: HTTP ${response.status}`);
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  identify(answer);
  return [...regions].map((name) => {
    const part = answer.querySelector(`[data-region="${name}"]`);
    if (!part) throw new Error(`${url}: no region ${name} in the answer`);
    return document.importNode(part, true);
  });
}

/**
 * @param {Element[]} fresh
 * @param {(() => Element | null) | undefined} refocus
 * @param {(() => Element | null) | undefined} held
 * @param {number | undefined} top
 * @param {(() => {e: Element, top: number} | null) | undefined} back
 */
function replace(fresh, refocus, held, top, back) {
  const pairs = fresh.map((part) => ({ part, old: region(part.getAttribute("data-region") ?? "") }));
  const restore = kept(pairs.flatMap(({ old }) => (old ? [old] : [])), refocus, held, top, back);
  for (const { part, old } of pairs) {
    if (!old) continue;
    const way = ways.get(part.getAttribute("data-region") ?? "");
    if (way) way(old, part);
    else old.replaceWith(part);
    old.removeAttribute("aria-busy");
  }
  const title = fresh.find((part) => part.hasAttribute("data-title"))?.getAttribute("data-title");
  if (title) document.title = title;
  return restore;
}
