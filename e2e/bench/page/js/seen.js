// Everything noted so far; the browser hands its notes over some frames late.
async () => {
  await bench.frames(3);
  return JSON.stringify({ tasks: bench.seen.tasks, inputs: bench.seen.inputs, zooms: bench.zooms() });
}
