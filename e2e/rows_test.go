package e2e

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

const failedTimeline = "/tasks/" + failed + "?view=timeline"

// shownNames are those of the rows that are shown, from the top.
func shownNames(p *Page) []string {
	return p.All(p.Locator(".tl-part:not([hidden]) .tl-names a"))
}

// TestFoldedStageTellsOfItsCopies: one row, with counts, what went wrong by
// name, the straggler, the worst state, and the spread of the runs.
func TestFoldedStageTellsOfItsCopies(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline)
	group := p.Locator(`.tl-names a[data-group]:has-text("Install rpm")`)
	p.SeeText(group, "Install rpm × 12")
	note := p.Locator(`.tl-bars .note:has-text("failed")`)
	p.SeeText(note, "1 failed (#7) · 11 succeeded · #9 took 1 m 22 s longer than the median")
	label, err := group.GetAttribute("title")
	p.Must(err)
	if !strings.Contains(label, "\nruns from 14.010 s to 1 m 40.") || !strings.Contains(label, "median 17.") {
		t.Errorf("the row says %q, want the shortest, the median and the longest run", label)
	}
	p.Count(p.Locator(".tl-bars .group.s-failed"), 1)
	p.Count(p.Locator(".tl-bars .group.s-failed .tick"), 0) // they are lengths, and the axis is the clock's
	rows := len(shownNames(p))
	p.Click(group)
	p.Must(p.Expect(group).ToHaveAttribute("aria-expanded", "true"))
	if got := len(shownNames(p)); got != rows+12 {
		t.Errorf("opened, the stage has %d rows more, want its 12", got-rows)
	}
	p.See(rowOf(p, failedSubtask))
}

// TestOrdersOfRows: each sort turns round, and is a link with an address.
func TestOrdersOfRows(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	inOrder := []string{"Prepare reinstalling OCP agent", "Uninstall ocp agent", "Install ocp agent", "Finish reinstalling OCP agent"}
	want := func(order ...int) {
		t.Helper()
		var all []string
		for _, i := range order {
			all = append(all, inOrder[i])
		}
		if got := shownNames(p); !slices.Equal(got, all) {
			t.Errorf("%s has the rows %q, want %q", p.URL(), got, all)
		}
	}
	want(0, 1, 2, 3)
	p.Click(p.Locator(".timeline .menu").First().Locator("summary"))
	for _, s := range []struct {
		word, query string
		order       []int
	}{
		{"start", "start", []int{0, 1, 2, 3}}, {"duration", "duration", []int{2, 1, 0, 3}}, {"wait", "wait", []int{2, 0, 3, 1}},
		{"name", "name", []int{3, 2, 0, 1}}, {"name", "-name", []int{1, 0, 2, 3}},
	} {
		p.Click(p.Role("group", "Order").GetByRole("link", pw.ByName(s.word)))
		p.At(sampleTimeline + "&sort=" + s.query)
		until(p, `!document.querySelector("[aria-busy=true]")`)
		want(s.order...)
	}
}

// TestBarsFromTheLeft can be compared: each begins there, and is as long as it
// ran on a common scale.
func TestBarsFromTheLeft(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline + "&align=left&sort=duration")
	longest := boxOf(p, barOf(p, install))
	for id, ms := range map[string]float64{prepare: 394, uninstall: 1894, install: 15_361} {
		b := boxOf(p, barOf(p, id))
		if math.Abs(b.X-longest.X) > 1 || math.Abs(b.Width-longest.Width*ms/15_361) > 2 {
			t.Errorf("the bar of %s is %v, want it from %v on, %v px wide", id, b, longest.X, longest.Width*ms/15_361)
		}
	}
	p.SeeText(p.Locator(".tl-zone"), "Durations: every bar begins at the left")
}

