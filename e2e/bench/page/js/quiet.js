// Waits until what a click has asked the server for is in the page and painted:
// what is measured next is not of that click.
async () => {
  const busy = () => document.querySelector('[aria-busy="true"]') !== null;
  for (let frames = 0; frames < 6; frames = busy() ? 0 : frames + 1) await bench.frames(1);
}
