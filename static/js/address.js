// @ts-check
// Addresses of a task page, written as package permalink writes them: the
// parameters in its order, commas as they are, no "?" without a parameter.

/**
 * The parameters that scripts change, in permalink's order.
 * @type {("subtask" | "from" | "to")[]}
 */
const own = ["subtask", "from", "to"];

/** The query and the path of what the page shows. */
let shown = location.search;
let path = location.pathname;

/**
 * The address with some of its parameters changed; "" takes one away.
 * @param {string} href
 * @param {{subtask?: string, from?: string, to?: string}} change
 */
export function changed(href, change) {
  const url = new URL(href, location.href);
  const next = { subtask: "", from: "", to: "" };
  for (const name of own) next[name] = change[name] ?? url.searchParams.get(name) ?? "";
  const rest = [...url.searchParams].filter(([name]) => !own.some((o) => o === name));
  const at = rest[0]?.[0] === "view" ? 1 : 0; // the view comes first
  for (const name of own.toReversed()) if (next[name]) rest.splice(at, 0, [name, next[name]]);
  url.search = new URLSearchParams(rest).toString().replaceAll("%2C", ",");
  return plain(url);
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
  if (!same) history[push ? "pushState" : "replaceState"](null, "", url);
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
