// @ts-check
// Selecting a subtask: rows, bars, nodes and table rows are links that carry
// data-id and show the selection; links that merely lead to a subtask carry
// data-to (views/taskpage). The script follows both without leaving the page:
// it moves the marks at once, fetches the panel and what else tells of the
// selection, and keeps the URL true.
// The server decides what the panel says; nothing is computed here.
import { changed, param } from "./address.js";
import { underHand } from "./chart.js";
import { here, plainly, step } from "./links.js";
import { adopt, mark } from "./marks.js";
import { newcomer } from "./later.js";
import { showAlso } from "./panzoom.js";
import { inSight, inTimeline, lineOf, placeOf } from "./places.js";
import { drawnAddress } from "./rangeaddress.js";
import { spot } from "./spot.js";
import { swap, swapped } from "./swap.js";

/** What the page shows as selected; the URL changes before it. */
let shown = "";

export function startSelection() {
  shown = param("subtask");
  adopt(shown);
  document.addEventListener("click", (event) => {
    if (!plainly(event) || !(event.target instanceof Element)) return;
    const link = event.target.closest("a[data-id], a[data-to], a[data-close], a[data-row]");
    if (!link) return;
    event.preventDefault();
    if (/** @type {MouseEvent} */ (event).detail > 1) return; // a double click is one click by an eager hand
    const to = link.getAttribute("data-to");
    if (to) {
      // Where a single key follows it, the keyboard goes along; who has gone to the
      // link goes on from there.
      visit(to, document.activeElement !== link);
      return;
    }
    if (link.hasAttribute("data-row")) {
      reveal(shown, true);
      placeOf(shown)?.focus({ preventScroll: true });
      return;
    }
    const id = link.getAttribute("data-id") ?? "";
    select(id === shown ? "" : id, true);
  });
  swapped((regions, lane) => {
    if (!regions.has("views") && !regions.has("timeline")) return;
    shown = param("subtask");
    adopt(shown);
    if (regions.has("views") && lane !== "live") reveal(shown);
  });
  // A link to a subtask asks for it; who comes back finds the page where it was.
  reveal(shown || (document.querySelector(".task")?.getAttribute("data-first") ?? ""), Boolean(shown) && newcomer() && !location.hash && scrollY === 0);
}

/**
 * Selects a subtask and brings it into view, also where the range shown is
 * another one.
 * @param {string} id
 * @param {boolean} focus whether the keyboard is to go there, too
 */
export async function visit(id, focus) {
  const selecting = select(id, true);
  const go = () => {
    reveal(id, true);
    if (focus) placeOf(id)?.focus({ preventScroll: true });
  };
  go();
  if (!(await selecting)) return;
  go(); // its group may have been folded, or the page have grown
  // The panel knows when it ran; a link that was opened has a range of its own.
  const ran = document.querySelector('#panel [data-do="range.meanwhile"]');
  if (ran) showAlso(Number(ran.getAttribute("data-from")), Number(ran.getAttribute("data-to")));
}

/** Ends the selection; false when there is none. */
export function deselect() {
  if (!shown) return false;
  select("", true);
  return true;
}

/**
 * @param {string} id of the subtask, "" for none
 * @param {boolean} push whether this is a new step in the browser's history, and
 *   not one back in it
 */
export function select(id, push) {
  const before = shown;
  shown = id;
  step(changed(here(), { subtask: id }), push);
  mark(id);
  const part = partOf(id);
  const unseen = part?.hasAttribute("hidden"); // the server opens its group
  const turned = unseen || elsewhere(id) || closes(part);
  const place = () => placeOf(id || before);
  const seen = place();
  const swapping = swap(turned ? location.href : drawnAddress(), ["panel", "chips", turned ? "timeline" : "over"], {
    refocus: place, held: seen && inSight(seen) ? place : underHand(), top: push ? undefined : spot(),
  });
  if (id && push) swapping.then((there) => there && uncover(seen));
  return swapping;
}

/**
 * Where the panel lies over the window's lower part, a row that was chosen there is
 * moved above it, by no more than that takes.
 * @param {Element | null} seen what showed the subtask when it was chosen
 */
function uncover(seen) {
  const row = seen?.isConnected ? seen : placeOf(shown);
  const over = document.querySelector("#panel")?.parentElement;
  if (!row || !over || getComputedStyle(over).bottom !== "0px" || !inSight(row)) return;
  const by = row.getBoundingClientRect().bottom + 8 - over.getBoundingClientRect().top;
  if (by > 0) scrollBy({ top: by, behavior: "instant" });
}

/**
 * The rows among which a subtask is.
 * @param {string} id
 */
function partOf(id) {
  return document.querySelector(`.tl-names a[data-id="${CSS.escape(id)}"]`)?.closest(".tl-part");
}

/**
 * Whether a timeline of which only some rows are there shows others when this
 * subtask is selected: those among which it is, or, for none, what matters first.
 * @param {string} id
 */
function elsewhere(id) {
  const cut = document.querySelector(".timeline[data-cut]")?.getAttribute("data-cut");
  return Boolean(cut) && (id ? !inTimeline(id) : cut === "elsewhere");
}

/**
 * Whether a group folds when this subtask is selected: it was only open because
 * another one was, in it.
 * @param {Element | null | undefined} part the rows among which the subtask is
 */
function closes(part) {
  const held = document.querySelector(".tl-names a[data-held]")?.getAttribute("data-group");
  return Boolean(held && part?.getAttribute("data-of") !== held);
}

/** Brings what is selected into view, unless it is there. */
export function recall() {
  const place = placeOf(shown);
  if (place && !inSight(place)) reveal(shown, true);
}

/**
 * Brings a subtask into view inside the graph, and a selected one inside the table,
 * which scroll by themselves; the page itself is only moved for a reader who asked
 * for the subtask.
 * @param {string} id
 * @param {boolean} [asked]
 */
export function reveal(id, asked) {
  if (!id) return;
  const own = CSS.escape(id);
  const link = inTimeline(id);
  const line = id === shown ? document.querySelector(`.subtasks a[data-id="${own}"]`)?.closest("tr") : null;
  const row = link ? lineOf(link) : line;
  if (line && !asked) showLine(line);
  if (row && asked) {
    row.scrollIntoView({ block: "center" });
    // On a phone the panel lies over the window's lower part.
    const [r, over] = [row, document.querySelector("#panel")?.parentElement].map((e) => e?.getBoundingClientRect());
    if (r && over && r.bottom > over.top && r.left < over.right && r.right > over.left) scrollBy({ top: r.top - over.top / 2, behavior: "instant" });
  }
  const node = document.querySelector(`.dag a[data-id="${own}"]`);
  const scroll = node?.closest(".graph-scroll");
  if (node && scroll) {
    const n = node.getBoundingClientRect();
    const s = scroll.getBoundingClientRect();
    scroll.scrollLeft += n.left - s.left - (s.width - n.width) / 2;
    scroll.scrollTop += n.top - s.top - (s.height - n.height) / 2;
  }
}

/** Scrolls the table to a line that its pane does not show. @param {Element} line */
function showLine(line) {
  const pane = line.closest(".scroll");
  if (!pane) return;
  const [l, p] = [line, pane].map((e) => e.getBoundingClientRect());
  if (l.top < p.top || l.bottom > p.bottom) pane.scrollTop += l.top - p.top - (p.height - l.height) / 2;
}
