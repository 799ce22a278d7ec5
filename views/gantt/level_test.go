package gantt

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/views/chart"
)

// levels are the kinds of marks that the style sheet places in their line, px
// from its top: in the line of a subtask, in that of a group, in a lane. -1 is
// for what is never there.
func levels() map[Kind][3]int {
	const wait = middle - waitHeight/2
	return map[Kind][3]int{
		KindBlock: {middle - 1, -1, -1}, KindSlack: {middle - 1, -1, -1},
		KindWaiting: {wait, -1, -1}, KindHeld: {wait, -1, -1}, KindQueued: {wait, -1, -1},
		KindRun: {barTop, groupTop, barTop}, KindSeam: {barTop, -1, barTop}, KindStop: {barTop - 2, groupStop, barTop - 2},
		KindWhole: {-1, sharesTop, -1},
		KindTiny:  {middle, groupTop + GroupHeight/2, middle}, KindPause: {middle, -1, middle},
		KindTick: {-1, groupTop - 1, -1}, KindPath: {pathTop, groupPath, lanePath},
	}
}

// Marks lie where the sheet puts them: nothing in the page says so again.
func TestLevels(t *testing.T) {
	css, err := os.ReadFile("../../static/css/levels.css")
	if err != nil {
		t.Fatal(err)
	}
	sheet := string(css)
	for _, want := range []string{
		"  .block { y: 11px; }", "  .waiting, .held, .queued { y: 7px; }", "  rect.run, .seam { y: 4px; }",
		"  .stop { y: 2px; }", "  .path { y: 11px; }", "  line.tiny, .pause, .slack { transform: translateY(12px); }",
		".group rect.run { y: 13px; }", ".group .tick { y: 12px; }", ".group .path { y: 20px; }",
		".group rect.whole { y: 12px; }", ".group .stop { y: 11px; }",
		".group line.tiny { transform: translateY(15px); }",
		".levels.tl-lanes .tl-bars .path { y: 16px; }",
		"> a:nth-of-type(" + strconv.Itoa(chart.PartRows) + "), > g:nth-of-type(" + strconv.Itoa(chart.PartRows) + ") { transform: translateY(calc(" + strconv.Itoa(chart.PartRows-1) + " * var(--row))); }",
	} {
		if !strings.Contains(sheet, want) {
			t.Errorf("levels.css has not %q", want)
		}
	}
	known := levels()
	for _, query := range []string{"fold=none", "fold=all", "lane=executor", "align=left"} {
		v, doc := draw(t, input(t, staged(), query))
		check := func(r *Row, line int) {
			for _, m := range r.Marks {
				if want, ok := known[m.level()]; ok && m.Y-r.Y != want[line] {
					t.Errorf("%s: %s lies %d px below the line's top, the sheet has %d", query, m.Class(), m.Y-r.Y, want[line])
				}
			}
		}
		for k := range v.Parts {
			for n := range v.Parts[k].Rows {
				r := &v.Parts[k].Rows[n]
				line := 0
				if r.Group != nil {
					line = 1
				}
				check(r, line)
				for b := range r.Bars {
					check(&r.Bars[b], 2)
				}
			}
		}
		doc.Find(".tl-part").Each(func(_ int, part *goquery.Selection) {
			if names, bars := part.Find("li").Length(), part.Find(".tl-bars > a, .tl-bars > g").Length(); names != bars {
				t.Errorf("%s: %d names beside %d lines of bars", query, names, bars)
			}
		})
	}
}
