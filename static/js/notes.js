// @ts-check
// What stands above the bars of groups: how their copies went. The server puts
// it where each bar begins; once another range is shown that may be out of
// sight, while the bar is not. Then it moves to what is seen of the bar.
import { current } from "./chart.js";
import { shown } from "./shown.js";
import { swapped } from "./swap.js";

/** A note that begins beyond this part of the chart stands left of its bar. */
const late = 0.55;

export function startNotes() {
  swapped((regions) => {
    // The reader's hand rests; or a running task has renewed bars, with notes where
    // the range that they are drawn for has them.
    if (regions.has("axis") || regions.has("bar")) place();
  });
}

function place() {
  const chart = current();
  if (!chart) return;
  const { left, right } = shown();
  const [from, to] = [left, right].map((at) => (at / chart.axis.units) * 100);
  for (const note of chart.pane.querySelectorAll(".tl-bars .note")) {
    const room = note.closest(".room");
    const ends = span(note.closest("a")?.querySelector(".run") ?? null);
    // Without a bar it says what has yet to start, at the left of what is shown.
    const x = !ends ? from : ends[1] > from ? Math.max(ends[0], from) : ends[0];
    const gone = ends !== null && ends[1] <= from; // nor does it reach into sight from there
    const end = gone || (x <= to && (x - from) / (to - from) > late);
    room?.setAttribute("x", `${(end ? from : x).toFixed(4)}%`);
    room?.setAttribute("width", `${(end ? Math.max(0, x - from) : 100).toFixed(4)}%`);
    room?.classList.toggle("end", end);
  }
}

/**
 * From where to where a bar goes, in percent of what is drawn.
 * @param {Element | null} bar
 */
function span(bar) {
  if (!bar) return null;
  const number = (/** @type {string} */ name) => parseFloat(bar.getAttribute(name) ?? "0");
  if (bar.localName === "line") return [number("x1"), number("x2")];
  return [number("x"), number("x") + number("width")];
}
