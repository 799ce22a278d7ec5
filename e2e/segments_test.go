package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// label is what a row says of itself.
func label(p *Page, id string) string {
	return fmt.Sprint(p.Eval(`(id) => {
		const a = document.querySelector('.tl-names a[data-id="' + id + '"]');
		const said = a.getAttribute("title") ?? a.getAttribute("aria-description");
		return said.startsWith(a.textContent) ? said : a.textContent + ", " + said;
	}`, id))
}

// shapesOf are the shapes of a subtask's bar: class, and where it begins and
// ends, ms from the start of a task of the given length that is shown whole.
const shapesOf = `([id, whole]) => {
	const chart = document.querySelector(".tl-ticks").getBoundingClientRect();
	return [...document.querySelectorAll('.tl-bars a[data-id="' + id + '"] > *')].map((e) => {
		const svg = e.ownerSVGElement.getBoundingClientRect();
		const at = (name) => svg.left + svg.width * parseFloat(e.getAttribute(name) ?? "0") / 100;
		const [from, to] = e.localName === "line" ? [at("x1"), at("x2")] : [at("x"), at("x") + svg.width * parseFloat(e.getAttribute("width") ?? "0") / 100];
		return [e.getAttribute("class"), ...[from, to].map((x) => Math.round((x - chart.left) / chart.width * whole))];
	});
}`

// retriedWhileSeen is a task whose retry our snapshots saw: it failed after 9 s,
// nobody looked at it for a while, then it ran again.
func retriedWhileSeen() []made {
	at := func(now int64, status string, second, third step) made {
		m := made{id: 71000100, name: "Seen while it ran", now: now, finish: absent, status: status, steps: []step{
			{id: 710001001, name: "Prepare", from: 0, to: 2000}, second, third,
			{id: 710001004, name: "Check one thing", from: 2500, to: 2501, ups: []int64{710001001}},
		}}
		if status == "SUCCESSFUL" {
			m.finish = 60_000
		}
		return m
	}
	install := func(to int64, status, op string, runs int) step {
		return step{id: 710001002, name: "Install rpm", from: 3000, to: to, ups: []int64{710001001}, status: status, op: op, runs: runs}
	}
	start := func(from, to int64, status string) step {
		return step{id: 710001003, name: "Start observer", from: from, to: to, ups: []int64{710001002}, status: status}
	}
	return []made{
		at(10_000, "RUNNING", install(absent, "RUNNING", "", 1), start(absent, absent, "PENDING")),
		at(20_000, "FAILED", install(12_000, "FAILED", "", 1), start(absent, absent, "PENDING")),
		at(40_000, "RUNNING", install(absent, "RUNNING", "RETRY", 2), start(absent, absent, "PENDING")),
		at(51_000, "RUNNING", install(50_000, "SUCCESSFUL", "RETRY", 2), start(absent, absent, "READY")),
		at(61_000, "SUCCESSFUL", install(50_000, "SUCCESSFUL", "RETRY", 2), start(53_000, 58_000, "SUCCESSFUL")),
	}
}

// openRetried shows that task's timeline.
func openRetried(t *testing.T, query string) *Page {
	t.Helper()
	app := Start(t)
	keep(t, app, retriedWhileSeen()...)
	p := NewPage(t, PageOptions{Base: app.URL, Width: 1440, Height: 1200})
	p.Open("/tasks/71000100?view=timeline" + query)
	return p
}

// TestTruthfulSegments: what is blocked, waits, is queued, runs and pauses is
// drawn where it was, each in its own way, and told with exact milliseconds.
func TestTruthfulSegments(t *testing.T) {
	t.Parallel()
	p := openRetried(t, "&gaps=open")
	for id, want := range map[string][]string{
		"710001002": {"Install rpm", "blocked by Prepare until 14:00:02.000", "held or queued 1.000 s", "at least 2 runs, first start 14:00:03.000, last end 47.000 s later: the true run time is not known",
			"run 1: failed, at least 9.000 s from 14:00:03.000", "run 2: succeeded"},
		"710001003": {"blocked by Install rpm until 14:00:50.000", "queued 2.000 s for a worker", "ran 5.000 s"},
		"710001004": {"blocked by Prepare until 14:00:02.000", "held or queued 0.500 s", "ran 0.001 s"},
	} {
		for _, words := range want {
			if got := label(p, id); !strings.Contains(got, words) {
				t.Errorf("the row of %s says %q, want %q in it", id, got, words)
			}
		}
	}
	type shape struct {
		class    string
		from, to float64
	}
	for id, want := range map[string][]shape{
		"710001002": {{"block", 0, 2000}, {"waiting", 2000, 3000}, {"run s-failed", 3000, 12_000}, {"pause", 12_000, 20_000}, {"run s-succeeded", 40_000, 50_000}, {"path", 2000, 50_000}},
		"710001003": {{"block", 0, 50_000}, {"waiting", 50_000, 51_000}, {"queued", 51_000, 53_000}, {"run", 53_000, 58_000}, {"path", 50_000, 58_000}},
		"710001004": {{"block", 0, 2000}, {"waiting", 2000, 2500}, {"run tiny", 2500, 2501}},
	} {
		got := p.Eval(shapesOf, []any{id, 60_000}).([]any)
		for _, w := range want {
			found := false
			for _, g := range got {
				g := g.([]any)
				found = found || g[0] == w.class && math.Abs(number(g[1])-w.from) < 60 && math.Abs(number(g[2])-w.to) < 60
			}
			if !found {
				t.Errorf("%s has %v, want %v", id, got, w)
			}
		}
	}
	// No two of them look the same.
	looks := map[string]string{}
	for _, class := range []string{"block", "waiting", "queued", "run.s-failed", "run.s-succeeded", "pause"} {
		look := p.Eval(`(c) => { const s = getComputedStyle(document.querySelector(".tl-bars ." + c)); return s.fill + s.stroke + s.height; }`, class).(string)
		if other, ok := looks[look]; ok {
			t.Errorf("%s and %s look the same: %s", class, other, look)
		}
		looks[look] = class
	}
	p.Click(p.Locator(".legend-fold summary"))
	legend := strings.Join(p.All(p.Locator(".legend li")), ", ")
	for _, words := range []string{"blocked by an upstream", "held or queued", "queued for a worker", "pause between runs", "too short to see", "failed", "succeeded"} {
		if !strings.Contains(legend, words) {
			t.Errorf("the legend %q lacks %q", legend, words)
		}
	}
	// A failed run looks failed while the subtask runs again.
	const fill = `() => getComputedStyle(document.querySelector(".tl-bars .run.s-failed")).fill`
	over := p.Eval(fill)
	p.Open("/tasks/71000100@3?view=timeline")
	p.Count(p.Locator(".tl-bars .s-retrying .run.s-failed"), 1)
	if now := p.Eval(fill); now != over {
		t.Errorf("beside a run that goes on the failed one is filled with %v, else with %v", now, over)
	}
}

