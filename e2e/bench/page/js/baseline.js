// The least that answers to the same hand: a click marks a row, the wheel with
// Ctrl zooms around the pointer, and with Shift it moves what is zoomed.
const svg = document.querySelector("svg");
let selected = null;
document.querySelector("ol").addEventListener("click", (event) => {
  const row = event.target.closest("li");
  selected?.classList.remove("selected");
  selected = row;
  row?.classList.add("selected");
});
svg.addEventListener("wheel", (event) => {
  const box = svg.viewBox.baseVal;
  if (event.shiftKey) {
    box.x = Math.min(1000 - box.width, Math.max(0, box.x + (box.width * (event.deltaX || event.deltaY)) / 1000));
  } else if (event.ctrlKey) {
    const frame = svg.getBoundingClientRect();
    const at = box.x + (box.width * (event.clientX - frame.left)) / frame.width;
    const width = Math.min(1000, box.width * Math.exp(event.deltaY / 500));
    box.x = Math.min(1000 - width, Math.max(0, at - ((at - box.x) * width) / box.width));
    box.width = width;
  } else {
    return;
  }
  event.preventDefault();
}, { passive: false });
