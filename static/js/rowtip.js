// @ts-check
// A row speaks to the pointer that rests on it, to the keyboard that comes to it,
// and, a group, of which no panel tells, to the finger that turns it: its own
// sentence, which is its link's label, or its name and description, and below it
// what else is to be known of it (tipfacts.js).
import { swapped } from "./swap.js";
import { tellAt, tellMore, untell } from "./tip.js";
import { factsOf, startTipFacts } from "./tipfacts.js";

/** How long a row is stayed at before it speaks, ms; half of it it takes to know more. */
const pause = 300;

/** Links that have a row. */
const rows = ".tl a[data-id], .tl a[data-group]";

/** The row that speaks, or is about to. @type {Element | null} */
let on = null;

/** Until it speaks; 0 when it does, or there is none. */
let timer = 0;

/** Whether it is the keyboard's or a finger's: what scrolls then is not the reader. */
let stays = false;

const pointer = { x: 0, y: 0 };

export function startRowTip() {
  startTipFacts();
  startPointer();
  startKeyboard();
  startFinger();
  for (const type of ["pointerdown", "keydown", "scroll", "wheel", "blur"]) {
    addEventListener(type, leave, { capture: true, passive: true });
  }
  document.documentElement.addEventListener("pointerleave", leave);
}

/** @param {Event} event */
function leave({ type }) {
  if (type === "scroll" && stays && timer) return; // on its way to where it stays
  hush();
}

function hush() {
  clearTimeout(timer);
  if (on) untell();
  [on, timer, stays] = [null, 0, false];
}

function startPointer() {
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    [pointer.x, pointer.y] = [event.clientX, event.clientY];
    const row = rowAt(event);
    if (row === on && row) return;
    if (!row && stays) return;
    hush();
    if (row && event.buttons === 0) speak(row, () => pointer);
  });
}

/** Keys that lead to rows. Who comes to one otherwise, as after a swap, is there already. */
const steps = ["Tab", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

function startKeyboard() {
  let stepping = false;
  addEventListener("keydown", ({ key }) => (stepping = steps.includes(key)), { capture: true });
  addEventListener("pointerdown", () => (stepping = false), { capture: true });
  document.addEventListener("focusin", (event) => {
    const row = rowAt(event);
    if (stepping && row) speakBeside(row);
  });
}

function startFinger() {
  let tapped = "";
  document.addEventListener("click", (event) => {
    const finger = event instanceof PointerEvent && event.pointerType === "touch";
    tapped = (finger && rowAt(event)?.getAttribute("data-group")) || "";
  }, { capture: true });
  swapped(() => {
    const row = tapped && document.querySelector(`.tl-names a[data-group="${CSS.escape(tapped)}"]`);
    tapped = "";
    if (row) speakBeside(row);
  });
}

/** @param {Event} event */
const rowAt = ({ target }) => (target instanceof Element ? target.closest(rows) : null);

/**
 * Lets a row speak beside its name, where it hides no other name.
 * @param {Element} row
 */
function speakBeside(row) {
  hush();
  stays = true;
  speak(row, () => {
    const { left, right, top, height } = (row.closest(".tl-names li") ?? row).getBoundingClientRect();
    return { x: row.matches(".tl-names a") ? right : left, y: top + height / 2 };
  });
}

/**
 * Lets a row speak after a moment.
 * @param {Element} row
 * @param {() => {x: number, y: number}} where
 */
function speak(row, where) {
  on = row;
  describe(row);
  timer = setTimeout(() => {
    const id = row.getAttribute("data-id");
    const facts = id ? factsOf(id) : null;
    timer = setTimeout(() => {
      timer = 0;
      const [text, { x, y }] = [sentence(row), where()];
      if (!text) return;
      tellAt(x, y, text);
      facts?.then((more) => more && on === row && tellMore(more));
    }, pause / 2);
  }, pause / 2);
}

/**
 * The label of a link of the timeline; a bar's is that of its row.
 * @param {Element} link
 */
function sentence(link) {
  const own = link.getAttribute("aria-label");
  if (own) return own;
  const row = rowOf(link);
  return row ? `${row.textContent}\n${row.getAttribute("aria-description") ?? ""}` : "";
}

/**
 * The name's link in the row of a link.
 * @param {Element} link
 */
function rowOf(link) {
  const [name] = ["data-id", "data-group"].filter((name) => link.hasAttribute(name));
  const row = link.closest(".tl-part") ?? document;
  return row.querySelector(`.tl-names a[${name}="${CSS.escape(link.getAttribute(name) ?? "")}"]`);
}

/**
 * Without this script a browser shows the title of a name; with it there would
 * be two. For who listens it stays the description that it was.
 * @param {Element} link
 */
function describe(link) {
  const row = rowOf(link);
  const title = row?.getAttribute("title");
  if (!row || !title) return;
  row.setAttribute("aria-description", title);
  row.removeAttribute("title");
}
