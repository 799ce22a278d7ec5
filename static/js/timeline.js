// @ts-check
// What the timeline shows of the time it is drawn for. While the reader zooms
// and pans only two numbers change, --z and --x, from which the sheet makes the
// width and the place of every picture (static/css/timeline.css). When the
// hand rests, the address says the range, and the server draws the ticks, the
// figures and the map that belong to it; or all of it, where what is drawn does
// not reach or not suffice.
//
// views/gantt writes what is read here: data-from, data-to (what is drawn),
// data-min, data-max (the whole task), data-start (all UTC ms), data-breaks.
import { axis, moment, percent, place } from "./axis.js";
import { changed, param } from "./address.js";
import { beforeReading, step } from "./links.js";
import { renewed, startPictures, stretch, stretchAll, stretchShown } from "./pictures.js";
import { region } from "./regions.js";
import { putting, swap, swapped } from "./swap.js";

/**
 * @typedef {import("./axis.js").Axis} Axis
 * @typedef {{pane: HTMLElement, column: Element, axis: Axis, least: number, most: number, start: number}} Chart
 *   least and most are the ends of the whole task, in units of the axis
 */

/** How long a hand rests before the server is asked, ms. */
const rest = 150;

/** Beyond this factor what is drawn is too coarse: it has a thousandth of a pixel. */
const finest = 100;

/** A whole millisecond may come back from the axis with an error, ms: it is far below this. */
const grain = 0.001;

/** A millisecond is at most this wide, px. */
const widest = 10;

/** @type {Chart | null} */
let chart = null;

/** What is shown, in units of the axis. */
let [left, right] = [0, 0];

/** Whether the address does not say so yet. */
let ahead = false;

/** The range in the address for which the chart is drawn. */
let drawn = { from: "", to: "" };

/** What the axis and its strip are drawn for, in units of the chart's axis. */
let strip = { left: 0, right: 1 };

let [frame, timer] = [0, 0];

/** @type {(() => void)[]} */
const listeners = [];

/**
 * Calls back whenever another range is shown, at most once in a frame, and when
 * another chart is there.
 * @param {() => void} listener
 */
export function shows(listener) {
  listeners.push(listener);
}

/** The chart of the page whose range can be changed, null when there is none. */
export function current() {
  return chart;
}

/** What is shown, in units of the chart's axis. */
export function shown() {
  return { left, right };
}

export function startTimeline() {
  read();
  beforeReading(write);
  startPictures();
  // Paper does not wait for a frame.
  addEventListener("beforeprint", () => {
    draw();
    if (chart) stretchAll(placed(0, chart.axis.units));
  });
  putting("axis", takeAxis);
  putting("grid", takeTicks);
  swapped((regions) => {
    if (regions.has("views") || regions.has("timeline")) {
      renewed();
      read();
    } else if (regions.has("over") && chart) stretch(region("over"), placed(0, chart.axis.units));
  });
}

/** Takes the chart that the page now has. */
function read() {
  const was = ahead && chart ? [moment(chart.axis, left), moment(chart.axis, right)] : null;
  chart = found();
  drawn = { from: param("from"), to: param("to") };
  if (!chart) return;
  strip = { left: 0, right: chart.axis.units };
  [left, right] = was ? was.map((ms) => place(/** @type {Chart} */ (chart).axis, ms)) : [0, chart.axis.units];
  draw();
}

/** @returns {Chart | null} */
function found() {
  const pane = document.querySelector(".tl[data-from]");
  const column = pane?.querySelector(".tl-ticks")?.parentElement;
  if (!(pane instanceof HTMLElement) || !column || pane.dataset.align === "left") return null;
  const number = (/** @type {string} */ name) => Number(pane.dataset[name] ?? NaN);
  const drawn = axis(number("from"), number("to"), JSON.parse(pane.dataset.breaks || "[]"));
  if (!(drawn.units > 0)) return null;
  return {
    pane, column, axis: drawn, start: number("start"),
    least: Math.min(0, place(drawn, number("min"))), most: Math.max(drawn.units, place(drawn, number("max"))),
  };
}

/** Whether all of the task is shown. */
export function fitted() {
  return !chart || (left <= chart.least + 0.5 && right >= chart.most - 0.5);
}

/** The least that can be shown, units. */
export function narrowest() {
  return chart ? Math.max(1, chart.column.clientWidth / widest) : 1;
}

/**
 * Shows from one place to another, as near as that is possible: what is too
 * short grows on both sides, or beyond the end that does not move.
 * @param {number} from units
 * @param {number} to units
 * @param {"from" | "to" | "middle"} [held] what stays where it is
 */
export function show(from, to, held = "middle") {
  if (!chart) return;
  const whole = chart.most - chart.least;
  const width = Math.min(whole, Math.max(to - from, narrowest()));
  const wanted = { from, to: to - width, middle: (from + to - width) / 2 }[held];
  const begin = Math.max(chart.least, Math.min(wanted, chart.most - width));
  if (begin === left && begin + width === right) return;
  [left, right, ahead] = [begin, begin + width, true];
  frame ||= requestAnimationFrame(moved);
  wait();
}

/** A hand rests from when it could see what it did: the next frame begins when this one is painted. */
function moved() {
  clearTimeout(timer);
  draw();
  requestAnimationFrame(wait);
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(ask, rest);
}

/** Shows all of the task. */
export function fit() {
  if (chart) show(chart.least, chart.most);
}

/**
 * Shows a factor more or less, with what is at a place staying there.
 * @param {number} factor above 1 shows less
 * @param {number} [at] place in units; the middle when left out
 */