// TestLanesPerExecutor: a host each, with what it did and how busy it was.
func TestLanesPerExecutor(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline)
	p.Click(p.Role("group", "Rows").GetByRole("link", pw.ByName("executors")))
	p.At(failedTimeline + "&lane=executor")
	p.Count(p.Locator(".tl-names li:not(.again) .lane-name"), 3)
	if got := p.All(p.Locator(".tl-names li:not(.again) .lane-name")); !slices.Equal(got, []string{"10.20.0.11", "10.20.0.12", "10.20.0.13"}) {
		t.Errorf("the lanes are %q", got)
	}
	// Bars of one row of a lane never overlap.
	if got := p.Eval(`() => {
		const rows = new Map();
		for (const e of document.querySelectorAll(".tl-bars a[data-id] .run")) {
			const b = e.getBoundingClientRect();
			const y = Math.round(b.top + scrollY);
			for (const o of rows.get(y) ?? []) if (b.left < o.right - 1.5 && o.left < b.right - 1.5 && b.width > 3 && o.width > 3) return e.closest("a").getAttribute("aria-label");
			rows.set(y, [...(rows.get(y) ?? []), b]);
		}
		return "";
	}`); got != "" {
		t.Errorf("in its lane %v lies on another", got)
	}
	named, err := p.Locator(`.tl-bars a[data-id="` + failedSubtask + `"]`).GetAttribute("aria-label")
	p.Must(err)
	if !strings.Contains(named, "Install rpm #7") {
		t.Errorf("the bar is named %q", named)
	}
}

// TestDependenciesOfTheSelected alone are drawn.
func TestDependenciesOfTheSelected(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	p.Count(p.Locator(".tl-over .near"), 0)
	p.Click(rowOf(p, install))
	p.Count(p.Locator(".tl-over .near.to"), 2) // from its upstream, and to its downstream
	c, bar := chartOf(p), boxOf(p, barOf(p, install))
	at := number(p.Eval(`() => { const l = document.querySelector(".tl-over .near.to"); const s = l.ownerSVGElement.getBoundingClientRect(); return s.left + s.width * parseFloat(l.getAttribute("x2")) / 100; }`))
	if math.Abs(at-bar.X) > 1.5 || at < c.X {
		t.Errorf("the arrow from the upstream ends at %v, want the start of the bar at %v", at, bar.X)
	}
	p.Press("Escape")
	p.Count(p.Locator(".tl-over .near"), 0)
}

// TestConcurrencyStrip below the axis, with its peak in words.
func TestConcurrencyStrip(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline)
	p.SeeText(p.Locator(".tl-peak"), "at most 10 at once")
	name, err := p.Locator(".tl-strip").GetAttribute("aria-label")
	p.Must(err)
	if !strings.HasPrefix(name, "Running at once: at most 10, first at 14:03:") {
		t.Errorf("the strip is named %q", name)
	}
	axis, strip := boxOf(p, p.Locator(".tl-ticks")), boxOf(p, p.Locator(".tl-strip"))
	if strip.Y < axis.Y+axis.Height-1 || math.Abs(strip.Width-axis.Width) > 1 {
		t.Errorf("the strip is at %v, want it as wide as the axis at %v and below it", strip, axis)
	}
}

// TestAxisAndNamesStayInSight while the page is scrolled.
func TestAxisAndNamesStayInSight(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 700})
	p.Open(failedTimeline + "&fold=none")
	p.Eval(`() => document.querySelectorAll(".tl-names li")[60].scrollIntoView({ block: "center" })`)
	for _, at := range []string{".tl-axis", ".tl-corner"} {
		if b := boxOf(p, p.Locator(at)); math.Abs(b.Y-40) > 1 { // as high as the search box at the top
			t.Errorf("after scrolling %s is at %v, want it at the top, below the search box", at, b)
		}
	}
	if got := p.Eval(`() => document.elementFromPoint(700, 50)?.closest(".tl-axis") !== null`); got != true {
		t.Error("a row covers the axis")
	}
	// In a narrow window too nothing scrolls to the side, so the names stay.
	p.Must(p.SetViewportSize(390, 700))
	if got := p.Eval(`() => [document.scrollingElement.scrollWidth <= innerWidth, document.querySelector(".tl-names").getBoundingClientRect().left >= 0].join()`); got != "true,true" {
		t.Errorf("at 390 px: %v", got)
	}
}

