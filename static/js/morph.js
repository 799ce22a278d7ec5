// @ts-check
// Makes one element say what another one says, changing no more than differs:
// what stays the same stays the very same element, with the focus, the
// selection of its text, its scrolling and whatever a hand is doing to it.
//
// What the reader or a script has done to an element is theirs: whether details
// are open, where a pane is scrolled, sizes and places (style), and elements
// that scripts have added (own.js).
import { isOwn } from "./own.js";

/** Attributes that the page's scripts and the browser itself set. */
const theirs = new Set(["style", "open", "hidden", "data-width", "aria-busy", "aria-disabled", "tabindex"]);

/** Classes that scripts set and no server does. */
const classes = ["moves", "low", "chosen"];

/** What is drawn where scripts say. */
const placed = ".window, .tl-window";

/**
 * @param {Element} old in the page
 * @param {Element} fresh from the server
 * @returns {Element} what is in the page now
 */
export function morph(old, fresh) {
  if (!alike(old, fresh)) {
    old.replaceWith(fresh);
    return fresh;
  }
  if (!old.isEqualNode(fresh)) {
    if (!old.matches(placed)) attributes(old, fresh);
    children(old, fresh);
  }
  return old;
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function attributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    if (theirs.has(name)) continue;
    const next = name === "class" ? kept(old, value) : value;
    if (old.getAttribute(name) !== next) old.setAttribute(name, next);
  }
  for (const { name } of [...old.attributes]) {
    if (fresh.hasAttribute(name) || theirs.has(name)) continue;
    const still = name === "class" ? kept(old, "") : "";
    if (still) old.setAttribute("class", still);
    else old.removeAttribute(name);
  }
}

/**
 * The server's classes, and those that scripts gave.
 * @param {Element} old
 * @param {string} value
 */
function kept(old, value) {
  const more = classes.filter((c) => old.classList.contains(c));
  return [value, ...more].filter(Boolean).join(" ");
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function children(old, fresh) {
  /** @type {Map<string, Element>} */
  const named = new Map();
  for (const e of old.children) {
    const n = name(e);
    if (n && !isOwn(e) && !named.has(n)) named.set(n, e);
  }
  const wanted = new Set([...fresh.children].map(name).filter(Boolean));
  let at = next(old.firstChild);
  for (const node of [...fresh.childNodes]) {
    const n = node instanceof Element ? name(node) : "";
    const known = n ? named.get(n) : undefined;
    // What another place has a claim on is not taken.
    while (at instanceof Element && !known && wanted.has(name(at)) && named.get(name(at)) === at) at = next(at.nextSibling);
    if (known) {
      if (known === at) at = next(at.nextSibling);
      else old.insertBefore(known, at);
      morph(known, /** @type {Element} */ (node));
      named.delete(n);
      continue;
    }
    const here = at;
    if (here && alike(here, node)) {
      at = next(here.nextSibling);
      if (here instanceof Element) morph(here, /** @type {Element} */ (node));
      else if (here.nodeValue !== node.nodeValue) here.nodeValue = node.nodeValue;
      continue;
    }
    old.insertBefore(node, at);
  }
  while (at) {
    const gone = at;
    at = next(at.nextSibling);
    gone.remove();
  }
  for (const e of named.values()) if (e.parentNode === old) e.remove();
}

/**
 * The next node that is the server's.
 * @param {ChildNode | null} node
 */
function next(node) {
  while (node && isOwn(node)) node = node.nextSibling;
  return node;
}

/**
 * @param {Node} a
 * @param {Node} b
 */
function alike(a, b) {
  if (!(a instanceof Element) || !(b instanceof Element)) return a.nodeType === b.nodeType && !(a instanceof Element);
  return a.localName === b.localName && name(a) === name(b);
}

/**
 * What tells an element from its neighbours; "" for most.
 * @param {Element} e
 * @returns {string}
 */
function name(e) {
  // What shows a subtask is that of it, also while it has an id as the selected one.
  for (const a of ["data-region", "data-live", "data-id", "data-group", "data-of", "data-ms"]) {
    const v = e.getAttribute(a);
    if (v) return `${a}=${v}`;
  }
  if (e.id) return `#${e.id}`;
  // Rows have their names in them.
  const link = e.localName === "li" ? e.querySelector("a[data-id], a[data-group]") : null;
  return link ? `li ${name(link)}` : "";
}
