// The page's clock, when two more frames have been painted.
async () => {
  await bench.frames(2);
  return performance.now();
}
