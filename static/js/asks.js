// @ts-check
// What a link asks for: what it changes of the address that it was written for.
// Done to another address, that leaves alone what others have changed since.
//
// A link does what it said when it was drawn. A chip that adds a state adds it,
// also when it is pressed again before the page shows it as pressed: it is there
// already, and nothing happens.
import { lists, values } from "./address.js";

/**
 * What only means something beside another parameter: the groups that are not as
 * "fold" says, how far and what a "focus" sees. Who sets that one sets these, and
 * beside another value than the link was written for they would say something else.
 * @type {Record<string, string>}
 */
const beside = { toggle: "fold", up: "focus", down: "focus", draw: "focus" };

/**
 * @param {string} drawn the query for which the link was written
 * @param {string} href the link's own query
 * @param {string} now the query that is in force
 * @param {string[]} sets parameters of which the link has the say even where it
 *   did not differ from the address it was written for: the present one of several ways
 * @returns {Record<string, string>} what is to change of the query in force; "" takes away
 */
export function asks(drawn, href, now, sets) {
  const [before, after, present] = [drawn, href, now].map(values);
  const decides = (/** @type {string} */ name) => sets.includes(name) || differ(before, after, name);
  /** @type {Record<string, string>} */
  const change = {};
  for (const name of new Set([...before.keys(), ...after.keys(), ...present.keys(), ...sets])) {
    const head = beside[name];
    const value = after.get(name) ?? "";
    if (sets.includes(name) || (head && decides(head))) change[name] = value;
    else if (!decides(name) || (head && differ(before, present, head))) continue;
    else if (lists.has(name)) change[name] = merged(before.get(name), value, present.get(name));
    else change[name] = value;
  }
  return change;
}

/**
 * @param {Map<string, string>} a
 * @param {Map<string, string>} b
 * @param {string} name
 */
function differ(a, b, name) {
  const [p, q] = [a, b].map((all) => all.get(name) ?? "");
  if (!lists.has(name)) return p !== q;
  const [k, l] = [words(p), words(q)];
  return k.some((word) => !l.includes(word)) || l.some((word) => !k.includes(word));
}

/**
 * The present list without what the link takes out of the one before, and with
 * what it puts in; address.js puts it in order.
 * @param {string | undefined} before
 * @param {string} after
 * @param {string | undefined} present
 */
function merged(before, after, present) {
  const [from, to] = [words(before), words(after)];
  const left = words(present).filter((word) => to.includes(word) || !from.includes(word));
  return [...left, ...to.filter((word) => !from.includes(word))].join(",");
}

/** @param {string | undefined} list */
const words = (list) => list?.split(",").filter(Boolean) ?? [];
