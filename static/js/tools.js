// @ts-check
// Controls that need scripts, put beside those that the server wrote: buttons
// that zoom, and the link to the reader's own time zone, which only the browser
// knows.
import { changed } from "./address.js";
import { current } from "./chart.js";
import { isOwn, own } from "./own.js";
import { part } from "./parts.js";
import { fitted, shows } from "./shown.js";
import { swapped } from "./swap.js";

/** The names that the server takes (internal/permalink, zoneName). */
const zoneName = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*){1,2}$/;

export function startTools() {
  add();
  swapped(add);
  shows(state);
}

function add() {
  zone();
  const bar = document.querySelector(".timeline .tl-bar");
  const buttons = part("tl-zoom");
  if (!bar || !buttons || !current()) return;
  bar.querySelector(".tl-zoom:not(:has(button))")?.remove(); // what the server wrote is of one range
  if (bar.querySelector(".tl-zoom")) return;
  bar.append(buttons);
  state();
}

/** There is nothing more to see than all. */
function state() {
  const whole = String(fitted());
  for (const button of document.querySelectorAll('.tl-zoom :is([data-do="zoom.out"], [data-do="fit"])')) {
    if (button.getAttribute("aria-disabled") !== whole) button.setAttribute("aria-disabled", whole);
  }
}

/**
 * Offers the reader's own zone, or says which of those that are offered it is:
 * what is offered twice seems to be two things.
 */
function zone() {
  const link = document.querySelector("a[data-zone-browser]");
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  if (!(link instanceof HTMLAnchorElement)) return;
  const twin = same(link, name);
  if (twin) {
    if ([...twin.children].some(isOwn)) return;
    const words = own(document.createElement("span"));
    words.textContent = ` = ${link.textContent}`;
    twin.append(words);
  } else if (zoneName.test(name)) {
    const url = new URL(link.href);
    url.searchParams.set("tz", name);
    link.setAttribute("href", changed(url.href, {}).replace(/^[^?]*/, ""));
    link.title = name;
  }
  link.hidden = Boolean(twin) || !zoneName.test(name);
}

/**
 * The link to the reader's own zone, or to one whose clocks go alike for as long
 * as the task took.
 * @param {HTMLAnchorElement} link beside the others
 * @param {string} name of the reader's zone
 */
function same(link, name) {
  const pane = link.closest(".timeline")?.querySelector(".tl[data-min]");
  const ends = pane instanceof HTMLElement ? [Number(pane.dataset.min), Number(pane.dataset.max)] : [];
  /** @type {Record<string, number>} seconds east of UTC */
  const offsets = { ocp: Number(link.dataset.zoneBrowser), utc: 0 };
  const others = [...(link.parentElement?.querySelectorAll("a") ?? [])].filter((a) => a !== link);
  const zone = (/** @type {HTMLAnchorElement} */ a) => new URL(a.href).searchParams.get("tz") ?? "ocp";
  const alike = (/** @type {HTMLAnchorElement} */ a) => ends.every((ms) => new Date(ms).getTimezoneOffset() * -60 === offsets[zone(a)]);
  return others.find((a) => zone(a) === name) ?? (ends.length > 0 ? others.find(alike) : undefined);
}
