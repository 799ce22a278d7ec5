// @ts-check
// One small label beside the pointer. It is in the page once, above everything,
// so that nothing clips it, and hidden from screen readers: what it says they
// are told elsewhere.

/** @type {HTMLElement | null} */
let label = null;

/** Where it is told, to be placed anew when it has more to say. */
const at = { x: 0, y: 0 };

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
  [at.x, at.y] = [x, y];
  place(label);
}

/**
 * Adds to what is told, below it: the words stay where they are being read.
 * @param {Element} facts
 */
export function tellMore(facts) {
  if (!label || label.hidden) return;
  label.append(facts);
  place(label);
}

/** @param {HTMLElement} label */
function place(label) {
  const { offsetWidth: width, offsetHeight: height } = label;
  const gap = 14;
  const left = Math.max(4, Math.min(at.x + gap, innerWidth - width - 4));
  const top = at.y + gap + height < innerHeight ? at.y + gap : Math.max(4, at.y - gap - height);
  label.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

export function untell() {
  if (label) label.hidden = true;
}
