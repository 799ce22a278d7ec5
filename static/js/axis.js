// @ts-check
// An axis of time with folded gaps: internal/timeline's Scale, for the moments
// that the reader points at. A unit is a millisecond outside the folded gaps;
// such a gap is a few units wide, however long it took.

/**
 * @typedef {{from: number, to: number, at: number, width: number}} Break UTC ms, and units
 * @typedef {{from: number, to: number, units: number, breaks: Break[]}} Axis from and to are UTC ms
 */

/**
 * @param {number} from UTC ms
 * @param {number} to UTC ms
 * @param {number[][]} folded as timeline.Scale has them: from and to in UTC ms, width in units
 * @returns {Axis}
 */
export function axis(from, to, folded) {
  let [units, cursor] = [0, from];
  const breaks = folded.map(([start, end, width]) => {
    const at = units + start - cursor;
    [units, cursor] = [at + width, end];
    return { from: start, to: end, at, width };
  });
  return { from, to, units: units + to - cursor, breaks };
}

/**
 * The place of a moment, in units from the axis' start; outside of the axis it
 * goes on at a unit for a millisecond.
 * @param {Axis} a
 * @param {number} ms UTC
 */
export function place(a, ms) {
  const b = a.breaks.findLast((b) => b.from < ms);
  if (!b) return ms - a.from;
  if (ms < b.to) return b.at + ((ms - b.from) / (b.to - b.from)) * b.width;
  return b.at + b.width + ms - b.to;
}

/**
 * The moment at a place, UTC ms, with fractions: place turned round.
 * @param {Axis} a
 * @param {number} at units
 */
export function moment(a, at) {
  const b = a.breaks.findLast((b) => b.at < at);
  if (!b) return a.from + at;
  if (at < b.at + b.width) return b.from + ((at - b.at) / b.width) * (b.to - b.from);
  return b.to + at - b.at - b.width;
}

/**
 * A place in percent of the whole axis.
 * @param {Axis} a
 * @param {number} ms UTC
 */
export function percent(a, ms) {
  return a.units > 0 ? (place(a, ms) / a.units) * 100 : 0;
}
