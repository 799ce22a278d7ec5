// @ts-check
// A menu works without a script. With it, it closes as menus do: by a click
// beside it, and by Escape.

/** All menus of the task's page. */
const menus = "details:is(.exports, .menu)";

export function startMenus() {
  document.addEventListener("pointerdown", ({ target }) => {
    for (const menu of open()) {
      if (!(target instanceof Node && menu.contains(target))) menu.open = false;
    }
  });
  // A hand opens it; one that is open, and was drawn anew, does not appear again.
  document.addEventListener("click", ({ target }) => {
    const menu = target instanceof Element ? target.closest("summary")?.closest(menus) : null;
    if (menu instanceof HTMLDetailsElement) menu.toggleAttribute("data-opened", !menu.open);
  });
  document.addEventListener("keydown", (event) => {
    const [menu] = open();
    if (event.key !== "Escape" || !menu) return;
    event.preventDefault(); // the key is used up: what is selected stays so
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary")?.focus();
  }, { capture: true });
}

/** @returns {HTMLDetailsElement[]} */
function open() {
  return [...document.querySelectorAll(menus)].filter((menu) => menu instanceof HTMLDetailsElement).filter((menu) => menu.open);
}
