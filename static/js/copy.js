// @ts-check
// Links with data-copy lead to the pinned form of this page. The script copies
// their address instead of following them, and says so in the link's own words
// (data-done). Where the browser gives no clipboard (plain HTTP on another
// host), the link is followed, and the address bar has what is to be copied.

export function startCopy() {
  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element) || event.button !== 0) return;
    const link = event.target.closest("a[data-copy]");
    if (!(link instanceof HTMLAnchorElement) || !navigator.clipboard) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      const words = link.dataset.words ?? link.textContent ?? "";
      link.dataset.words = words;
      link.textContent = link.dataset.done ?? words;
      setTimeout(() => (link.textContent = words), 2000); // the next copy says so again
    } catch {
      location.assign(link.href);
    }
  });
}
