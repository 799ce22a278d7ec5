// @ts-check
// The picture of a task name's runs: dragging across it ticks the first and the
// last run of the range in the table below (views/trendpage), to be compared. It
// only saves ticking; runs that are ticked are marked in the picture. The range
// stays, with the runs between its ends, until something else is ticked.

/** From how many px on a press is a drag, and not a click on a run. */
const least = 6;

export function startTrend() {
  const plot = document.querySelector('[data-widget="trend"] .trend-chart');
  const picture = plot?.querySelector("svg");
  const form = document.querySelector("form.pick");
  if (!(plot instanceof HTMLElement) || !picture || !(form instanceof HTMLFormElement)) return;
  const hint = form.querySelector("[data-hint]");
  if (hint) hint.textContent = hint.getAttribute("data-hint");
  form.addEventListener("change", () => {
    clear(picture);
    mark(picture, form);
  });
  window.addEventListener("pageshow", () => mark(picture, form)); // ticks that the browser restored
  brush(plot, picture, form);
}

/**
 * @param {HTMLElement} plot
 * @param {SVGSVGElement} picture
 * @param {HTMLFormElement} form
 */
function brush(plot, picture, form) {
  /** @type {{from: number, band: SVGRectElement, moved: boolean} | null} */
  let drag = null;
  const at = (/** @type {PointerEvent} */ event) => {
    const box = picture.getBoundingClientRect();
    return Math.min(Math.max(event.clientX - box.left, 0), box.width);
  };
  picture.addEventListener("dragstart", (event) => event.preventDefault()); // of the links
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    band.setAttribute("class", "trend-brush");
    band.setAttribute("height", "100%");
    drag = { from: at(event), band, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const to = at(event);
    if (!drag.moved && Math.abs(to - drag.from) < least) return;
    if (!drag.moved) {
      clear(picture);
      picture.append(drag.band);
    }
    drag.moved = true;
    // In percent, so that it still lies over the same runs when the window is another.
    const percent = 100 / picture.getBoundingClientRect().width;
    drag.band.setAttribute("x", `${Math.min(drag.from, to) * percent}%`);
    drag.band.setAttribute("width", `${Math.abs(to - drag.from) * percent}%`);
  });
  window.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { from, moved } = drag;
    drag = null;
    if (!moved) return;
    // The click that ends a drag would open the run under it.
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    ends(picture, form, Math.min(from, at(event)), Math.max(from, at(event)));
  });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clear(picture);
    drag = null;
  });
}

/**
 * Takes the range away, not what it ticked.
 * @param {SVGSVGElement} picture
 */
function clear(picture) {
  picture.querySelector(".trend-brush")?.remove();
  for (const point of picture.querySelectorAll(".inside")) point.classList.remove("inside");
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Ticks the first and the last run between two places, px.
 * @param {SVGSVGElement} picture
 * @param {HTMLFormElement} form
 * @param {number} from
 * @param {number} to
 */
function ends(picture, form, from, to) {
  const left = picture.getBoundingClientRect().left;
  const inside = [...picture.querySelectorAll("[data-ref]")].filter((point) => {
    const box = point.getBoundingClientRect();
    const x = box.left + box.width / 2 - left;
    return x >= from && x <= to;
  });
  for (const point of inside) point.classList.add("inside");
  const refs = inside.map((point) => point.getAttribute("data-ref"));
  const wanted = [refs[0], refs[refs.length - 1]];
  for (const box of boxes(form)) box.checked = wanted.includes(box.value);
  mark(picture, form);
  if (refs.length > 1) form.querySelector("button")?.focus();
}

/** @param {HTMLFormElement} form */
function boxes(form) {
  return [...form.querySelectorAll('input[name="pick"]')].filter((box) => box instanceof HTMLInputElement);
}

/**
 * Marks the ticked runs in the picture.
 * @param {SVGSVGElement} picture
 * @param {HTMLFormElement} form
 */
function mark(picture, form) {
  const ticked = new Set(boxes(form).filter((box) => box.checked).map((box) => box.value));
  for (const point of picture.querySelectorAll("[data-ref]")) {
    point.classList.toggle("picked", ticked.has(point.getAttribute("data-ref") ?? ""));
  }
}
