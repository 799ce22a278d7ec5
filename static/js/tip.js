// @ts-check
// One small label beside the pointer. It is in the page once, above everything,
// so that nothing clips it, and hidden from screen readers: what it says they
// are told elsewhere.

/** @type {HTMLElement | null} */
let label = null;

/**
 * Shows words beside a place on the screen, where there is room for them.
 * @param {number} x
 * @param {number} y
 * @param {string} words
 */
export function tellAt(x, y, words) {
  if (!label) {
    label = document.createElement("div");
    label.className = "tl-tip";
    label.setAttribute("aria-hidden", "true");
    document.body.append(label);
  }
  if (label.textContent !== words) label.textContent = words;
  label.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = label;
  const gap = 14;
  const left = Math.max(4, Math.min(x + gap, innerWidth - width - 4));
  const top = y + gap + height < innerHeight ? y + gap : Math.max(4, y - gap - height);
  label.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

export function untell() {
  if (label) label.hidden = true;
}
