// @ts-check
// Controls that need scripts, put beside those that the server wrote: buttons
// that zoom, and the link to the reader's own time zone, which only the browser
// knows.
import { changed } from "./address.js";
import { current } from "./chart.js";
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

function zone() {
  const link = document.querySelector("a[data-zone-browser][hidden]");
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  if (!(link instanceof HTMLAnchorElement) || !zoneName.test(name)) return;
  const url = new URL(link.href);
  url.searchParams.set("tz", name);
  link.setAttribute("href", changed(url.href, {}).replace(/^[^?]*/, ""));
  link.title = name;
  link.hidden = false;
}
