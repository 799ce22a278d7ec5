// @ts-check
// The one script of a page. It starts what the page's data-page asks for;
// without it every page is complete: scripts only save a round trip.
import { startSelection } from "./selection.js";
import { startCopy } from "./copy.js";

const page = document.documentElement.dataset.page;
if (page === "task") {
  startSelection();
}
startCopy();
