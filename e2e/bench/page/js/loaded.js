// What the page weighs, once it is loaded.
async (selectors) => {
  await bench.ready;
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
  while (!bench.seen.fcp) await bench.frames(1); // told some frames late
  await bench.frames(2);
  const page = performance.getEntriesByType("navigation")[0];
  const assets = performance.getEntriesByType("resource").filter((r) => /\.(css|js)$/.test(new URL(r.name).pathname));
  const sum = (list) => list.reduce((bytes, r) => bytes + r.encodedBodySize, 0);
  const blocking = assets.filter((r) => r.renderBlockingStatus === "blocking");
  const root = document.querySelector(selectors.root);
  return JSON.stringify({
    fcp: bench.seen.fcp, ready: bench.seen.ready, now: performance.now(), firstByte: page.responseStart,
    elements: document.getElementsByTagName("*").length, timeline: root.getElementsByTagName("*").length,
    raw: page.decodedBodySize, wire: page.encodedBodySize,
    assets: sum(assets), blockingJS: sum(blocking.filter((r) => /\.js$/.test(r.name))),
    blockingCSS: sum(blocking.filter((r) => /\.css$/.test(r.name))),
  });
}
