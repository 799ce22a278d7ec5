// @ts-check
// Elements that scripts have put into the page, and that no page of the server
// has: what replaces or renews parts leaves them alone (static/js/morph.js).

/** @type {WeakSet<Node>} */
const all = new WeakSet();

/**
 * Marks an element as the scripts' own.
 * @template {Element} E
 * @param {E} e
 * @returns {E}
 */
export function own(e) {
  all.add(e);
  return e;
}

/** @param {Node} e */
export const isOwn = (e) => all.has(e);
