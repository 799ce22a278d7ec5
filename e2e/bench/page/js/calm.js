// Waits until the machine keeps up: a new window makes Chromium start a lot
// beside the page. So many frames in a row come in time, or the limit is over.
// Then it rests, as a page does that a reader leaves: while frames are asked for
// one after the other Chromium goes on drawing, and the page that comes next
// would be painted later for it, by a frame. It ends anywhere within a frame.
async () => {
  const begun = performance.now();
  let calm = 0;
  for (let last = begun; calm < 40 && last - begun < 8000;) {
    const now = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
    calm = now - last < 22 ? calm + 1 : 0;
    last = now;
  }
  await new Promise((done) => setTimeout(done, 300 + Math.random() * 1000 / 60));
}
