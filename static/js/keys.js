// @ts-check
// Single keys. Which there are and what they do says one table, which the
// server prints as the help (views/taskpage/keys.go): data-keys of its rows are
// the keys, data-do is one of the actions below; where there is none, the key
// clicks the link or button that carries it as data-key.
//
// Keys with ctrl, alt or cmd are the browser's, and none is taken while a
// reader types. The switch in the help turns them all off.
import { turn } from "./live.js";
import { ask } from "./notify.js";
import { fit, pan, zoom } from "./panzoom.js";
import { inSight } from "./places.js";
import { deselect } from "./selection.js";
import { store, stored } from "./stored.js";

/** @type {Record<string, () => void>} */
export const actions = {
  "zoom.in": () => zoom(1.5),
  "zoom.out": () => zoom(1 / 1.5),
  "pan.left": () => pan(-0.2),
  "pan.right": () => pan(0.2),
  fit,
  refresh: () => location.reload(),
  live: turn,
  notify: ask,
  help: () => dialog()?.showModal(),
  find: () => {
    const field = document.querySelector("#find");
    if (!(field instanceof HTMLInputElement)) return;
    // It is at the top of the window, in what is left free there for other things.
    field.focus({ preventScroll: true });
    if (!inSight(field)) field.scrollIntoView({ block: "nearest" });
    field.select();
  },
};

const typing = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), dialog';

/** What Escape ends, the nearest first. @type {(() => boolean)[]} */
const open = [];

/**
 * Lets Escape end something; end says whether there was anything to end.
 * @param {() => boolean} end
 */
export function onEscape(end) {
  open.push(end);
}

export function startKeys() {
  document.documentElement.dataset.scripted = ""; // shows buttons that need scripts
  document.addEventListener("keydown", typed);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
    actions[button?.getAttribute("data-do") ?? ""]?.();
  });
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.id === "keys-on") store("keys", target.checked ? "" : "off");
  });
  const on = document.querySelector("#keys-on");
  if (on instanceof HTMLInputElement) on.checked = stored("keys") !== "off";
}

/** @returns {HTMLDialogElement | null} */
function dialog() {
  const e = document.querySelector("dialog#help");
  return e instanceof HTMLDialogElement && !e.open ? e : null;
}

/** @param {KeyboardEvent} event */
function typed(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(typing)) return;
  if (event.key === "Escape") {
    open.some((end) => end()) || deselect();
    return;
  }
  const on = document.querySelector("#keys-on");
  if (!(on instanceof HTMLInputElement && on.checked)) return;
  const key = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
  const row = document.querySelector(`#help [data-keys~="${CSS.escape(key)}"]`);
  if (!row) return;
  event.preventDefault();
  const action = row.getAttribute("data-do");
  if (action) actions[action]?.();
  else if (!event.repeat) press(row.getAttribute("data-keys")?.split(" ")[0] ?? key);
}

/**
 * Follows the link of a key, also where it is in a menu that is closed.
 * @param {string} key
 */
function press(key) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const found = all.find((e) => e.checkVisibility()) ?? all[0];
  if (found instanceof HTMLElement) found.click();
}