// TestATinyBarKeepsItsWidth at any zoom: its marker is as large as ever.
func TestATinyBarKeepsItsWidth(t *testing.T) {
	t.Parallel()
	p := openRetried(t, "&from=2000&to=4000")
	measure := func() (width, scale, marker float64) {
		got := p.Eval(`() => {
			const e = document.querySelector('.tl-bars a[data-id="710001004"] .tiny');
			const width = (parseFloat(e.getAttribute("x2")) - parseFloat(e.getAttribute("x1"))) / 100 * e.ownerSVGElement.getBoundingClientRect().width;
			const m = document.querySelector(getComputedStyle(e).markerStart.match(/#[^"')]*/)[0]);
			return [width, e.getScreenCTM().a, m.getAttribute("markerUnits") === "userSpaceOnUse" ? Number(m.getAttribute("markerHeight")) : -1];
		}`).([]any)
		return number(got[0]), number(got[1]), number(got[2])
	}
	want := func(shown float64) {
		t.Helper()
		width, scale, marker := measure()
		if c := chartOf(p); math.Abs(width-c.Width/shown) > c.Width/shown/5 {
			t.Errorf("a bar of 1 ms in %v ms is %v px wide, want %v", shown, width, c.Width/shown)
		}
		if scale != 1 || marker != 26 {
			t.Errorf("the marker is %v high at a scale of %v, want 26 px whatever the zoom", marker, scale)
		}
	}
	want(2000)
	c := chartOf(p)
	turnWheel(p, c.X+c.Width/4, c.Y+c.Height+40, 0, -60, "Control")
	rests(p, "to - from < 1600")
	from, to := zoomed(t, p)
	want(to - from)
}

// TestWhyItWaitsNow: of a task that runs, held and queued are told apart.
func TestWhyItWaitsNow(t *testing.T) {
	t.Parallel()
	app := Start(t)
	m := made{id: 71000101, name: "Ten slots", now: 61_000, finish: absent, status: "RUNNING", steps: []step{{id: 1, name: "Root", from: 0, to: 1000}}}
	for i := range 12 {
		s := step{id: int64(10 + i), name: "Copy", from: 1500, to: absent, ups: []int64{1}, status: "RUNNING", copy: i + 1}
		if i >= 10 {
			s.from, s.status = absent, "PENDING"
		}
		m.steps = append(m.steps, s)
	}
	queued := made{id: 71000102, name: "One worker", now: 9000, finish: absent, status: "RUNNING", steps: []step{
		{id: 1, name: "Root", from: 0, to: 1000}, {id: 2, name: "Next", from: absent, to: absent, ups: []int64{1}, status: "READY"},
		{id: 3, name: "Last", from: absent, to: absent, ups: []int64{2}, status: "PENDING"},
	}}
	keep(t, app, m, queued)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/71000101?view=timeline")
	if got, want := label(p, "21"), "held 1 m 00.000 s: 10 of 10 slots of the task busy"; !strings.Contains(got, want) {
		t.Errorf("a copy without a slot says %q, want %q in it", got, want)
	}
	p.Open("/tasks/71000102?view=timeline")
	for id, want := range map[string]string{"2": "queued 8.000 s for a worker", "3": "blocked by Next (queued), upstreams not done: 1"} {
		if got := label(p, id); !strings.Contains(got, want) {
			t.Errorf("subtask %s says %q, want %q in it", id, got, want)
		}
	}
	p.Count(p.Locator(".tl-grid .now"), 1)
}
