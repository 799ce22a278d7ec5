package e2e

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestTimelineOnPaper: sheets that lie on their side, with the legend, every row
// and the axis on each; and of a zoom what the screen shows.
func TestTimelineOnPaper(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Dark: true})
	p.Open(failedTimeline + "&fold=none")
	pdf, err := p.PDF(pw.PDFOptions{PreferCSSPageSize: pw.Ptr(true)})
	p.Must(err)
	sheets := regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindAllSubmatch(pdf, -1)
	if len(sheets) == 0 || bytes.Count(pdf, []byte("/Type /Page\n")) < 3 {
		t.Errorf("%d sheets of %d bytes, want several", len(sheets), len(pdf))
	}
	for _, s := range sheets {
		wide, _ := strconv.ParseFloat(string(s[1]), 64)
		high, _ := strconv.ParseFloat(string(s[2]), 64)
		if wide <= high {
			t.Errorf("a sheet is %v by %v, want it on its side", wide, high)
		}
	}
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	p.See(p.Locator(".legend"))
	p.Gone(p.Locator(".tl-bar"))
	p.Gone(p.Locator(".tabs"))
	p.See(p.Locator(".tl-sheet .tl-task")) // a browser repeats the axis and the name on each sheet
	p.Must(p.Expect(p.Locator(".tl-top")).ToHaveCSS("display", "table-header-group"))
	for _, of := range []string{".head-facts", ".legend", ".tl-ticks .grid"} {
		if n := number(p.Eval(`(of) => [...document.querySelectorAll(of)].filter((e) => e.checkVisibility({ contentVisibilityAuto: true })).length`, of)); n == 0 {
			t.Errorf("%s is not on paper", of)
		}
	}
	if ground := p.Eval(`() => getComputedStyle(document.querySelector(".tl-names li")).backgroundColor`); ground != "rgb(255, 255, 255)" {
		t.Errorf("a dark page is printed on %v, want white", ground)
	}
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Screen}))
	p.Press("w")
	p.Press("w")
	rests(p, "to - from < 70000")
	p.Eval(`() => dispatchEvent(new Event("beforeprint"))`)
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	// The marks of each sheet, and the lines down from them, are zoomed as its bars are.
	if got := p.Eval(`() => {
		const z = (of) => Number(getComputedStyle(document.querySelector(of)).getPropertyValue("--z"));
		return z(".tl-ticks") === z(".tl-bars") && z(".tl-bars") > 1 ? "" : "the marks are zoomed by " + z(".tl-ticks") + ", the bars by " + z(".tl-bars");
	}`); got != "" {
		t.Errorf("on paper, zoomed: %v", got)
	}
}

// TestTheGridEndsWithTheRowsOnPaper: its lines are drawn with each part of them, so
// that they neither go on below the last row of a sheet nor through the words above
// the axis of the next; the page has nothing of it afterwards.
func TestTheGridEndsWithTheRowsOnPaper(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline + "&fold=none")
	const drawn = `() => [document.querySelectorAll(".tl *").length, document.querySelector(".tl").className].join()`
	before := p.Eval(drawn)
	p.Eval(`() => dispatchEvent(new Event("beforeprint"))`)
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	if got := p.Eval(`() => {
		const bad = [];
		if (getComputedStyle(document.querySelector(".tl-axis")).overflowY !== "clip") bad.push("the axis' own lines go on");
		for (const part of document.querySelectorAll(".tl-part:not([hidden])")) {
			const rows = part.getBoundingClientRect();
			const lines = [...part.querySelectorAll(".tl-bars .grid")].filter((e) => e.checkVisibility());
			if (lines.length < 2) bad.push(lines.length + " lines in a part");
			for (const e of lines) {
				const line = e.getBoundingClientRect();
				if (Math.abs(line.top - rows.top) > 1 || Math.abs(line.bottom - rows.bottom) > 1) bad.push("a line from " + line.top + " to " + line.bottom + " in rows from " + rows.top + " to " + rows.bottom);
			}
		}
		return bad.join("; ");
	}`); got != "" {
		t.Error(got)
	}
	p.Eval(`() => dispatchEvent(new Event("afterprint"))`)
	if after := p.Eval(drawn); after != before {
		t.Errorf("printing leaves %v in the page, which had %v", after, before)
	}
}

