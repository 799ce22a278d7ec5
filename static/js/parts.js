// @ts-check
// Elements that only scripts use: handles, buttons, dialogs' switches. The
// server writes them, in the reader's language, into one template
// (views/taskpage/parts.templ); scripts take copies.

import { own } from "./own.js";

/**
 * A copy of the part with this class; null on pages without it.
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function part(name) {
  const all = document.querySelector("template[data-parts]");
  const found = all instanceof HTMLTemplateElement ? all.content.querySelector(`.${name}`) : null;
  return found instanceof HTMLElement ? own(/** @type {HTMLElement} */ (document.importNode(found, true))) : null;
}
