// @ts-check
// What a reader has done to a part of the page that is about to be replaced,
// and must find again: where panes are scrolled to, which details are open,
// what has the focus and where on the screen that is.
import { region } from "./regions.js";

/**
 * An element: ways to select it, its tag and words, the class of the list that
 * it is in, and where it is in the tree.
 * @typedef {{selectors: string[], name: string, words: string, list: string, path: number[]}} Mark
 */

const panes = '[tabindex="0"], .task-side';

/**
 * Notes the state of the regions; the function it gives restores it in those
 * that took their place.
 * @param {Element[]} regions
 * @param {() => Element | null} [refocus] finds where the focus goes when what had it is gone
 * @param {() => Element | null} [held] finds what stays where it is on the screen; what has
 *   the focus when left out
 * @param {number} [spot] where the page is scrolled to instead, px: nothing is held then
 * @param {() => {e: Element, top: number} | null} [back] finds what had the focus before it was gone, and
 *   is there again, and where on the screen that was
 * @returns {() => void}
 */
export function kept(regions, refocus, held, spot, back) {
  const names = regions.map(nameOf);
  const scrolled = regions.flatMap(positions);
  const unfolded = regions.flatMap(opened);
  const active = document.activeElement;
  const at = active ? regions.findIndex((e) => e.contains(active)) : -1;
  const mark = active && at >= 0 ? marked(active, regions[at]) : null;
  const field = at >= 0 && active instanceof HTMLInputElement ? active : null;
  const free = spot !== undefined;
  const seen = active && mark && !held && !free ? onScreen(active) : null;
  const top = spot ?? scrollY;
  const stay = free ? staying(() => null) : held ? staying(held) : null;

  return () => {
    for (const { name, pane, x, y } of scrolled) {
      const now = region(name);
      const found = now && panesOf(now).find((e) => paneName(e) === pane);
      if (found) [found.scrollLeft, found.scrollTop] = [x, y];
    }
    for (const { name, key, open } of unfolded) {
      for (const d of region(name)?.querySelectorAll("details") ?? []) if (detailsName(d) === key) d.open = open;
    }
    scrollTo({ top, behavior: "instant" });
    stay?.();
    const fresh = mark && region(names[at]);
    if (!fresh) return;
    const again = back?.();
    const found = again?.e ?? refind(mark, fresh) ?? refocus?.() ?? null;
    if (found instanceof HTMLElement || found instanceof SVGElement) found.focus({ preventScroll: true });
    if (field && found instanceof HTMLInputElement) refill(field, found);
    if (found && seen !== null) hold(found, again?.top ?? seen);
  };
}

/** @param {Element} region */
const nameOf = (region) => region.getAttribute("data-region") ?? "";

/** @param {Element} region */
function positions(region) {
  const name = nameOf(region);
  return panesOf(region)
    .filter((e) => e.scrollLeft || e.scrollTop)
    .map((e) => ({ name, pane: paneName(e), x: e.scrollLeft, y: e.scrollTop }));
}

/** @param {Element} region */
function panesOf(region) {
  const all = [...region.querySelectorAll(panes)];
  return region.matches(panes) ? [region, ...all] : all;
}

/** @param {Element} pane */
function paneName(pane) {
  return pane.getAttribute("aria-labelledby") ?? pane.getAttribute("class") ?? "";
}

/** @param {Element} region */
function opened(region) {
  const name = nameOf(region);
  return [...region.querySelectorAll("details")].map((d) => ({ name, key: detailsName(d), open: d.open }));
}

/** @param {HTMLDetailsElement} d */
function detailsName(d) {
  return d.id || (d.querySelector("summary")?.textContent ?? "");
}

/**
 * Ways to find an element again, the surest first.
 * @param {Element} e
 * @param {Element} region
 * @returns {Mark}
 */
function marked(e, region) {
  const part = [".tl-names", ".dag", ".subtasks", ".tl-range", ".panel"].find((p) => e.closest(p)) ?? "";
  const selectors = ["id", "data-id", "data-group", "data-key", "data-to", "name", "href"]
    .filter((name) => e.getAttribute(name))
    .map((name) => `${part} ${e.localName}[${name}="${CSS.escape(e.getAttribute(name) ?? "")}"]`);
  if (selectors.length === 0 && e.className) selectors.push(`${part} ${e.localName}.${CSS.escape(e.classList[e.classList.length - 1] ?? "")}`);
  const path = [];
  for (let n = e; n !== region && n.parentElement; n = n.parentElement) {
    path.unshift([...n.parentElement.children].indexOf(n));
  }
  return { selectors, name: e.localName, words: e.textContent ?? "", list: listOf(e), path };
}

/** @param {Element} e */
function listOf(e) {
  return e.closest("ul, ol, nav, tr, form, dl")?.getAttribute("class") ?? "";
}

/**
 * The element that took the place of the marked one: the one that is called the
 * same, or says the same (the address of a filter's link changes with what it
 * would do next), or stands where that stood.
 * @param {Mark} mark
 * @param {Element} region
 */
function refind({ selectors, name, words, list, path }, region) {
  for (const selector of selectors) {
    // What leads to the same place may be something else: a tab, beside the way that was chosen.
    const same = (/** @type {Element} */ e) => !selector.includes("[href=") || e.textContent === words;
    const found = [...region.querySelectorAll(selector)].find((e) => e.checkVisibility() && same(e));
    if (found) return found;
  }
  if (selectors.some((s) => /\[data-(id|group|to)=/.test(s))) return null; // that subtask is gone
  const alike = [...region.querySelectorAll(name)].find((e) => e.textContent === words && listOf(e) === list);
  if (words && alike) return alike;
  /** @type {Element | undefined} */
  let e = region;
  for (const n of path) e = e?.children[n];
  return e?.localName === name ? e : null;
}

/**
 * How far below the window's top an element is; null when it is out of sight.
 * @param {Element} e
 */
function onScreen(e) {
  const box = e.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight ? box.top : null;
}

/**
 * Notes where on the screen something is; the function it gives scrolls so that
 * it is there again, or what has taken its place.
 * @param {() => Element | null} held finds it
 */
export function staying(held) {
  const anchor = (/** @type {string} */ value) => document.documentElement.style.setProperty("overflow-anchor", value);
  const top = held()?.getBoundingClientRect().top;
  anchor("none"); // some browsers would do the same once more
  return () => {
    const e = held();
    if (e && top !== undefined) hold(e, top);
    requestAnimationFrame(() => anchor(""));
  };
}

/**
 * Scrolls so that the element is again where it was on the screen, first the
 * pane that it is in, then the page.
 * @param {Element} e
 * @param {number} top
 */
function hold(e, top) {
  const moved = () => e.getBoundingClientRect().top - top;
  const pane = e.parentElement?.closest(panes);
  if (pane && Math.abs(moved()) >= 1) pane.scrollTop += moved();
  if (Math.abs(moved()) >= 1) scrollBy({ top: moved(), behavior: "instant" });
}

/**
 * What is being typed is newer than the answer.
 * @param {HTMLInputElement} old
 * @param {HTMLInputElement} fresh
 */
function refill(old, fresh) {
  fresh.value = old.value;
  try {
    fresh.setSelectionRange(old.selectionStart, old.selectionEnd, old.selectionDirection ?? "none");
  } catch {
    // not a field of text
  }
}
