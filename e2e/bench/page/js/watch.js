// Runs before the page's own scripts. It notes when the page has painted and
// when the last row and bar are there, what kept the thread busy, and how long
// after an input the next frame was painted. bench is config of measure_test.go.
(bench) => {
  const seen = { fcp: 0, ready: 0, tasks: [], inputs: [] };

  // Runs f once a frame has been made with everything that was done so far.
  const painted = (f) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = f;
    after.port2.postMessage(0);
  });
  const frames = (n) => new Promise((done) => {
    const next = () => (n-- > 0 ? painted(next) : done());
    next();
  });

  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) if (e.name === "first-contentful-paint") seen.fcp = e.startTime;
  }).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) seen.tasks.push({ at: e.startTime, ms: e.duration });
  }).observe({ type: "longtask", buffered: true });
  // The browser's own measure, until the frame was shown; it has no wheel.
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) seen.inputs.push({ type: e.name, at: e.startTime, ms: e.duration });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });

  for (const type of ["pointerover", "click", "wheel"]) {
    addEventListener(type, (event) => {
      const at = event.timeStamp;
      painted(() => seen.inputs.push({ type, at, ms: performance.now() - at }));
    }, { capture: true, passive: true });
  }
  let zooms = 0; // turns of the wheel with Ctrl that the page took for itself
  addEventListener("wheel", (event) => { if (event.ctrlKey && event.defaultPrevented) zooms++; }, { passive: true });

  const there = () => document.querySelectorAll(bench.names).length >= bench.n &&
    document.querySelectorAll(bench.bars).length >= bench.n;
  const ready = new Promise((done) => {
    const look = () => {
      if (document.readyState === "loading" || !there()) return requestAnimationFrame(look);
      frames(2).then(() => done((seen.ready = performance.now())));
    };
    requestAnimationFrame(look);
  });

  globalThis.bench = {
    ready, frames, seen,
    zooms: () => zooms,
    // Points inside the elements that the reader sees, and that take the input there.
    spots(selector) {
      const found = [];
      for (const e of document.querySelectorAll(selector)) {
        // The box of what the browser has left out would make it lay that out, which
        // takes a second for ten thousand rows, and no reader asks for it.
        if (!e.checkVisibility({ contentVisibilityAuto: true })) continue;
        const box = e.getBoundingClientRect();
        const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
        if (bottom - top < 8 || box.width < 8) continue;
        const spot = { x: box.left + Math.min(40, box.width / 2), y: (top + bottom) / 2 };
        if (e.contains(document.elementFromPoint(spot.x, spot.y))) found.push(spot);
        if (found.length === 8) break;
      }
      return found;
    },
  };
}