export function zoom(factor, at = (left + right) / 2) {
  show(at - (at - left) / factor, at + (right - at) / factor);
}

/**
 * Shows what is later, or earlier.
 * @param {number} part of what is shown; below 0 is earlier
 */
export function pan(part) {
  const by = (right - left) * part;
  show(left + by, right + by);
}

function draw() {
  frame = 0;
  if (!chart) return;
  const whole = placed(0, chart.axis.units);
  stretchShown(whole);
  stretch(chart.column.querySelector(".tl-ticks"), whole);
  stretch(chart.column.querySelector(".tl-strip"), placed(strip.left, strip.right));
  for (const listener of listeners) listener();
}

/**
 * The zoom of a picture that is drawn for a part of the axis.
 * @param {number} from units
 * @param {number} to units
 */
function placed(from, to) {
  return { z: (to - from) / (right - left), x: ((left - from) / (to - from)) * 100 };
}

/**
 * Writes what is shown into the address; a zoom is no step of its own. Addresses
 * have whole milliseconds, and so, from here on, has what is shown.
 */
function write() {
  if (!ahead || !chart) return;
  ahead = false;
  const { from, to } = asked(left, right);
  const { axis, start, least, most } = chart;
  left = from ? Math.max(least, place(axis, Number(from) + start)) : least;
  right = to ? Math.min(most, place(axis, Number(to) + start)) : most;
  frame ||= requestAnimationFrame(draw);
  step(changed(location.href, { from, to }), false);
}

/**
 * The parameters for a range, in ms from the task's start as the address has
 * it; an end of the task needs none.
 * @param {number} from units
 * @param {number} to units
 */
export function asked(from, to) {
  if (!chart) return { from: "", to: "" };
  const ms = (/** @type {number} */ at) => moment(/** @type {Chart} */ (chart).axis, at) - /** @type {Chart} */ (chart).start;
  const begin = Math.max(0, Math.floor(ms(from) + grain));
  return {
    from: from <= chart.least + 0.5 ? "" : String(begin),
    to: to >= chart.most - 0.5 ? "" : String(Math.max(begin + 1, Math.ceil(ms(to) - grain))),
  };
}

/** Has the server draw what belongs to the range. */
function ask() {
  if (!chart) return;
  write();
  const { units, breaks } = chart.axis;
  const beyond = left < -0.5 || right > units + 0.5;
  const coarse = units / (right - left) > finest;
  // A gap is as wide as what is beside it lets it be.
  const uneven = breaks.some((b) => b.at < right && b.at + b.width > left);
  swap(location.href, beyond || coarse || uneven ? ["timeline"] : ["axis", "grid", "range", "map"], { held: underHand() });
}

/** What has controls above the chart. */
const controls = [".tl-bar", ".tl-map"];

/**
 * What a hand is at, and what is not to move under it when figures come and go
 * above the chart: the controls that the pointer is on, or else the keyboard; for
 * all others the chart.
 * @returns {() => Element | null}
 */
export function underHand() {
  const pane = () => chart?.pane ?? null;
  const over = (/** @type {string} */ how) => controls.find((name) => document.querySelector(name + how));
  const name = pane()?.matches(":hover") ? "" : (over(":hover") ?? over(":focus-within"));
  return name ? () => document.querySelector(name) : pane;
}

/**
 * The page's address with the range for which the chart is drawn: for parts
 * that have to fit it.
 */
export function drawnAddress() {
  if (!chart) return location.href;
  const [from, to] = drawnRange().split("-");
  return changed(location.href, to ? { from: drawn.from && from, to } : drawn);
}

/**
 * The range for which bars are drawn, ms from the task's start, as streams name
 * it; "" without one. It stays while a running task goes on beyond it.
 */
export function drawnRange() {
  if (!chart || !document.querySelector("[data-follow]")) return "";
  const { axis, start } = chart;
  return axis.from < start ? "" : `${axis.from - start}-${axis.to - start}`;
}

/**
 * The task has gone on. Who saw its end sees it still.
 * @param {number} max UTC ms
 */
function grow(max) {
  if (!chart) return;
  const most = Math.max(chart.axis.units, place(chart.axis, max));
  if (!(most > chart.most)) return;
  if (right >= chart.most - 0.5 && !ahead) right = most;
  chart.most = most;
  chart.pane.dataset.max = String(max);
}

/**
 * Takes ticks that the server placed for the range: here they stand among bars
 * that may reach beyond it.
 * @param {Element} old
 * @param {Element} fresh
 */
function takeTicks(old, fresh) {
  for (const e of chart ? fresh.querySelectorAll("[data-ms]") : []) {
    const x = `${percent(/** @type {Chart} */ (chart).axis, Number(e.getAttribute("data-ms"))).toFixed(6)}%`;
    for (const name of e.localName === "line" ? ["x1", "x2"] : ["x"]) e.setAttribute(name, x);
  }
  old.replaceWith(fresh);
  draw();
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function takeAxis(old, fresh) {
  takeTicks(old, fresh);
  if (!chart) return;
  chart.column = fresh;
  grow(Number(fresh.getAttribute("data-max")));
  const [from, to] = ["data-from", "data-to"].map((name) => Number(fresh.getAttribute(name)));
  if (to > from) strip = { left: place(chart.axis, from), right: place(chart.axis, to) };
  draw();
}

/**
 * Shows the range that an address asks for.
 * @param {URL} url
 */
export function showRangeOf(url) {
  const from = url.searchParams.get("from");
  const to = url.searchParams.get("to");
  if (!chart) return;
  const { axis, start, least, most } = chart;
  show(from ? place(axis, Number(from) + start) : least, to ? place(axis, Number(to) + start) : most);
}
