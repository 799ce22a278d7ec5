// @ts-check
// What a reader prefers on this machine and no link carries. Browsers may
// refuse to store or to tell; then nothing is preferred.

/** @param {string} name */
export function stored(name) {
  try {
    return localStorage.getItem(`taskscope.${name}`) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} name
 * @param {string} value "" forgets it
 */
export function store(name, value) {
  try {
    if (value) localStorage.setItem(`taskscope.${name}`, value);
    else localStorage.removeItem(`taskscope.${name}`);
  } catch {
    // it holds until the page is left
  }
}
