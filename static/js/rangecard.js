// @ts-check
// What happened in the chosen range: figures that the server tells, in place of
// those of the page until the choice ends. It is a look, not a zoom: the address
// stays as it is until "zoom here"; who is to see the same gets a link of its own.
import { changed } from "./address.js";
import { choose, chosen, chosenMs } from "./band.js";
import { current, underHand } from "./chart.js";
import { write } from "./drawn.js";
import { staying } from "./kept.js";
import { here, renew } from "./links.js";
import { look as dress } from "./looks.js";
import { part } from "./parts.js";
import { region } from "./regions.js";
import { show } from "./shown.js";
import { swap } from "./swap.js";

/** What stood where the chosen range's figures are. @type {Element | null} */
let before = null;

/** The card can be folded, and its lines wrap as the window gets narrower. */
const sizes = new ResizeObserver(tellHeight);

/** Has the server tell what happened in the chosen range. */
export async function look() {
  const chart = current();
  if (!chart) return;
  const [from, to] = chosenMs().map((t) => t - chart.start);
  const old = region("range");
  before ??= old;
  const range = { from: String(Math.max(0, from)), to: String(Math.max(1, to)) };
  if (!(await swap(changed(here(), range), ["range"], { lane: "range", held: underHand() }))) return;
  const card = region("range");
  const buttons = part("range-buttons");
  if (!card || !chosen() || !buttons) return;
  const stay = staying(underHand());
  card.classList.add("chosen");
  unfold(true);
  card.append(buttons);
  lead(buttons.querySelector("[data-copy]"), range);
  sizes.disconnect();
  sizes.observe(card);
  tellHeight();
  stay();
}

/**
 * Says how much of the window's top the card takes, and what is kept free around it
 * (tools.css), so that the axis stays below it.
 */
function tellHeight() {
  const card = document.querySelector("[data-region='range'].chosen");
  dress(":root", { "--told": card ? `${card.getBoundingClientRect().height + 11}px` : "" });
}

/**
 * A look is at all that can be told; the list it ends with is folded again where
 * the figures stay above the rows.
 * @param {boolean} open
 */
function unfold(open) {
  for (const list of region("range")?.querySelectorAll("details") ?? []) list.open = open;
}

/**
 * Has a link lead where that of the page does, to the chosen range.
 * @param {Element | null} link
 * @param {Record<string, string>} range
 */
function lead(link, range) {
  const page = document.querySelector(".head-links [data-copy]");
  renew(page);
  if (link && page instanceof HTMLAnchorElement) write(link, changed(page.href, range));
}

/** Shows the chosen range. */
export function zoomTo() {
  const range = chosen();
  if (!range) return;
  unfold(false);
  show(range.from, range.to);
}

/** Ends the choice; false when there is none. */
export function close() {
  if (!chosen()) return false;
  const card = region("range");
  const old = before;
  if (old && card && card !== old) {
    const stay = staying(underHand());
    card.replaceWith(old);
    stay();
  }
  forget();
  return true;
}

/** The page has moved on, and its figures with it. */
export function forget() {
  before = null;
  choose(null);
  tellHeight();
}
