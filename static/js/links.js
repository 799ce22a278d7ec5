// @ts-check
// Links within the task page, followed without loading it anew: views, filters,
// orders, folding. Each is a step of its own in the browser's history.
//
// The server wrote each for the address of that moment (drawn.js), and the page
// may have another by now: another selection or range, or a filter whose answer
// is still on its way. So what a link means is what it changes (asks.js), and
// that is done to the address in force. The few links around the rows are brought
// up to date whenever it changes, and those of the rows as the reader comes to
// them: there may be twenty thousand.
import { changed, differing, moved, param, plain, record } from "./address.js";
import { asks } from "./asks.js";
import { drawn } from "./drawn.js";
import { nearby } from "./nearby.js";
import { region } from "./regions.js";
import { returnTable, spot } from "./spot.js";
import { swap } from "./swap.js";

/** Everything of the page that an address decides. */
export const everything = ["banners", "head", "chips", "views", "panel", "more"];

/** @type {(() => void)[]} */
const before = [];

/**
 * Calls back before the page's address is read, for what is yet to be written
 * into it.
 * @param {() => void} listener
 */
export function beforeReading(listener) {
  before.push(listener);
}

/** The page's address, with everything written into it. */
export function here() {
  for (const listener of before) listener();
  return location.href;
}

/**
 * What has links around the rows. It is looked for in one go: lists of each kind
 * that a browser keeps up to date are looked for anew after every change.
 */
const around = ".head, .filter, .tabs, .section-head, .tl-range";

/**
 * Says in the address bar what the page shows now, and in its links.
 * @param {string} url
 * @param {boolean} push whether Back is to lead to what was shown before
 */
export function step(url, push) {
  record(url, push);
  for (const place of document.querySelectorAll(around)) for (const link of place.querySelectorAll("a[href]")) renew(link);
}

/**
 * Leads to an address of this task's page, as a step of the history. True when
 * it is shown.
 * @param {string} url
 */
export async function follow(url) {
  here();
  if (!region("views")) { // a page without parts
    location.assign(url);
    return false;
  }
  record(plain(new URL(url, location.href)), true);
  return swap(location.href, everything, nearby());
}

/**
 * @param {(url: URL, names: string[], back: boolean) => boolean} partly takes
 *   the steps for which less than the whole page is needed, and says so; names
 *   are the parameters that change, back is for those through the history
 * @param {() => void} arrived is called in another view to which a single key has
 *   led: no hand is at what led there, and the page may move
 */
export function startLinks(partly, arrived) {
  for (const type of ["pointerover", "focusin", "pointerdown", "click"]) {
    document.addEventListener(type, (event) => renew(linkOf(event)), { capture: true });
  }
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || !plainly(event) || !link.matches('[href^="?"]:not([data-id], [data-to], [data-close], [data-copy])')) return;
    event.preventDefault();
    const url = new URL(link.getAttribute("href") ?? "?", location.href);
    const names = differing(location.search, url.search);
    // Where the page is, or is on its way to, an impatient hand need not ask again.
    if (event.detail < 2 && names.length > 0 && !partly(url, names, false)) {
      const free = event.detail === 0 && document.activeElement !== link;
      follow(url.href).then((there) => there && free && names.includes("view") && arrived());
    }
  });
  document.addEventListener("submit", fill, { capture: true });
  window.addEventListener("popstate", () => {
    const names = moved();
    if (names.length === 0 || partly(new URL(location.href), names, true)) return;
    if (region("views")) swap(location.href, everything, { ...nearby(), top: spot() }).then((there) => there && returnTable());
    else location.reload();
  });
}

/**
 * A click that asks for nothing but to go there.
 * @param {Event} event
 */
export function plainly(event) {
  return event instanceof MouseEvent && !event.defaultPrevented && event.button === 0 &&
    !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

/** @param {Event} event */
function linkOf(event) {
  return event.target instanceof Element ? event.target.closest(".task a[href]") : null;
}

/**
 * What links mean: what the server wrote, and for which address, and what that
 * is by now. A link that says something else was written anew.
 * @type {WeakMap<Element, {href: string, drawn: import("./drawn.js").Drawn, now: string}>}
 */
const meanings = new WeakMap();

/**
 * Has a link lead to what it means beside what the page is now asked for.
 * @param {Element | null | undefined} link
 */
export function renew(link) {
  if (!link?.matches('[href^="?"], [data-copy], [data-export]')) return;
  here(); // may renew this very link
  const href = link.getAttribute("href") ?? "";
  const by = drawn(link);
  let own = meanings.get(link);
  if (own?.drawn !== by || own.now !== href) meanings.set(link, (own = { href, drawn: by, now: href }));
  own.now = meant(link, own.href, by.query);
  if (own.now !== href) link.setAttribute("href", own.now);
}

/**
 * @param {Element} link
 * @param {string} href as it was written
 * @param {string} query for which it was written
 */
function meant(link, href, query) {
  const now = location.search;
  const group = link.hasAttribute("data-group");
  if (query === now && !group) return href;
  const url = new URL(href, location.href);
  const change = asks(query, url.search, now, decides(link));
  // Of a group its members follow the row.
  if (group) change.subtask = holds(link) ? "" : param("subtask");
  url.search = now;
  const next = new URL(changed(url.href, change));
  return href.startsWith("?") ? next.search || "?" : next.pathname + next.search;
}

/**
 * The parameters of which a link has the say, whatever they were when it was
 * written: it is one of the ways to have them (data-sets, of it or of all ways
 * together), or tells of one subtask.
 * @param {Element} link
 */
function decides(link) {
  const sets = link.closest("[data-sets]")?.getAttribute("data-sets")?.split(" ") ?? [];
  return link.matches("[data-id], [data-to], [data-close]") ? [...sets, "subtask"] : sets;
}

/**
 * Whether a link folds or opens the group that the selected subtask is in: a
 * group cannot be folded around it.
 * @param {Element} link
 */
function holds(link) {
  const group = link.getAttribute("data-group");
  if (!group) return false;
  const rows = [...document.querySelectorAll(".tl-names a[data-group], .tl-names .inside > a[aria-current]")];
  const above = rows[rows.findIndex((e) => e.hasAttribute("aria-current")) - 1];
  return above?.getAttribute("data-group") === group;
}

/**
 * Forms that lead back to the page know its address. The only one that has
 * parameters of it, the search box, is find.js's.
 * @param {SubmitEvent} event
 */
function fill({ target }) {
  const back = target instanceof HTMLFormElement ? target.querySelector('input[name="back"]') : null;
  if (!(back instanceof HTMLInputElement)) return;
  const address = new URL(here());
  back.value = address.pathname + address.search;
}
