// @ts-check
// A bar is named by its place beside a name, and leads where that leads; so a
// page of thousands has each link once, at the name, and a bar borrows it when a
// pointer comes: to be opened in a new tab, copied, or followed.
import { write } from "./drawn.js";
import { renew } from "./links.js";

export function startBars() {
  for (const type of ["pointerover", "pointerdown"]) {
    document.addEventListener(type, lend, { capture: true, passive: true });
  }
}

/** @param {Event} event */
function lend({ target }) {
  const bar = target instanceof Element ? target.closest(".tl-bars a[data-id]:not([href])") : null;
  const id = bar?.getAttribute("data-id");
  const name = id && bar?.closest(".tl-part")?.querySelector(`.tl-names a[data-id="${CSS.escape(id)}"]`);
  if (!bar || !name) return;
  renew(name);
  write(bar, name.getAttribute("href") ?? "?");
  bar.setAttribute("tabindex", "-1"); // the keyboard has the name
}
