package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// pathLine is the critical path as the sum it is.
const pathLine = "Critical path of 4 subtasks: waits 3.673 s + runs 17.839 s + tail 0.815 s = 22.327 s, the makespan."

// TestCriticalPath: a line with a halo from the task's start to the last end,
// over waits and runs, steps between rows, a mark beside the names, and the sum.
func TestCriticalPath(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Dark: dark})
		p.Open(sampleTimeline)
		p.SeeText(p.Locator(".tl-path"), pathLine)
		end := 0.0
		for i, id := range []string{prepare, uninstall, install, finish} {
			shapes := p.Eval(shapesOf, []any{id, 22_327}).([]any)
			path := shapes[len(shapes)-1].([]any) // in front of the bar
			if from := number(path[1]); path[0] != "path" || math.Abs(from-end) > 40 {
				t.Errorf("dark %v: the path of subtask %d is %v, want it from %v on", dark, i, path, end)
			}
			end = number(path[2])
			if mark := p.Eval(`(id) => getComputedStyle(document.querySelector('.tl-names a[data-id="' + id + '"]').parentElement, "::after").content`, id); mark != `"C" / "critical path"` {
				t.Errorf("beside the name of %s stands %v, want C, which says what it means", id, mark)
			}
			if !strings.Contains(label(p, id), "on the critical path") {
				t.Errorf("the row %q does not say that it is critical", label(p, id))
			}
		}
		if math.Abs(end-(22_327-815)) > 40 {
			t.Errorf("dark %v: the path ends at %v ms, want the tail before the end", dark, end)
		}
		if steps := p.Eval(`() => document.querySelector(".tl-steps .step").getAttribute("d").match(/M/g).length`); number(steps) != 3 {
			t.Errorf("the path has %v steps from row to row, want 3", steps)
		}
		if look := p.Eval(`() => { const s = getComputedStyle(document.querySelector(".tl-bars .path")); return [s.fill, s.stroke, s.strokeWidth].join("|"); }`).(string); look != map[bool]string{
			false: "rgb(17, 23, 34)|rgb(255, 255, 255)|1px", true: "rgb(255, 255, 255)|rgb(18, 21, 26)|1px"}[dark] {
			t.Errorf("dark %v: the path looks like %s", dark, look)
		}
	}
}

// TestStepsOfThePathHideNothing: they lie behind markers, bars and notes.
func TestStepsOfThePathHideNothing(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + retriedTwice + "?view=timeline")
	order := p.Eval(`() => {
		const rows = document.querySelector(".tl-rows");
		const z = (c) => getComputedStyle(rows.querySelector(c)).zIndex;
		return [getComputedStyle(rows).isolation, z(".tl-behind"), z(".tl-part"), z(".tl-cross")].join();
	}`)
	if order != "isolate,-1,auto,1" {
		t.Errorf("steps, rows and dependencies are stacked as %v, want isolate,-1,auto,1", order)
	}
}

// TestSlack is a thin line behind the bar, to where the subtask could have
// ended.
func TestSlack(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline&fold=none")
	shapes := p.Eval(shapesOf, []any{failedSubtask, 121_609}).([]any)
	first := shapes[0].([]any)
	var run []any
	for _, s := range shapes {
		if s := s.([]any); s[0] == "run" {
			run = s
		}
	}
	if first[0] != "slack" || run == nil || math.Abs(number(first[2])-number(run[2])-70_903) > 300 {
		t.Errorf("the shapes are %v, want slack of 70.903 s behind the end of the run", shapes)
	}
	if got := label(p, failedSubtask); strings.Contains(got, "slack") {
		t.Errorf("the row says %q: what failed could not have ended later", got)
	}
	other := p.Locator(`.tl-names a[title*="slack"]`).First()
	title, err := other.GetAttribute("title")
	p.Must(err)
	if !strings.Contains(title, "succeeded") {
		t.Errorf("a row with slack says %q", title)
	}
	p.Count(p.Locator(".tl-bars .critical .slack"), 0)
	// Graphics have at least 3:1 against both grounds, in both schemes.
	for _, dark := range []bool{false, true} {
		q := NewPage(t, PageOptions{Base: Demo(t).URL, Dark: dark})
		q.Open("/tasks/" + failed + "?view=timeline&fold=none")
		for _, of := range []string{".tl-bars .slack", ".tl-strip path", ".tl-bars .run"} {
			for _, ground := range []string{"--surface", "--stripe"} {
				if got := number(q.Eval(contrast, []string{of, ground})); got < 3 {
					t.Errorf("dark %v: %s on %s has a contrast of %.2f, want 3", dark, of, ground, got)
				}
			}
		}
	}
}

