// @ts-check
// How a running task is followed, as the page says it: to the eye by the bar,
// which the sheet draws, and aloud to those who cannot see the page.

/**
 * Says in the page, and to the sheet, how it is followed.
 * @param {"live" | "paused" | "away" | "lost" | ""} how
 */
export function state(how) {
  const root = document.documentElement;
  if (root.dataset.live === how) return;
  const was = root.dataset.live;
  root.dataset.live = how;
  if (how === "lost") say(words("lost"));
  else if (how === "live" && was === "lost") say(words("back"));
}

/**
 * Tells those who cannot see the page, and only what is worth it.
 * @param {string} words
 */
export function say(words) {
  const aloud = document.querySelector("#live-say");
  if (aloud) aloud.textContent = words;
}

/**
 * What there is to say, in the reader's language.
 * @param {"lost" | "back" | "notify"} name
 */
export function words(name) {
  return document.querySelector("#live-say")?.getAttribute(`data-${name}`) ?? "";
}
