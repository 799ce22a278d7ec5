// @ts-check
// For which address of the page an element was written: its links are of that.
// A region that is swapped in is of the address that it was fetched from, what a
// running task renews of its stream's, a link that a script writes of the one of
// that moment, and all else of the address that was loaded.

/** @typedef {{query: string, at: number}} Drawn at counts what was written */

/** @type {Drawn} */
const loaded = { query: location.search, at: 0 };

/** @type {WeakMap<Element, Drawn>} */
const written = new WeakMap();

let last = 0;

/**
 * Notes that an element and all in it are as they are written for an address.
 * @param {Element} e
 * @param {string} query of the address
 */
export function note(e, query) {
  written.set(e, { query, at: ++last });
}

/**
 * Writes where a link leads from the address of now.
 * @param {Element} link
 * @param {string} href
 */
export function write(link, href) {
  link.setAttribute("href", href);
  note(link, location.search);
}

/**
 * What an element was last written for, by itself or with what it is in.
 * @param {Element} e
 */
export function drawn(e) {
  let found = loaded;
  for (let at = /** @type {Element | null} */ (e); at; at = at.parentElement) {
    const own = written.get(at);
    if (own && own.at > found.at) found = own;
  }
  return found;
}
