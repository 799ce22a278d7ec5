// @ts-check
// The row that has the focus may be among those that a filter hides. Then the focus
// goes to the next one that is left, and comes back with the row.

/** Links that have the focus of the rows. */
const rows = ".tl-names a, .tl-lanes .tl-bars a";

/** What a row is known by, in whatever page. @param {Element} row */
const key = (row) => row.getAttribute("data-group") ? `group ${row.getAttribute("data-group")}` : row.getAttribute("data-id") ?? "";

/** The row that the focus has left for another one, and how far below the window's top it was. */
let left = { from: "", to: "", top: 0 };

/**
 * Where the focus goes when rows change under it: ways for swap, for the element
 * that has the focus now.
 * @returns {{refocus?: () => Element | null, back?: () => {e: Element, top: number} | null}}
 */
export function nearby() {
  const row = document.activeElement?.closest(rows);
  if (!row) {
    left = { from: "", to: "", top: 0 };
    return {};
  }
  const all = reachable();
  const at = all.indexOf(row);
  const wanted = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at)).reverse()].map(key);
  const [own, was, top] = [key(row), left, row.getBoundingClientRect().top];
  left = { from: "", to: "", top: 0 };
  return {
    back: () => {
      if (was.to !== own) return null;
      const e = reachable().find((e) => key(e) === was.from);
      if (!e) left = was; // hidden still
      return e ? { e, top: was.top } : null;
    },
    refocus: () => {
      const there = new Map(reachable().map((e) => [key(e), e]));
      const to = wanted.find((k) => there.has(k));
      if (to === undefined) return null;
      left = was.to === own ? { ...was, to } : { from: own, to, top };
      return there.get(to) ?? null;
    },
  };
}

/** The rows that are shown. */
function reachable() {
  return [...document.querySelectorAll(rows)].filter((e) => !e.closest(".tl-part[hidden]"));
}
