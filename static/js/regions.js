// @ts-check
// The regions of a page: the parts of it that are renewed each by itself, by
// swap.js when the reader asks for something and by merge.js while a task runs.

/** Where regions were found: a search for the last one looks at every row. @type {Map<string, Element>} */
const known = new Map();

/** @param {string} name */
export function region(name) {
  const last = known.get(name);
  if (last?.isConnected && last.getAttribute("data-region") === name) return last;
  const found = document.querySelector(`[data-region="${name}"]`);
  if (found) known.set(name, found);
  else known.delete(name);
  return found;
}
