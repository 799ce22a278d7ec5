// @ts-check
// Links with data-copy lead to the pinned form of this page; those with
// data-copy-text to a text (web's summary.txt). The script copies the address
// of the one and what the other leads to instead of following them, and says so
// in the link's own words (data-done). Where the browser gives no clipboard
// (plain HTTP on another host), or the text does not come, the link is
// followed: the reader then sees what is to be copied, or what went wrong.

export function startCopy() {
  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element) || event.button !== 0) return;
    const link = event.target.closest("a:is([data-copy], [data-copy-text])");
    if (!(link instanceof HTMLAnchorElement) || !navigator.clipboard) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      if (link.matches("[data-copy-text]")) await copyFrom(link.href);
      else await navigator.clipboard.writeText(link.href);
      const words = link.dataset.words ?? link.textContent ?? "";
      link.dataset.words = words;
      link.textContent = link.dataset.done ?? words;
      setTimeout(() => (link.textContent = words), 2000); // the next copy says so again
    } catch {
      location.assign(link.href);
    }
  });
}

/**
 * Some browsers let a page write to the clipboard only at once, and take a
 * promise of the text for it.
 * @param {string} href
 */
async function copyFrom(href) {
  const text = read(href);
  if (!("ClipboardItem" in window)) {
    await navigator.clipboard.writeText(await text);
    return;
  }
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/** @param {string} href */
async function read(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`summary: HTTP ${response.status}`);
  return response.text();
}
