// Waits until the machine keeps up: a new window makes Chromium start a lot
// beside the page. So many frames in a row come in time, or the limit is over.
async () => {
  const begun = performance.now();
  let calm = 0;
  for (let last = begun; calm < 40 && last - begun < 8000;) {
    const now = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
    calm = now - last < 22 ? calm + 1 : 0;
    last = now;
  }
}