// TestPaperIsWhole: what scrolls in a box of its own on the screen is all there
// on paper, where nothing scrolls: of each view, and of runs compared.
func TestPaperIsWhole(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1040}) // as wide as a sheet is
	pair := "/compare/" + slowBase + "..." + slowHead + "?all=1"
	for _, path := range []string{"/tasks/" + large, failedTimeline, "/tasks/" + large + "?view=graph", "/tasks/" + large + "?view=subtasks", "/tasks/" + large + "?view=raw", pair, pair + "&gaps=open"} {
		p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Screen}))
		p.Open(path)
		p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
		if got := p.Eval(`() => [...document.querySelectorAll("main, main *")].filter((e) => {
			const s = getComputedStyle(e);
			return s.overflowY !== "visible" && s.display !== "inline" && !e.closest(".hidden, .tl-names, svg svg") && e.scrollHeight > e.clientHeight + 4;
		}).map((e) => e.tagName + "." + e.className + " shows " + e.clientHeight + " of " + e.scrollHeight + " px").join("; ")`); got != "" {
			t.Errorf("%s: on paper %v", path, got)
		}
		if got := p.Eval(`() => [...document.querySelectorAll(".dag, table, .tl")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.tagName + "." + e.getAttribute("class") + " ends at " + e.getBoundingClientRect().right).join("; ")`); got != "" {
			t.Errorf("%s: on a sheet of 1040 px %v", path, got)
		}
	}
}

// TestPaperHasWhatCrossesRows: of the critical path's steps and of the marks of what
// is outside the range each part has its piece, as long as the sheets are made.
func TestPaperHasWhatCrossesRows(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1040})
	const length = `(of) => [...document.querySelectorAll(of)].reduce((sum, e) => sum + e.y2.baseVal.value - e.y1.baseVal.value, 0)`
	p.Open("/tasks/" + failed + "?view=timeline&fold=none")
	whole := number(p.Eval(`() => [...document.querySelector(".tl-behind .step").getAttribute("d").matchAll(/ (\d+)V(\d+)/g)].reduce((sum, [, from, to]) => sum + Number(to) - Number(from), 0)`))
	p.Eval(`() => dispatchEvent(new Event("beforeprint"))`)
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	if got := number(p.Eval(length, ".tl-ruled .step")); got != whole || whole == 0 {
		t.Errorf("the steps of all parts are %v px high, want %v", got, whole)
	}
	if got := p.Eval(`() => { const step = getComputedStyle(document.querySelector(".tl-ruled .step")); return step.stroke !== "none" && document.querySelector(".tl-ruled .step").checkVisibility(); }`); got != true {
		t.Error("the steps are not drawn")
	}
	p.Eval(`() => dispatchEvent(new Event("afterprint"))`)
	p.Count(p.Locator(".tl-ruled"), 0)

	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Screen}))
	p.Open("/tasks/" + failed + "?view=timeline&fold=none&from=28339&to=54951")
	p.Eval(`() => dispatchEvent(new Event("beforeprint"))`)
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	first := boxOf(p, p.Locator(".tl-chart").First())
	mark := boxOf(p, p.Locator(".tl-ruled .beyond path").First())
	if mark.X < first.X-12 || mark.X > first.X+30 || mark.Y < first.Y {
		t.Errorf("the mark of what is before the range is at %v, the chart at %v", mark, first)
	}
}

// TestPaperCutsNothingThatTells: names as long as the column is made for, the
// units of figures, and what a list that is closed on the screen has.
func TestPaperCutsNothingThatTells(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1040})
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	p.Open("/tasks/" + failed + "?view=timeline&fold=none")
	if got := p.Eval(`() => [...document.querySelectorAll(".tl-names a")].filter((e) => e.scrollWidth > e.clientWidth && e.checkVisibility() && getComputedStyle(e, "::after").display === "none").map((e) => e.textContent).join("; ")`); got != "" {
		t.Errorf("on paper the end is cut of %v", got)
	}
	p.Open("/tasks/" + failed + "?view=timeline&lane=executor")
	if n := number(p.Eval(`() => [...document.querySelectorAll(".tl-without li a")].filter((e) => e.getClientRects().length > 0).length`)); n != 60 {
		t.Errorf("%v of 60 subtasks without a place are named on paper", n)
	}
	p.Open("/tasks/" + failed)
	if got := p.Eval(`() => [...document.querySelectorAll("td.num")].filter((e) => {
			const words = document.createRange();
			words.selectNodeContents(e);
			return new Set([...words.getClientRects()].map((box) => box.top)).size > 1;
		}).map((e) => e.textContent).join("; ")`); got != "" {
		t.Errorf("on paper figures are broken: %v", got)
	}
}

