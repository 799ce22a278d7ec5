// @ts-check
// Addresses of a task page, written as package permalink writes them: the
// parameters in its order, commas as they are, no "?" without a parameter.

import { noteSpot } from "./spot.js";

/** Every parameter, in permalink's order; e2e/asks_test.go holds the two together. */
export const names = [
  "view", "subtask", "from", "to", "q", "state", "is", "rest", "sort", "align", "lane", "fold", "toggle", "dir", "draw",
  "focus", "up", "down", "heat", "chains", "links", "gaps", "usual", "time", "tz",
];

/**
 * Those that are lists, joined by commas or repeated, with their words in permalink's
 * order; without words they are ids.
 * @type {Map<string, string[]>}
 */
export const lists = new Map([
  ["state", [
    "unknown", "rollback_failed", "failed", "cancelled", "cancelling", "rolling_back", "retrying", "running", "queued", "held",
    "blocked", "not_started", "rolled_back", "skipped", "succeeded",
  ]],
  ["is", ["failed", "slow", "slower", "waited", "critical", "retried"]],
  ["toggle", []],
]);

/** The query and the path of what the page shows. */
let shown = location.search;
let path = location.pathname;

/**
 * The parameters of a query, as the server reads them.
 * @param {string} query
 */
export function values(query) {
  const all = new URLSearchParams(query);
  const read = (/** @type {string} */ name) => (lists.has(name) ? all.getAll(name).join(",") : (all.get(name) ?? ""));
  return new Map([...all.keys()].map((name) => [name, read(name)]));
}

/**
 * The address with some of its parameters changed; "" takes one away.
 * @param {string} href
 * @param {Record<string, string>} change
 */
export function changed(href, change) {
  const url = new URL(href, location.href);
  const now = values(url.search);
  for (const [name, value] of Object.entries(change)) now.set(name, value);
  const place = (/** @type {string} */ name) => (names.includes(name) ? names.indexOf(name) : names.length);
  for (const [name, words] of lists) now.set(name, ordered(now.get(name) ?? "", words));
  const rest = [...now].filter(([, value]) => value).sort(([a], [b]) => place(a) - place(b));
  url.search = new URLSearchParams(rest).toString().replaceAll("%2C", ",");
  return plain(url);
}

/**
 * A list as the server writes it.
 * @param {string} list
 * @param {string[]} words in order; ids when there are none
 */
function ordered(list, words) {
  const place = (/** @type {string} */ a, /** @type {string} */ b) => words.indexOf(a) - words.indexOf(b) || a.length - b.length || (a < b ? -1 : 1);
  return [...new Set(list.split(","))].sort(place).join(",");
}

/**
 * The address without a lone "?".
 * @param {URL} url
 */
export function plain(url) {
  if (!url.search) url.search = "";
  return url.href;
}

/**
 * A parameter of the page's address, "" when it has none.
 * @param {string} name
 */
export function param(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

/**
 * The names of the parameters in which two queries differ.
 * @param {string} a
 * @param {string} b
 */
export function differing(a, b) {
  const [p, q] = [new URLSearchParams(a), new URLSearchParams(b)];
  return [...new Set([...p.keys(), ...q.keys()])].filter((name) => p.get(name) !== q.get(name));
}

/** @type {(() => void)[]} */
const listeners = [];

/**
 * Calls back when the page has another address.
 * @param {() => void} listener
 */
export function onRecord(listener) {
  listeners.push(listener);
}

/**
 * Says in the address bar what the page shows now.
 * @param {string} url
 * @param {boolean} push whether Back is to lead to what was shown before
 */
export function record(url, push) {
  const same = url === location.href;
  if (!same && push) {
    noteSpot();
    history.pushState(null, "", url);
  } else if (!same) {
    history.replaceState(history.state, "", url);
  }
  shown = location.search;
  path = location.pathname;
  if (!same) for (const listener of listeners) listener();
}

/**
 * After Back or Forward: the names of the parameters in which the address now
 * differs from what the page shows; "ref" where it is another snapshot.
 */
export function moved() {
  const names = differing(shown, location.search);
  if (path !== location.pathname) names.push("ref");
  shown = location.search;
  path = location.pathname;
  if (names.length > 0) for (const listener of listeners) listener();
  return names;
}
