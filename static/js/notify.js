// @ts-check
// The browser's own notice that a running task has ended, for those who want it.
import { words } from "./livesay.js";

/** Whether the reader wants it. */
let wanted = false;

/** Has the browser notify when the task ends, or no longer. */
export async function ask() {
  if (!("Notification" in window)) return;
  wanted = !wanted && (await Notification.requestPermission()) === "granted";
  tellButtons();
}

/** Buttons are drawn anew with each update. */
export function tellButtons() {
  const button = document.querySelector('[data-do="notify"]');
  if (!button) return;
  button.toggleAttribute("data-none", !("Notification" in window));
  button.setAttribute("aria-pressed", String(wanted));
}

/** The task has ended. */
export function notify() {
  if (!wanted) return;
  const body = words("notify");
  const icon = document.querySelector('link[rel="icon"]')?.getAttribute("href") ?? undefined;
  const n = new Notification(document.title, { body, icon, tag: location.pathname });
  n.addEventListener("click", () => {
    window.focus();
    n.close();
  });
}
