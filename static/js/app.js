// @ts-check
// The one script of a page. It starts what the page's data-page asks for;
// without it every page is complete: scripts only save a round trip.
import { startBars } from "./bars.js";
import { current } from "./chart.js";
import { startColumns } from "./columns.js";
import { startCopy } from "./copy.js";
import { startCursor } from "./cursor.js";
import { startFind } from "./find.js";
import { startGraph } from "./graph.js";
import { identify } from "./ids.js";
import { startKeys } from "./keys.js";
import { afterPaint, goToPlace, withRest } from "./later.js";
import { startLinks } from "./links.js";
import { startLive } from "./live.js";
import { startMenus } from "./menu.js";
import { startMinimap } from "./minimap.js";
import { startNotes } from "./notes.js";
import { startPaper } from "./paper.js";
import { startRange } from "./range.js";
import { showRangeOf } from "./rangeaddress.js";
import { startReplay } from "./replay.js";
import { startRows } from "./rows.js";
import { startRowTip } from "./rowtip.js";
import { recall, select, startSelection } from "./selection.js";
import { startLooks } from "./looks.js";
import { startSpot } from "./spot.js";
import { startStops } from "./stops.js";
import { stored } from "./stored.js";
import { startTimeline } from "./timeline.js";
import { startTools } from "./tools.js";
import { startTrend } from "./trend.js";
import { startZoom } from "./zoom.js";

const page = document.documentElement.dataset.page;
if (page === "task") {
  withRest(goToPlace);
  // The timeline is at once as it stays, unless the reader's own width of the
  // names, or a pane that scrolls by itself, has yet to be set.
  if (document.querySelector(".in-timeline") && !stored("names")) afterPaint(startTask);
  else withRest(startTask);
} else if (page === "compare") {
  startCopy();
  startLooks();
  startGraph();
  startKeys();
} else {
  startCopy();
  if (page === "trend") startTrend();
}

function startTask() {
  identify(document);
  // Copies first: what they do with a link must come before it is followed.
  startCopy();
  startLooks();
  startMenus();
  startTimeline();
  startBars(); // before what follows links
  startSelection();
  startSpot();
  startLinks(partly, recall);
  startTools();
  startReplay();
  startColumns();
  startMinimap();
  startZoom();
  startNotes();
  startPaper();
  startRange();
  startCursor();
  startRowTip();
  startRows();
  startStops();
  startGraph();
  startFind();
  startKeys();
  startLive();
}

/**
 * Takes the steps for which less than the whole page is needed.
 * @param {URL} url
 * @param {string[]} names of the parameters that change
 * @param {boolean} back whether it is a step through the history
 */
function partly(url, names, back) {
  if (current() && names.every((name) => name === "from" || name === "to")) {
    showRangeOf(url);
    return true;
  }
  if (back && names.every((name) => name === "subtask")) {
    select(url.searchParams.get("subtask") ?? "", false);
    return true;
  }
  return false;
}
