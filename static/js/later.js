// @ts-check
// Work that the first look at a page does not need, done once that look is
// there: what scripts add would be laid out and painted before it otherwise, and
// a reader would wait for both.

/** What a hand begins with; whoever is that quick finds the work done. */
const hands = ["pointerdown", "keydown", "click", "input", "submit"];

/** How long work waits for a browser that is busy, and for one that does not say when it painted, ms. */
const patience = 100, longest = 1000;

/**
 * Whether the page was asked for, and not come back to: by reloading it or through
 * the history, when the browser has it as it was left.
 */
export function newcomer() {
  const [page] = performance.getEntriesByType("navigation");
  return page instanceof PerformanceNavigationTiming && page.type === "navigate";
}

/**
 * Runs something once the page was painted, or at the first thing a hand does,
 * before anything else hears of that. Who comes back to a page, by reloading or
 * through the history, has it run with the rest, and who does not see it yet at once.
 * @param {() => void} work
 */
export function afterPaint(work) {
  if (!newcomer() || document.hidden) return withRest(work);
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    for (const type of hands) removeEventListener(type, once, { capture: true });
    work();
  };
  for (const type of hands) addEventListener(type, once, { capture: true });
  document.addEventListener("visibilitychange", once, { once: true }); // no frames for who looks away
  // A frame that was made is not shown yet; who begins then delays it.
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName("first-contentful-paint").length === 0) return;
    observer.disconnect();
    afterFrames(pipeline, () => whenIdle(once));
  }).observe({ type: "paint", buffered: true });
  setTimeout(once, longest);
}

/**
 * Runs something before the frame that is the first with more than the page's top
 * (later.css). By then what it measures has its place, and no reader has seen it.
 * @param {() => void} work
 */
export function withRest(work) {
  painted().then(work);
}

/**
 * Goes where the page's address says. A browser does that by itself, but not to a
 * place that the first frame leaves out (later.css).
 */
export function goToPlace() {
  if (newcomer() && location.hash && scrollY === 0) location.replace(location.hash);
}

/**
 * The first paint is of the page's top; the rest is a frame of its own. Two more
 * may be under way when the next is asked for, so that the one after them finds
 * it shown.
 */
const pipeline = 3;

/**
 * Runs something when some frames have been begun.
 * @param {number} n
 * @param {() => void} work
 */
function afterFrames(n, work) {
  if (n === 0) return work();
  requestAnimationFrame(() => afterFrames(n - 1, work));
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: patience });
  else setTimeout(work);
}

/** How long a piece of work may take that nobody waits for, ms. */
const morsel = 4;

/**
 * Does work of which a page may have much and that nobody waits for: a piece
 * whenever the browser has nothing else to do.
 * @param {() => boolean} step does a little of it, and says whether there is more
 * @returns {() => void} ends it
 */
export function inPieces(step) {
  let ended = false;
  const piece = () => {
    const end = performance.now() + morsel;
    while (!ended) {
      if (!step()) return;
      if (performance.now() > end) return whenIdle(piece);
    }
  };
  whenIdle(piece);
  return () => (ended = true);
}

/** Leaves nothing out of the first frame, which may be far (later.css). */
function whole() {
  document.documentElement.dataset.whole = "";
}

/**
 * Waits until what the page has now is on the screen. For who does not look, or
 * looks away meanwhile, there are no frames, and nothing to wait for.
 * @returns {Promise<void>}
 */
export function painted() {
  if (document.hidden) {
    whole();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = () => {
      if (document.hidden) whole();
      document.removeEventListener("visibilitychange", done);
      resolve();
    };
    document.addEventListener("visibilitychange", done);
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
}