// contrast is WCAG's, of an element's paint against a colour of the sheets.
const contrast = `([of, ground]) => {
	const probe = document.createElement("i");
	document.body.append(probe);
	probe.className = "";
	const channel = (c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
	const light = (text) => { const [r, g, b] = text.match(/[\d.]+/g).map(Number).map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(".probe { color: var(" + ground + ") }");
	document.adoptedStyleSheets.push(sheet);
	probe.className = "probe";
	const drawn = document.querySelector(of);
	const [a, b] = [light(getComputedStyle(drawn)[drawn.localName === "line" ? "stroke" : "fill"]), light(getComputedStyle(probe).color)];
	document.adoptedStyleSheets.pop();
	probe.remove();
	return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}`

// TestWhyThereIsNoPath is said where there is none.
func TestWhyThereIsNoPath(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app,
		made{id: 71000110, name: "Nothing began", now: 9000, finish: 5000, status: "FAILED", steps: []step{{id: 1, name: "x", from: absent, to: absent, status: "PENDING"}}},
		made{id: 71000111, name: "Nothing to do", now: 9000, finish: 5000},
		made{id: 71000112, name: "Undone", now: 90_000, finish: 60_000, status: "FAILED", steps: []step{
			{id: 1, name: "Prepare", from: 500, to: 59_000, status: "FAILED", op: "ROLLBACK"},
			{id: 2, name: "Install", from: 2000, to: 50_000, ups: []int64{1}, status: "PENDING", op: "ROLLBACK"}}},
	)
	p := NewPage(t, PageOptions{Base: app.URL})
	for id, why := range map[int]string{71000110: "no subtask has both a start and an end", 71000111: "the task has no subtasks"} {
		p.Open(fmt.Sprintf("/tasks/%d?view=timeline", id))
		p.SeeText(p.Locator(".tl-path"), "There is no critical path: "+why+".")
	}
	// A rollback hides when its subtask ran to its end: neither words nor marks tell
	// what waited for that.
	p.Open("/tasks/71000112?view=timeline&subtask=2")
	p.SeeText(p.Locator(".tl-path"), "The critical path cannot be told: once a subtask has been rolled back, OCP no longer tells when its run ended.")
	p.See(p.Text("When it was ready is not known: since the rollback of Prepare OCP no longer tells when its run ended."))
	p.Count(p.Locator(".tl-bars .path, .tl-bars .block, .tl-bars .slack, .tl-over .near"), 0)
}

// TestOddTimesAreDrawnWhereTheyAre, and said: nothing is moved.
func TestOddTimesAreDrawnWhereTheyAre(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app, made{id: 71000112, name: "Odd", now: 30_000, finish: 21_000, steps: []step{
		{id: 1, name: "no start", from: absent, to: 5000}, {id: 2, name: "no end", from: 1000, to: absent, ups: []int64{1}},
		{id: 3, name: "ends first", from: 9000, to: 7000}, {id: 4, name: "0 ms", from: 9000, to: 9000, ups: []int64{3}},
		{id: 5, name: "early", from: 8000, to: 12_000, ups: []int64{4}}, {id: 6, name: "undone", from: 500, to: 900, status: "PENDING", op: "ROLLBACK"},
		{id: 7, name: "odd words", from: 12_000, to: 20_000, status: "WARNING", op: "FROB", ups: []int64{5}},
	}})
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/71000112?view=timeline")
	for id, want := range map[string][]float64{"3": {9000, 9000}, "4": {9000, 9000}, "5": {8000, 12_000}, "6": {500, 900}, "7": {12_000, 20_000}} {
		for _, s := range p.Eval(shapesOf, []any{id, 21_000}).([]any) {
			if s := s.([]any); strings.HasPrefix(s[0].(string), "run") && (math.Abs(number(s[1])-want[0]) > 40 || math.Abs(number(s[2])-want[1]) > 40) {
				t.Errorf("the run of %s is %v, want %v", id, s, want)
			}
		}
	}
	problems := strings.Join(p.All(p.Locator(".problems li")), "\n")
	for _, want := range []string{"no start: It has ended but has no startTime", "no end: It has ended but has no finishTime", "ends first: It ends 2.000 s before it starts",
		"early: It starts 1.000 s before its upstream 4 ends", "Status “WARNING” is not known", "Operation “FROB” is not known"} {
		if !strings.Contains(problems, want) {
			t.Errorf("the oddities %q lack %q", problems, want)
		}
	}
	for id, want := range map[string]string{"6": "rolled back", "7": "unknown"} {
		if got := label(p, id); !strings.Contains(got, want) {
			t.Errorf("subtask %s says %q, want %q in it", id, got, want)
		}
	}
}