// TestForcedColours: what tells one thing from another does not go with the
// colours: lines have the system's, waits an edge, the selection a frame.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Must(p.EmulateMedia(pw.MediaOptions{ForcedColors: pw.ForcedColors}))
	p.Open(failedTimeline + "&subtask=" + failedSubtask)
	const system = `([of, property]) => {
		const probe = document.createElement("i");
		document.body.append(probe);
		const e = document.querySelector(of);
		const names = ["CanvasText", "Highlight", "LinkText", "GrayText", "Canvas"];
		const sheet = new CSSStyleSheet();
		document.adoptedStyleSheets.push(sheet);
		const found = names.filter((name) => {
			sheet.replaceSync(".probe { color: " + name + "; forced-color-adjust: none }");
			probe.className = "probe";
			return getComputedStyle(probe).color === getComputedStyle(e)[property];
		});
		document.adoptedStyleSheets.pop();
		probe.remove();
		return found.join();
	}`
	for _, c := range []struct{ of, property, want string }{
		{".tl-bars .run", "stroke", "CanvasText"}, {".tl-bars .waiting", "stroke", "CanvasText"}, {".tl-bars .path", "fill", "Highlight"},
		{".tl-axis text", "fill", "CanvasText"}, {".row-selected", "stroke", "Highlight"}, {".tl-names .current", "outlineColor", "Highlight"},
		{".tl-over .near", "stroke", "LinkText"}, {".tl-strip path", "fill", "CanvasText"},
		{".tl-grid .grid", "stroke", "GrayText"}, {".tl-bars .slack", "stroke", "CanvasText"},
	} {
		if got := p.Eval(system, []string{c.of, c.property}).(string); !strings.Contains(got, c.want) {
			t.Errorf("%s of %s is %q, want %s", c.property, c.of, got, c.want)
		}
	}
	if got := p.Eval(`() => getComputedStyle(document.querySelector(".tl-names .current a")).backgroundColor`); !strings.HasSuffix(got.(string), ", 0)") {
		t.Errorf("the name's ground %v covers the frame of the selection", got)
	}
	p.Eval("() => scrollTo(0, 0)") // what lies half below the search box is no target
	Axe(t, p)
}

// TestWhatSticksCovers: in forced colours, too, nothing is read through what stays
// at the top of the window.
func TestWhatSticksCovers(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 500})
	p.Must(p.EmulateMedia(pw.MediaOptions{ForcedColors: pw.ForcedColors}))
	for _, view := range []string{"view=timeline&fold=none", "view=timeline&lane=executor", "view=subtasks"} {
		p.Open("/tasks/" + failed + "?subtask=" + failedSubtask + "&" + view)
		p.Eval("() => scrollTo(0, 700)")
		p.See(p.Locator(".filter.stuck"))
		if got := p.Eval(`() => [...document.querySelectorAll("main *")].filter((e) => {
			const s = getComputedStyle(e);
			return s.position === "sticky" && e.checkVisibility() && /, 0\)$/.test(s.backgroundColor) && !e.matches(".task-side");
		}).map((e) => e.tagName + "." + e.className).join(", ")`); got != "" {
			t.Errorf("%s: rows are seen through %v", view, got)
		}
	}
}

// TestNothingMoves for those who asked for less motion; for others little does.
func TestNothingMoves(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Calm: true})
	p.Open("/tasks/" + running + "?view=timeline")
	p.Click(p.Locator(".timeline .menu").First().Locator("summary"))
	p.Press("w")
	rests(p, "!isNaN(from) || !isNaN(to)")
	if n := number(p.Eval(`() => document.getAnimations().length`)); n != 0 {
		t.Errorf("%v things move", n)
	}
	for _, of := range []string{".menu > div", ".tl-bars .run", "html"} {
		if got := p.Eval(`(of) => { const s = getComputedStyle(document.querySelector(of)); return s.animationName + " " + s.scrollBehavior; }`, of); got != "none auto" {
			t.Errorf("%s: %v, want no animation and no smooth scrolling", of, got)
		}
	}
}
