// @ts-check
// Links within the task page, followed without loading it anew: views, filters,
// orders, folding. Each is a step of its own in the browser's history.
//
// The server wrote them for the selection and the range of that moment. When
// these change, the few links around the rows are brought up to date, and those
// of the rows as the reader comes to them: there may be twenty thousand.
import { changed, differing, moved, param, plain, record } from "./address.js";
import { region } from "./regions.js";
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
 * Leads to an address of this task's page, as a step of the history.
 * @param {string} url
 */
export function follow(url) {
  here();
  if (!region("views")) return location.assign(url); // a page without parts
  record(plain(new URL(url, location.href)), true);
  return swap(location.href, everything);
}

/**
 * @param {(url: URL, names: string[], back: boolean) => boolean} partly takes
 *   the steps for which less than the whole page is needed, and says so; names
 *   are the parameters that change, back is for those through the history
 */
export function startLinks(partly) {
  for (const type of ["pointerover", "focusin", "pointerdown", "click"]) {
    document.addEventListener(type, (event) => renew(linkOf(event)), { capture: true });
  }
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || !plainly(event) || !link.matches('[href^="?"]:not([data-id], [data-to], [data-close], [data-copy])')) return;
    event.preventDefault();
    const url = new URL(link.getAttribute("href") ?? "?", location.href);
    if (event.detail < 2 && !partly(url, differing(location.search, url.search), false)) follow(url.href);
  });
  document.addEventListener("submit", fill, { capture: true });
  window.addEventListener("popstate", () => {
    const names = moved();
    if (names.length === 0 || partly(new URL(location.href), names, true)) return;
    if (region("views")) swap(location.href, everything);
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
 * Lets a link keep the selection and the range, unless it is there to change
 * them.
 * @param {Element | null} link
 */
function renew(link) {
  const href = link?.getAttribute("href") ?? "";
  if (!link || !(href.startsWith("?") || link.matches("[data-copy], [data-export]"))) return;
  here();
  /** @type {{subtask?: string, from?: string, to?: string}} */
  const now = {};
  if (!link.matches("[data-id], [data-to], [data-close]")) now.subtask = holds(link) ? "" : param("subtask");
  if (!link.matches("[data-whole]")) [now.from, now.to] = [param("from"), param("to")];
  const url = new URL(changed(href, now));
  const next = href.startsWith("?") ? url.search || "?" : url.pathname + url.search;
  if (next !== href) link.setAttribute("href", next);
}

/**
 * Whether a link folds or opens the group that the selected subtask is in: a
 * group cannot be folded around it. Of a group its members follow the row.
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
 * Forms carry the selection and the range along, too.
 * @param {SubmitEvent} event
 */
function fill({ target }) {
  if (!(target instanceof HTMLFormElement)) return;
  const address = new URL(here());
  const back = target.querySelector('input[name="back"]');
  if (back instanceof HTMLInputElement) back.value = address.pathname + address.search;
  if (!target.matches(".task form[method=get]")) return;
  for (const name of ["subtask", "from", "to"]) {
    target.querySelector(`input[name="${name}"]`)?.remove();
    if (!param(name)) continue;
    const input = document.createElement("input");
    [input.type, input.name, input.value] = ["hidden", name, param(name)];
    target.prepend(input);
  }
}
