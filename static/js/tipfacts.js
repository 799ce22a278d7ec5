// @ts-check
// What the label at a subtask's row says below the row's own sentence: when it
// started and ended, where, how often. Nobody reads that of most rows, so no row
// has it; it is asked for (views/taskpage/tip.go) once somebody comes to a row.
import { changed, onRecord, param } from "./address.js";
import { fetched, swapped } from "./swap.js";

/** How many answers are kept. */
const most = 200;

/** What was asked for of this page, by subtask. @type {Map<string, Promise<Element | null>>} */
const asked = new Map();

/** Ends the fetch of a row that was left. */
let stop = new AbortController();

/** The writing of times for which they are. */
let written = "";

export function startTipFacts() {
  swapped(() => asked.clear()); // the page is of another moment, perhaps
  onRecord(() => {
    const now = `${location.pathname} ${param("time")} ${param("tz")}`;
    if (now !== written) asked.clear();
    written = now;
  });
}

/**
 * The figures of a subtask; null where the server does not tell them. Only the
 * last one that was asked for is waited for.
 * @param {string} id
 * @returns {Promise<Element | null>}
 */
export function factsOf(id) {
  const known = asked.get(id);
  if (known) return known;
  stop.abort();
  const mine = (stop = new AbortController());
  const url = changed(location.origin + location.pathname, { subtask: id, time: param("time"), tz: param("tz") });
  const answer = fetched(url, new Set(["tip"]), mine.signal).then(([facts]) => facts ?? null).catch(() => {
    if (asked.get(id) === answer) asked.delete(id); // it may be asked again
    return null;
  });
  if (asked.size >= most) asked.clear();
  asked.set(id, answer);
  return answer;
}
