// @ts-check
// Where a subtask is on the page: its row in the timeline, its bar where rows
// are lanes, its node, its line of the table.

/**
 * The link that shows a subtask in the timeline: the name of its row, or of the
 * group in which it is folded; where rows are lanes, its bar, or its name among
 * those that have none.
 * @param {string} id of the subtask
 * @returns {HTMLElement | SVGElement | null}
 */
export function inTimeline(id) {
  const own = `a[data-id="${CSS.escape(id)}"]`;
  const link = found(`.tl-names ${own}`) ?? found(`.tl-lanes .tl-bars ${own}`) ?? found(`.tl-without ${own}`);
  const group = link?.closest(".tl-part[hidden]")?.getAttribute("data-of");
  return group ? found(`.tl-names a[data-group="${CSS.escape(group)}"]`) : link;
}

/**
 * What shows a subtask and can be seen, wherever that is.
 * @param {string} id
 */
export function placeOf(id) {
  /** @type {NodeListOf<HTMLElement | SVGElement>} */
  const all = document.querySelectorAll(`:is(.tl-names, .dag, .subtasks) a[data-id="${CSS.escape(id)}"]`);
  return [...all].find((e) => e.checkVisibility()) ?? inTimeline(id);
}

/**
 * The line of the timeline that a link is in: its row, or the one of its lane.
 * @param {Element} link
 */
export function lineOf(link) {
  const row = link.closest(".tl-names li, .tl-without li");
  if (row) return row;
  const lane = link.parentElement;
  const lanes = lane?.parentElement ? [...lane.parentElement.children].filter((e) => e.localName === "g") : [];
  return link.closest(".tl-part")?.querySelectorAll(".tl-names li")[lanes.findIndex((e) => e === lane)] ?? null;
}

/** Whether an element is in the window, at least in part. @param {Element} e */
export function inSight(e) {
  const box = e.getBoundingClientRect();
  return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}

/**
 * @param {string} selector
 * @returns {HTMLElement | SVGElement | null}
 */
function found(selector) {
  const e = document.querySelector(selector);
  return e instanceof HTMLElement || e instanceof SVGElement ? e : null;
}
