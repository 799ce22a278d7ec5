// @ts-check
// Selecting a subtask: rows, bars, nodes and table rows are links that carry
// data-id and show the selection; links that merely lead to a subtask carry
// data-to (views/taskpage). The script follows both without leaving the page:
// it moves the marks at once, fetches the panel alone, and keeps the URL true.
// The server decides what the panel says; nothing is computed here.

const panelRegion = '[data-region="panel"]';

/** Fetches under way; a newer selection ends an older one's. @type {AbortController | null} */
let pending = null;

/** What the page shows; the URL changes before it. */
let shown = "";

export function startSelection() {
  shown = selected();
  for (const a of document.querySelectorAll(`a[data-id="${CSS.escape(shown)}"]`)) a.setAttribute("data-out", "");
  document.addEventListener("click", (event) => {
    const link = clicked(event);
    if (!link) return;
    event.preventDefault();
    if (event.detail > 1) return; // a double click is one click by an eager hand
    const to = link.dataset.to;
    if (to) {
      select(to, true);
      reveal(to, true);
      return;
    }
    const id = link.dataset.id ?? "";
    select(id === shown ? "" : id, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !shown) return;
    if (event.target instanceof HTMLInputElement) return;
    select("", true);
  });
  document.addEventListener("pointerover", hint);
  // Also fires for #anchors and on the way back to this page: then there may
  // be nothing to do.
  window.addEventListener("popstate", () => {
    if (selected() !== shown) select(selected(), false);
  });
  reveal(shown || (document.querySelector(".task")?.getAttribute("data-first") ?? ""));
}

/** The selection that the URL asks for. */
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
  return event.target.closest("a[data-id], a[data-to], a[data-close]");
}

/**
 * @param {string} id of the subtask, "" for none
 * @param {boolean} push whether this is a new step in the browser's history
 */
async function select(id, push) {
  const url = withSubtask(location.href, id);
  const before = shown;
  shown = id;
  if (push && url !== location.href) history.pushState(null, "", url);
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
    const lost = old?.contains(document.activeElement);
    old?.replaceWith(fresh);
    if (lost) refocus(id || before);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    location.reload(); // the whole page says what is wrong
  }
}

/**
 * Focus must not fall to the top of the page with the panel that held it.
 * @param {string} id
 */
function refocus(id) {
  const row = document.querySelector(`:is(.tl-names, .dag, .subtasks) a[data-id="${CSS.escape(id)}"]`);
  if (row instanceof HTMLElement || row instanceof SVGElement) row.focus({ preventScroll: true });
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

/** @param {string} id */
function query(id) {
  return new URL(withSubtask(location.href, id)).search || "?";
}

/** Moves the marks of the selection. @param {string} id */
function mark(id) {
  for (const old of document.querySelectorAll('[data-id][aria-current="true"]')) {
    old.removeAttribute("aria-current");
  }
  // A selected subtask's links (data-out) lead out of the selection, as the
  // server writes them: that is also what a new tab is to show.
  for (const was of document.querySelectorAll("a[data-out]")) {
    was.removeAttribute("data-out");
    was.setAttribute("href", query(was.getAttribute("data-id") ?? ""));
  }
  for (const near of document.querySelectorAll(".edge.near")) near.classList.remove("near");
  document.querySelector(".row-selected")?.remove();
  if (!id) return;
  const own = CSS.escape(id);
  for (const e of document.querySelectorAll(`[data-id="${own}"]`)) {
    if (!e.closest(".tl-bars")) e.setAttribute("aria-current", "true");
    if (!e.matches("a")) continue;
    e.setAttribute("data-out", "");
    e.setAttribute("href", query(""));
  }
  for (const e of document.querySelectorAll(`.edge[data-from="${own}"], .edge[data-to="${own}"]`)) e.classList.add("near");
  const row = document.querySelector(`.tl-names a[data-id="${own}"]`)?.parentElement;
  if (row) band(row);
}

/**
 * Draws the selected row's band behind its bars.
 * @param {Element} row of the names
 */
function band(row) {
  const part = row.parentElement;
  const bars = part?.nextElementSibling?.querySelector(".tl-bars");
  if (!part || !bars) return;
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const height = Number(bars.getAttribute("height")) / part.children.length;
  rect.setAttribute("class", "row-selected");
  rect.setAttribute("width", "100%");
  rect.setAttribute("height", String(height));
  rect.setAttribute("y", String(height * Array.prototype.indexOf.call(part.children, row)));
  bars.querySelector("a")?.before(rect);
}

/**
 * Lets the page's other links and forms keep the selection, except those that
 * lead to a subtask of their own (data-to).
 * @param {string} id
 */
function relink(id) {
  for (const a of document.querySelectorAll('.task a[href^="?"]:not([data-id], [data-to], [data-close]), a[data-copy]')) {
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
 * Brings a subtask into view inside the panes that scroll by themselves; the
 * page itself is only moved for a reader who asked for the subtask.
 * @param {string} id
 * @param {boolean} [asked]
 */
function reveal(id, asked) {
  if (!id) return;
  const own = CSS.escape(id);
  const row = document.querySelector(`.tl-names a[data-id="${own}"]`)?.parentElement;
  const pane = row?.closest(".tl");
  if (row && pane && pane.scrollHeight > pane.clientHeight) {
    // A third from the top: on a phone the panel covers the lower half.
    const p = pane.getBoundingClientRect();
    pane.scrollTop += row.getBoundingClientRect().top - p.top - p.height / 3;
  } else if (row && asked) {
    row.scrollIntoView({ block: "center" });
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

/**
 * Names a bar or a row to the pointer. The words are those of the row's label;
 * writing them twice for each row would make the page a sixth heavier.
 * @param {PointerEvent} event
 */
function hint(event) {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest(".tl a[data-id]:not([data-hint])");
  if (!link) return;
  link.setAttribute("data-hint", "");
  const id = CSS.escape(link.getAttribute("data-id") ?? "");
  const words = document.querySelector(`.tl-names a[data-id="${id}"]`)?.getAttribute("aria-label") ?? "";
  if (link instanceof SVGElement) {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = words;
    link.prepend(title);
  } else {
    link.setAttribute("title", words);
  }
}
