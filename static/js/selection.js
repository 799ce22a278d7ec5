// @ts-check
// Selecting a subtask: rows, bars, nodes and table rows are links that carry
// data-id (views/taskpage). The script follows such a link without leaving the
// page: it moves the marks at once, fetches the panel alone, and keeps the URL
// true. The server decides what the panel says; nothing is computed here.

const panelRegion = '[data-region="panel"]';

/** Fetches under way; a newer selection ends an older one's. @type {AbortController | null} */
let pending = null;

export function startSelection() {
  document.addEventListener("click", (event) => {
    const link = clicked(event);
    if (!link) return;
    event.preventDefault();
    const id = link.dataset.id ?? "";
    select(id === selected() ? "" : id, true);
  });
  window.addEventListener("popstate", () => select(selected(), false));
  reveal(selected());
}

/** The selection is the URL's: there is no second copy of it. */
function selected() {
  return new URLSearchParams(location.search).get("subtask") ?? "";
}

/**
 * The link of a subtask that a plain click hit; a click that asks for a new
 * tab or window is the browser's.
 * @param {MouseEvent} event
 * @returns {(HTMLAnchorElement | SVGAElement) | null}
 */
function clicked(event) {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  if (!(event.target instanceof Element)) return null;
  return event.target.closest("a[data-id], a[data-close]");
}

/**
 * @param {string} id of the subtask, "" for none
 * @param {boolean} push whether this is a new step in the browser's history
 */
async function select(id, push) {
  const url = withSubtask(location.href, id);
  const last = document.querySelector('[data-id][aria-current="true"]')?.getAttribute("data-id") ?? "";
  if (push) history.pushState(null, "", url);
  mark(id);
  relink(id);
  pending?.abort();
  pending = new AbortController();
  try {
    const response = await fetch(url, {
      headers: { "Taskscope-Region": "panel" },
      signal: pending.signal,
    });
    if (!response.ok) throw new Error(`panel: HTTP ${response.status}`);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(panelRegion);
    if (!fresh) throw new Error("panel: not in the answer");
    const old = document.querySelector(panelRegion);
    const inside = old?.contains(document.activeElement);
    old?.replaceWith(fresh);
    if (inside) focusOn(id || last);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    location.assign(url); // the whole page says what is wrong
  }
}

/**
 * @param {string} href
 * @param {string} id
 */
function withSubtask(href, id) {
  const url = new URL(href, location.href);
  const params = [...url.searchParams].filter(([name]) => name !== "subtask");
  // As permalink writes it: after the view, and commas join states.
  if (id) params.splice(params[0]?.[0] === "view" ? 1 : 0, 0, ["subtask", id]);
  url.search = new URLSearchParams(params).toString().replaceAll("%2C", ",");
  return url.href;
}

/**
 * Puts the keyboard on a subtask when the panel it was in is gone, and leaves
 * the page where it is.
 * @param {string} id
 */
function focusOn(id) {
  const link = document.querySelector(`.task a[data-id="${CSS.escape(id)}"]:not([tabindex="-1"])`);
  if (link instanceof HTMLElement || link instanceof SVGElement) link.focus({ preventScroll: true });
}

/** Moves the marks of the selection. @param {string} id */
function mark(id) {
  for (const old of document.querySelectorAll('[data-id][aria-current="true"]')) old.removeAttribute("aria-current");
  for (const near of document.querySelectorAll(".edge.near")) near.classList.remove("near");
  const band = document.querySelector(".row-selected");
  band?.setAttribute("y", "-100");
  if (!id) return;
  const own = CSS.escape(id);
  for (const e of document.querySelectorAll(`[data-id="${own}"]`)) e.setAttribute("aria-current", "true");
  for (const e of document.querySelectorAll(`.edge[data-from="${own}"], .edge[data-to="${own}"]`)) e.classList.add("near");
  const y = document.querySelector(`.tl-bars a[data-id="${own}"]`)?.getAttribute("data-y");
  if (y) band?.setAttribute("y", y);
}

/**
 * Lets the page's other links and forms keep the selection, except those that
 * lead to a subtask of their own (data-goto).
 * @param {string} id
 */
function relink(id) {
  for (const a of document.querySelectorAll('.task a[href^="?"]:not([data-id], [data-goto]), a[data-copy]')) {
    const href = a.getAttribute("href") ?? "";
    const url = new URL(withSubtask(href, id));
    a.setAttribute("href", href.startsWith("?") ? url.search || "?" : url.pathname + url.search);
  }
  for (const form of document.querySelectorAll("form.find")) {
    form.querySelector('input[name="subtask"]')?.remove();
    if (!id) continue;
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "subtask";
    input.value = id;
    form.prepend(input);
  }
  const back = document.querySelector('.settings input[name="back"]');
  if (back instanceof HTMLInputElement) back.value = location.pathname + location.search;
}

/**
 * Brings a linked subtask into view inside the panes that scroll by
 * themselves, and leaves the page where it is.
 * @param {string} id
 */
function reveal(id) {
  if (!id) return;
  const own = CSS.escape(id);
  const row = document.querySelector(`.tl-names a[data-id="${own}"]`)?.parentElement;
  const pane = row?.closest(".tl");
  if (row && pane && pane.scrollHeight > pane.clientHeight) {
    pane.scrollTop = row.offsetTop - pane.clientHeight / 2;
  }
  const node = document.querySelector(`.dag a[data-id="${own}"]`);
  const scroll = node?.closest(".graph-scroll");
  if (node && scroll) {
    const n = node.getBoundingClientRect();
    const s = scroll.getBoundingClientRect();
    scroll.scrollLeft += n.left - s.left - (s.width - n.width) / 2;
    scroll.scrollTop += n.top - s.top - (s.height - n.height) / 2;
  }
}
