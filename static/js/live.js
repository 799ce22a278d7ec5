// @ts-check
// Follows a running task: the server polls, draws, and sends what has changed
// (web/stream.go) as events; this puts it into the page. What the page shows is
// of the moment that its live bar names, all of it: a bar ends where OCP's clock
// was, and does not grow by itself.
//
// A stream is for one address of the page. When that changes, a new one begins,
// which names what the page shows by then. A page in the background keeps no
// connection; it asks from time to time.
import { onRecord } from "./address.js";
import { here } from "./links.js";
import { say, state } from "./livesay.js";
import { settle } from "./merge.js";
import { notify, tellButtons } from "./notify.js";
import { drawnRange } from "./rangeaddress.js";
import { region } from "./regions.js";
import { renew, swapped } from "./swap.js";

/** After so long without a sign of life a connection is lost, ms: three beats. */
const silence = 31_000;

/** Pauses before connecting again, ms: give or take a half. */
const pauses = [1_000, 2_000, 4_000, 8_000, 15_000];

/** How often a page in the background asks, ms. */
const seldom = 30_000;

/** How long an address has to stay as it is, ms. */
const rest = 300;

/** @type {EventSource | null} */
let source = null;

let [timer, watch, failures] = [0, 0, 0];

let [paused, over] = [false, false];

export function startLive() {
  if (!bar()) return;
  onRecord(() => {
    settle();
    later();
  });
  swapped((_, lane) => {
    if (lane !== "live") later();
    if (lane === "page") over = false; // it may have been started again
    tellButtons();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) later(5_000); // a look at another tab is none
    else connect();
  });
  addEventListener("online", connect);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && connect());
  tellButtons();
  state("away");
  connect();
}

/** What says that the page can be followed, and of what moment it is. */
function bar() {
  const e = region("live");
  return e?.hasAttribute("data-follow") ? e : null;
}

/**
 * Connects once the hands rest.
 * @param {number} [pause] ms
 */
function later(pause = rest) {
  if (document.hidden !== true || pause === rest) close();
  clearTimeout(timer);
  timer = setTimeout(connect, pause);
}

function close() {
  clearTimeout(timer);
  clearTimeout(watch);
  source?.close();
  source = null;
}

function connect() {
  close();
  if (paused || over || !bar()) return;
  if (document.querySelector("[data-region][aria-busy]")) return later(); // parts are on their way
  const hidden = document.hidden;
  const s = new EventSource(address(hidden));
  source = s;
  alive();
  const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ take) =>
    s.addEventListener(name, (event) => {
      if (source !== s) return;
      alive();
      take(JSON.parse(event.data));
    });
  s.addEventListener("open", () => source === s && state("live"));
  s.addEventListener("error", () => source === s && lost());
  on("beat", () => {});
  on("update", update);
  on("end", end);
  on("later", () => {
    close();
    timer = setTimeout(connect, seldom);
  });
}

/**
 * The stream of this page.
 * @param {boolean} hidden
 */
function address(hidden) {
  const url = new URL(here());
  const query = new URLSearchParams(url.search);
  const drawn = drawnRange();
  if (drawn) query.set("drawn", drawn);
  query.set("since", bar()?.getAttribute("data-at") ?? "");
  if (hidden) query.set("hidden", "yes");
  return `${url.pathname}/live?${query}`;
}

/** A sign of life. */
function alive() {
  clearTimeout(watch);
  watch = setTimeout(lost, silence);
}

function lost() {
  close();
  state("lost");
  // Not all at once: a server that starts again has all its pages back.
  timer = setTimeout(connect, pauses[Math.min(failures, pauses.length - 1)] * (0.5 + Math.random()));
  failures++;
}

/** @param {{clock: string, title: string, icon: string, say?: string, parts: [string, string][], units: [string, string, string][]}} data */
function update({ title, icon, say: words, parts, units }) {
  failures = 0;
  state("live");
  const shown = drawnRange();
  renew(parts, units);
  if (document.title !== title) document.title = title;
  const link = document.querySelector('link[rel="icon"]');
  if (link && link.getAttribute("href") !== icon) link.setAttribute("href", icon);
  if (words) say(words);
  tellButtons();
  if (!bar()) finish();
  else if (drawnRange() !== shown) later(); // bars are drawn for another range now
}

/** @param {{why: string, words?: string}} data */
function end({ why, words: told }) {
  close();
  if (why === "closing") return lost(); // the server restarts, perhaps
  if (told) say(told);
  finish();
  if (why === "gone" || why === "refused") location.reload(); // the page of that says more
}

/** The task is over; or, at the least, nobody will say more of it. */
function finish() {
  if (over) return;
  over = true;
  close();
  state("");
  notify();
}

/** Pauses, or goes on; on a page that cannot be followed neither. */
export function turn() {
  if (!bar()) return;
  paused = !paused;
  failures = 0;
  state(paused ? "paused" : "away");
  if (paused) close();
  else connect();
}