// TestNamesOfFortyCharactersFit as the column is; longer ones are cut before
// their end, and can be read whole.
func TestNamesOfFortyCharactersFit(t *testing.T) {
	t.Parallel()
	app := Start(t)
	fits, long := "Upgrade observer packages of every zone.", "Upgrade the OceanBase packages on every host of the cluster and check the versions, phase 0001"
	if len(fits) != 40 {
		t.Fatalf("%q has %d characters", fits, len(fits))
	}
	keep(t, app, made{id: 71000120, name: "Names", now: 9000, finish: 5000, steps: []step{
		{id: 1, name: fits, from: 0, to: 2000}, {id: 2, name: long, from: 2500, to: 4000, ups: []int64{1}}, {id: 3, name: "升级所有主机上的软件包并检查其版本是否一致", from: 4000, to: 4500}}})
	p := NewPage(t, PageOptions{Base: app.URL, Width: 1440})
	p.Open("/tasks/71000120?view=timeline")
	cut := func(id string) string {
		return fmt.Sprint(p.Eval(`(id) => { const a = document.querySelector('.tl-names a[data-id="' + id + '"]'); const { content, display } = getComputedStyle(a, "::after"), tail = display === "none" ? "" : content; return a.scrollWidth > a.clientWidth + 1 || /…/.test(tail) ? tail : ""; }`, id))
	}
	if got := cut("1") + cut("3"); got != "" {
		t.Errorf("a name of 40 characters is cut: %s", got)
	}
	if got := cut("2"); !strings.Contains(got, "…") || !strings.Contains(got, "0001") {
		t.Errorf("a long name ends with %s, want it cut before its end", got)
	}
	if said := label(p, "2"); !strings.HasPrefix(said, long+", succeeded") {
		t.Errorf("a name that is cut says %q, want all of it", said)
	}
	p.Must(p.Expect(rowOf(p, "2")).ToHaveText(long)) // the text itself is whole
	p.Click(rowOf(p, "2"))
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), long)
}

// TestANoteKeepsItsBeginning: counts come first, and stay, where a note left of its
// bar has not the room for all of it: in a narrow window, beside the panel, zoomed.
func TestANoteKeepsItsBeginning(t *testing.T) {
	t.Parallel()
	app := Start(t)
	task := made{id: 71500077, name: "Refresh seven agents", status: "FAILED", now: 1_000_000, finish: 1_000_000,
		steps: []step{{id: 1, name: "Prepare", from: 0, to: 600_000}}}
	for k := range 7 {
		s := step{id: int64(10 + k), name: "Refresh ocp agent config", from: 700_000, to: 720_000 + int64(k)*1000, ups: []int64{1}, copy: k + 1}
		if k == 1 {
			s.to = 990_000
		}
		if k == 6 {
			s.status = "FAILED"
		}
		task.steps = append(task.steps, s)
	}
	keep(t, app, task)
	for _, test := range []struct {
		width  int
		query  string
		zoomed bool
	}{{1440, "", false}, {1280, "&subtask=1", false}, {700, "", false}, {390, "", false}, {1280, "", true}} {
		p := NewPage(t, PageOptions{Base: app.URL, Width: test.width})
		p.Open(fmt.Sprintf("/tasks/%d@1?view=timeline&fold=all", task.id) + test.query)
		note := p.Locator(`.tl-bars .room.end .note:has-text("1 failed (#6)")`)
		p.See(note)
		if test.zoomed {
			choose(p, 0.3, 0.99)
			p.Click(p.Role("button", "Zoom here"))
			rests(p, "from > 0 && to > 0")
		}
		c := chartOf(p)
		begins, err := note.Evaluate(`(e) => e.getStartPositionOfChar(0).matrixTransform(e.getScreenCTM()).x`, nil)
		p.Must(err)
		ends := number(p.Eval(`() => Math.max(...[...document.querySelectorAll(".room.end")].map((e) => e.closest("a").querySelector(".run").getBoundingClientRect().left))`))
		if x := number(begins); x < c.X-1 || x > ends-80 {
			t.Errorf("%+v: the note begins at %v, the chart at %v, the bar at %v", test, x, c.X, ends)
		}
	}
}
