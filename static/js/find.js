// @ts-check
// The search box (views/taskpage/find.templ). Without this script it is a form;
// with it the text applies after a short pause, without a step in the browser's
// history, and Enter and Shift+Enter go to the next and the previous hit. The
// server finds, counts and says which hit is the next; the box itself is never
// replaced, so that nobody loses a letter, the caret, or a word half-written in
// an input method.
import { changed, param } from "./address.js";
import { everything, here, step } from "./links.js";
import { visit } from "./selection.js";
import { own } from "./own.js";
import { region } from "./regions.js";
import { swap, swapped } from "./swap.js";

/** How long the hands rest before the text applies, ms. */
const pause = 200;

/** The longest text that an address may have, bytes: permalink.MaxText. */
const longest = 500;

/** Runs while there is text that does not apply yet. */
let timer = 0;

/** An input method is at work: what is in the box is no text yet. */
let composing = false;

/**
 * What the page is doing: a step waits for it, so that it begins where the one
 * before has ended.
 * @type {Promise<unknown>}
 */
let queue = Promise.resolve();

export function startFind() {
  const box = document.querySelector("#find");
  if (!(box instanceof HTMLInputElement)) return;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => apply(box), pause);
  };
  box.addEventListener("input", () => composing || later());
  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(box, event.shiftKey ? "N" : "n");
  });
  box.form?.addEventListener("submit", (event) => {
    event.preventDefault(); // a phone's search key
    go(box, "n");
  });
  swapped((regions) => {
    if (regions.has("chips")) settle(box);
  });
  const at = (/** @type {boolean} */ here) => document.documentElement.toggleAttribute("data-finding", here);
  for (const type of ["focus", "blur"]) box.addEventListener(type, () => at(type === "focus"));
  at(document.activeElement === box);
  stick(box.closest(".filter"));
}

/**
 * Says when the box is held at the top of the window: then a line of it has to
 * do. It is when the place at which it would be has gone above that.
 * @param {Element | null} bar
 */
function stick(bar) {
  if (!bar) return;
  const place = own(document.createElement("div"));
  bar.before(place);
  const below = "100000%"; // what is far below the window is not above it
  new IntersectionObserver((seen) => bar.classList.toggle("stuck", !seen.at(-1)?.isIntersecting), { rootMargin: `0px 0px ${below}` }).observe(place);
}

/**
 * Shows what has the text of the box.
 * @param {HTMLInputElement} box
 */
function apply(box) {
  clearTimeout(timer);
  timer = 0;
  const q = box.value.trim();
  const fits = new TextEncoder().encode(q).length <= longest;
  box.setAttribute("aria-invalid", String(!fits));
  if (!fits || q === param("q")) return;
  step(changed(here(), { q }), false);
  const applied = swap(location.href, everything);
  queue = queue.then(() => applied);
}

/**
 * Goes to the hit that the link with this key leads to, once the text applies.
 * @param {HTMLInputElement} box
 * @param {string} key
 */
function go(box, key) {
  apply(box);
  queue = queue.then(async () => {
    const to = region("chips")?.querySelector(`[data-key="${key}"]`)?.getAttribute("data-to");
    if (!to || to === param("subtask")) return;
    await visit(to, false);
  });
}

/**
 * After the chips were replaced: the box says what applies, unless somebody
 * writes in it; and who cannot see the count is told.
 * @param {HTMLInputElement} box
 */
function settle(box) {
  if (!timer && !composing && box.value.trim() !== param("q")) box.value = param("q");
  const says = ["place", "shown"].map((name) => region("chips")?.querySelector(`.${name}`)?.textContent?.trim() ?? "");
  const aloud = box.form?.querySelector("output");
  const told = says.join(" ").replace(/\s+/g, " ");
  if (aloud && aloud.textContent !== told) aloud.textContent = told;
}
