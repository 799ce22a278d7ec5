// @ts-check
// The timeline's pictures, stretched to the range that is shown. A task of ten
// thousand has seven hundred of them, of which a window shows five: those near
// it are stretched in the frame that shows another range, the others before
// they come there, and all once the hand rests, for whatever looks at them then.
import { inPieces } from "./later.js";

/** @typedef {{z: number, x: number}} Zoom as static/css/timeline.css has --z and --x */

/** How long after a frame the hand is taken to rest, ms. */
const calm = 300;

/** What the pictures are stretched to, as far as they are; the server has them so. @type {Zoom} */
let zoom = { z: 1, x: 0 };

/** Whether a picture far away may have another zoom. */
let behind = false;

let timer = 0;

let stop = () => {};

export function startPictures() {
  // Heard before the frame that shows what has been scrolled to.
  for (const type of ["scroll", "resize"]) {
    addEventListener(type, () => behind && stretchParts(near()), { capture: true, passive: true });
  }
}

/** There are other pictures now, stretched to nothing that is known. */
export function renewed() {
  stop();
  clearTimeout(timer);
  [zoom, behind] = [{ z: NaN, x: NaN }, false];
}

/**
 * Stretches what the reader sees at once, and the rest in time.
 * @param {Zoom} to
 */
export function stretchShown(to) {
  if (to.z !== zoom.z || to.x !== zoom.x) {
    const parts = near(); // where they are is asked before anything changes
    renewed();
    [zoom, behind, timer] = [to, true, setTimeout(catchUp, calm)];
    stretchParts(parts);
  }
  for (const e of children()) if (!isPart(e)) stretch(e.firstElementChild, zoom);
}

/**
 * Stretches all pictures: paper shows them.
 * @param {Zoom} to
 */
export function stretchAll(to) {
  stretchShown(to);
  stretchParts(children().filter(isPart));
}

function catchUp() {
  const all = children().filter(isPart);
  stop = inPieces(() => {
    stretchParts(all.splice(-1));
    behind = all.length > 0;
    return behind;
  });
}

/** @param {Element[]} parts */
function stretchParts(parts) {
  for (const part of parts) for (const e of part.getElementsByClassName("tl-bars")) stretch(e, zoom);
}

/** The parts, and beside them what lies behind or over all rows. */
const children = () => [...(document.querySelector(".tl-rows")?.children ?? [])];

/** @param {Element} e */
const isPart = (e) => e.classList.contains("tl-part");

/**
 * The parts that the window shows, and those less than its height away; all of
 * a small task.
 */
function near() {
  const all = children().filter(isPart);
  if (!all[0]?.closest(".many")) return all;
  const from = first(all, (box) => box.bottom > -innerHeight);
  return all.slice(from, first(all, (box) => box.top > 2 * innerHeight)).filter((e) => !e.hasAttribute("hidden"));
}

/**
 * The first of parts, which lie one below the other, from which on something is
 * true of their boxes.
 * @param {Element[]} parts
 * @param {(box: DOMRect) => boolean} holds
 */
function first(parts, holds) {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(parts[middle].getBoundingClientRect())) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Each picture has its own numbers: were they inherited, a browser would have to
 * look at everything in it again, for every frame.
 * @param {Element | null} e
 * @param {Zoom} zoom
 */
export function stretch(e, { z, x }) {
  if (!(e instanceof SVGElement)) return;
  for (const [name, value] of [["--z", z === 1 ? "" : String(z)], ["--x", x === 0 ? "" : String(x)]]) {
    if (e.style.getPropertyValue(name) !== value) e.style.setProperty(name, value);
  }
}
