// @ts-check
// What the chart shows of the time it is drawn for. When something else is to be
// shown, who draws it is called in the next frame, and who asks the server for
// what belongs to it when the hand rests.
import { moment, place } from "./axis.js";
import { current, readChart } from "./chart.js";

/** How long a hand rests before the server is asked, ms. */
const rest = 150;

/** A millisecond is at most this wide, px. */
const widest = 10;

/** What is shown, in units of the chart's axis. */
let [left, right] = [0, 0];

/** Whether the address does not say so yet. */
let ahead = false;

let [frame, timer] = [0, 0];

/** @type {(() => void)[]} */
const listeners = [];

let rested = () => {};

/**
 * Calls back whenever another range is shown, at most once in a frame, and when
 * another chart is there.
 * @param {() => void} listener
 */
export function shows(listener) {
  listeners.push(listener);
}

/**
 * Calls back when the hand that shows another range rests.
 * @param {() => void} listener
 */
export function rests(listener) {
  rested = listener;
}

/** What is shown, in units of the chart's axis. */
export function shown() {
  return { left, right };
}

/** Whether something is shown that the address does not say yet. */
export function isAhead() {
  return ahead;
}

/** Takes the chart that the page now has, and shows of it what was shown of the last one, if by hand. */
export function renewShown() {
  const last = current();
  const was = ahead && last ? [moment(last.axis, left), moment(last.axis, right)] : null;
  const chart = readChart();
  if (chart) [left, right] = was ? was.map((ms) => place(chart.axis, ms)) : [0, chart.axis.units];
}

/** Whether all of the task is shown. */
export function fitted() {
  const chart = current();
  return !chart || (left <= chart.least + 0.5 && right >= chart.most - 0.5);
}

/** The least that can be shown, units. */
export function narrowest() {
  const chart = current();
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
  const chart = current();
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
  tell();
  requestAnimationFrame(wait);
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(rested, rest);
}

/** Has all draw what is shown, at once. */
export function tell() {
  frame = 0;
  if (current()) for (const listener of listeners) listener();
}

/**
 * The address says what is shown, as near as it can: that is shown from here on.
 * @param {number} from units
 * @param {number} to units
 */
export function settle(from, to) {
  [left, right, ahead] = [from, to, false];
  frame ||= requestAnimationFrame(tell);
}

/**
 * The task has gone on. Who saw its end sees it still.
 * @param {number} max UTC ms
 */
export function grow(max) {
  const chart = current();
  if (!chart) return;
  const most = Math.max(chart.axis.units, place(chart.axis, max));
  if (!(most > chart.most)) return;
  if (right >= chart.most - 0.5 && !ahead) right = most;
  chart.most = most;
  chart.pane.dataset.max = String(max);
}
