// @ts-check
// Draws what the timeline shows. While the reader zooms and pans only two numbers
// change, --z and --x, from which the sheet makes the width and the place of
// every picture (static/css/timeline.css). When the hand rests, the address says
// the range, and the server draws the ticks, the figures and the map that belong
// to it; or all of it, where what is drawn does not reach or not suffice.
import { percent, place } from "./axis.js";
import { current, underHand } from "./chart.js";
import { beforeReading } from "./links.js";
import { renewed, startPictures, stretch, stretchAll, stretchShown } from "./pictures.js";
import { noteDrawn, writeRange } from "./rangeaddress.js";
import { region } from "./regions.js";
import { grow, renewShown, rests, shown, shows, tell } from "./shown.js";
import { putting, swap, swapped } from "./swap.js";

/** @typedef {import("./axis.js").Axis} Axis */

/** Beyond this factor what is drawn is too coarse: it has a thousandth of a pixel. */
const finest = 100;

/** What the axis and its strip are drawn for, in units of the chart's axis. */
let strip = { left: 0, right: 1 };

export function startTimeline() {
  shows(draw);
  rests(ask);
  read();
  beforeReading(writeRange);
  startPictures();
  // Paper does not wait for a frame.
  addEventListener("beforeprint", () => {
    tell();
    const chart = current();
    if (chart) stretchAll(whole(chart.axis));
  });
  putting("axis", takeAxis);
  putting("grid", takeTicks);
  swapped((regions) => {
    const chart = current();
    if (regions.has("views") || regions.has("timeline")) {
      renewed();
      read();
    } else if (regions.has("over") && chart) stretch(region("over"), whole(chart.axis));
  });
}

/** Takes the chart that the page now has. */
function read() {
  renewShown();
  noteDrawn();
  strip = { left: 0, right: current()?.axis.units ?? 1 };
  tell();
}

function draw() {
  const chart = current();
  if (!chart) return;
  stretchShown(whole(chart.axis));
  stretch(chart.column.querySelector(".tl-ticks"), whole(chart.axis));
  stretch(chart.column.querySelector(".tl-strip"), zoomOf(strip.left, strip.right));
}

/**
 * The zoom of a picture that is drawn for all of the axis.
 * @param {Axis} axis
 */
function whole(axis) {
  return zoomOf(0, axis.units);
}

/**
 * The zoom of a picture that is drawn for a part of the axis.
 * @param {number} from units
 * @param {number} to units
 */
function zoomOf(from, to) {
  const { left, right } = shown();
  return { z: (to - from) / (right - left), x: ((left - from) / (to - from)) * 100 };
}

/** Has the server draw what belongs to the range. */
function ask() {
  const chart = current();
  if (!chart) return;
  writeRange();
  const { left, right } = shown();
  const { units, breaks } = chart.axis;
  const beyond = left < -0.5 || right > units + 0.5;
  const coarse = units / (right - left) > finest;
  // A gap is as wide as what is beside it lets it be.
  const uneven = breaks.some((b) => b.at < right && b.at + b.width > left);
  swap(location.href, beyond || coarse || uneven ? ["timeline"] : ["axis", "grid", "range", "map"], { held: underHand() });
}

/**
 * Takes ticks that the server placed for the range: here they stand among bars
 * that may reach beyond it.
 * @param {Element} old
 * @param {Element} fresh
 */
function takeTicks(old, fresh) {
  const chart = current();
  if (chart) for (const e of fresh.querySelectorAll("[data-ms]")) {
    const x = `${percent(chart.axis, Number(e.getAttribute("data-ms"))).toFixed(6)}%`;
    for (const name of e.localName === "line" ? ["x1", "x2"] : ["x"]) e.setAttribute(name, x);
  }
  old.replaceWith(fresh);
  tell();
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function takeAxis(old, fresh) {
  takeTicks(old, fresh);
  const chart = current();
  if (!chart) return;
  chart.column = fresh;
  grow(Number(fresh.getAttribute("data-max")));
  const [from, to] = ["data-from", "data-to"].map((name) => Number(fresh.getAttribute(name)));
  if (to > from) strip = { left: place(chart.axis, from), right: place(chart.axis, to) };
  tell();
}
