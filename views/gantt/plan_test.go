package gantt

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// large has more subtasks than are drawn unfolded: two stages of 35 copies.
func large() *task.Task {
	stages := append(copies(1000, "Install rpm", 35, 1000, 4000, 1), copies(2000, "Start observer", 35, 9000, 12_000, 1)...)
	return finished(20_000, append([]task.Subtask{sub(1, "Prepare", 0, 900)}, stages...)...)
}

// lines prints a plan: + before the row of a folded group, - of an open one.
func lines(in *Input, p *plan) string {
	var s []string
	for k := range p.Lines {
		switch l := &p.Lines[k]; {
		case l.Subtask < 0 && l.Folded:
			s = append(s, fmt.Sprintf("+%s×%d", p.Groups[l.Group].Name, len(l.Members)))
		case l.Subtask < 0:
			s = append(s, fmt.Sprintf("-%s×%d", p.Groups[l.Group].Name, len(l.Members)))
		case !l.Folded:
			s = append(s, in.Task.Subtasks[l.Subtask].ID.String())
		}
	}
	return strings.Join(s, " ")
}

func TestPlanFolds(t *testing.T) {
	for _, test := range []struct {
		name, query, want string
		task              *task.Task
	}{
		{name: "few are open, copies in order", task: staged(), want: "1 -Install rpm×4 10 11 12 13 20"},
		{name: "all folded", task: staged(), query: "fold=all", want: "1 +Install rpm×4 20"},
		{name: "one turned, named by any copy", task: staged(), query: "toggle=12", want: "1 +Install rpm×4 20"},
		{name: "named twice is not turned", task: staged(), query: "toggle=11,12", want: "1 -Install rpm×4 10 11 12 13 20"},
		{name: "a selected copy opens its group", task: staged(), query: "fold=all&subtask=13", want: "1 -Install rpm×4 10 11 12 13 20"},
		{name: "sorted, a group stands where its own row belongs", task: staged(), query: "sort=duration", want: "-Install rpm×4 13 12 11 10 1 20"},
		{name: "many are folded", task: large(), want: "1 +Install rpm×35 +Start observer×35"},
	} {
		in := input(t, test.task, test.query)
		p := newPlan(&in)
		if got := lines(&in, p); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		shown := 0
		for k := range p.Lines {
			if l := &p.Lines[k]; l.Subtask < 0 || !l.Folded {
				if l.Y != shown {
					t.Errorf("%s: line %d has the place %d, want %d", test.name, k, l.Y, shown)
				}
				shown++
			}
		}
		if p.Visible != shown {
			t.Errorf("%s: %d visible lines, want %d", test.name, p.Visible, shown)
		}
	}
}

// The link of a group leads to the page on which it is turned, whatever the
// URL asks for now.
func TestGroupLinkTurnsIt(t *testing.T) {
	for _, query := range []string{"", "fold=all", "toggle=12", "fold=all&subtask=13", "fold=all&toggle=11", "view=timeline&sort=name"} {
		in := input(t, staged(), query)
		_, doc := draw(t, in)
		group := doc.Find(".tl-names a[data-group]")
		before := group.AttrOr("aria-expanded", "")
		next := input(t, staged(), strings.TrimPrefix(group.AttrOr("href", ""), "?"))
		_, doc = draw(t, next)
		if after := doc.Find(".tl-names a[data-group]").AttrOr("aria-expanded", ""); after == before {
			t.Errorf("%q: the group's link %s leaves it %s", query, group.AttrOr("href", ""), before)
		}
	}
}

// The members of a folded group are in the page, for the browser's search.
func TestFoldedRowsCanBeFound(t *testing.T) {
	_, doc := draw(t, input(t, large(), ""))
	hidden := doc.Find(`.tl-part[hidden="until-found"]`)
	if n := hidden.Find(".tl-names a[data-id]").Length(); n != 70 {
		t.Errorf("%d rows can be found, want 70", n)
	}
	if n := hidden.Find(".tl-chart a[data-id]").Length(); n != 70 {
		t.Errorf("%d bars are hidden with their names, want 70", n)
	}
}

func TestGroupRowTells(t *testing.T) {
	_, doc := draw(t, input(t, staged(), "fold=all"))
	if got, want := strings.Join(strings.Fields(doc.Find(".note").Text()), " "), "1 failed (#2) · 3 succeeded · #3 took 3.850 s longer than the median"; got != want {
		t.Errorf("the note = %q, want %q", got, want)
	}
	if got := doc.Find(".tl-names .group").AttrOr("class", ""); !strings.Contains(got, "s-failed") || !strings.Contains(got, "critical") {
		t.Errorf("the row's class = %q, want the worst state and the critical path", got)
	}
}

// Lengths are marks only where bars begin together: on the clock's axis they would
// be read as moments, at which nothing happened. The legend says what there is.
func TestLengthsAreNoMoments(t *testing.T) {
	for query, want := range map[string]int{"fold=all": 0, "fold=all&time=relative": 0, "fold=all&align=left": 3} {
		v, doc := draw(t, input(t, staged(), query))
		if n := doc.Find(".tl-bars .group .tick").Length(); n != want {
			t.Errorf("%s: %d ticks, want %d", query, n, want)
		}
		for kind, there := range map[Kind]bool{KindTick: want > 0, KindGroup: want == 0} {
			if slices.ContainsFunc(v.Legend, func(s Sign) bool { return s.Kind == kind }) != there {
				t.Errorf("%s: the legend has %s: %t, want %t", query, kind, !there, there)
			}
		}
	}
}

// again is the subtask run a second time.
func again(s task.Subtask) task.Subtask {
	s.Operation = task.OpRetry
	return s
}

// afterDays is a task of half a minute with a retry after six days.
func afterDays() *task.Task {
	const days = 6 * 86_400_000
	return finished(days+31_000, sub(1, "Prepare", 500, 3000), again(sub(2, "Install rpm", 3500, days+8000, 1)), sub(3, "Finish", days+9000, days+30_000, 2))
}

// gapped idles for 100 s of 110 s.
func gapped() *task.Task {
	return finished(110_000, sub(1, "A", 0, 5000), sub(2, "B", 105_000, 110_000, 1))
}

func TestGaps(t *testing.T) {
	for _, test := range []struct {
		name, query string
		task        *task.Task
		folded      bool
	}{
		{"folded where they are most of it", "", gapped(), true},
		{"open when asked", "gaps=open", gapped(), false},
		{"not folded where they are little", "", staged(), false},
		{"folded when asked", "gaps=folded", finished(10_000, sub(1, "A", 0, 5000), sub(2, "B", 7000, 10_000, 1)), true},
		{"a retry that is a part of it may be work", "", finished(110_000, sub(1, "A", 0, 5000), again(sub(2, "B", 6000, 100_000, 1)), sub(3, "C", 100_000, 110_000, 2)), false},
		{"a retry after six days is not", "", afterDays(), true},
		{"nor is that when asked", "gaps=open", afterDays(), false},
		{"a range inside a gap is to scale", "from=10000&to=20000", gapped(), false},
	} {
		in := input(t, test.task, test.query)
		p := newPlan(&in)
		if got := len(p.Scale.Breaks()) > 0; got != test.folded {
			t.Errorf("%s: breaks %v, want some: %v", test.name, p.Scale.Breaks(), test.folded)
		}
	}
	_, doc := draw(t, input(t, gapped(), ""))
	if doc.Find(".tl-grid .break").Length() != 1 || !strings.Contains(doc.Find(".legend").Text(), "left out: 1 m 40.000 s") {
		t.Errorf("a folded gap has no visible break, or the legend %q does not print it", doc.Find(".legend").Text())
	}
	mark := doc.Find(".tl-axis a")
	if title, url := mark.Find("title").Text(), mark.AttrOr("href", ""); title != "Left out: 1 m 40.000 s. Show it to scale" || url != "?gaps=open" {
		t.Errorf("the break's mark says %q and leads to %q", title, url)
	}
	if _, doc := draw(t, input(t, afterDays(), "")); !strings.Contains(doc.Find(".legend").Text(), "in it runs of a retried subtask may lie") {
		t.Errorf("the legend %q does not say that a retry is folded", doc.Find(".legend").Text())
	}
	// One ran at once on either side, none in between: not a bucket wider than that.
	if got, want := doc.Find(".tl-strip path").AttrOr("d", ""), "M0 1v-1h192v1h16v-1h192V1Z"; got != want {
		t.Errorf("the strip = %s, want %s", got, want)
	}
	if got, want := doc.Find(".tl").AttrOr("data-breaks", ""), "[[1629875376740,1629875476740,416]]"; got != want {
		t.Errorf("data-breaks = %s, want %s", got, want)
	}
	if got := doc.Find(".menu").Text(); !strings.Contains(got, "1 idle gap, 1 m 40 s") {
		t.Errorf("the menu %q does not say how much is folded", got)
	}
}

// retrying is a subtask that runs again now, 20 s after the start of the task,
// beside others that took half a second.
func retrying() *task.Task {
	now := again(sub(2, "Install rpm", 500, 0, 1))
	now.Status, now.Finished, now.RunTime = task.StatusRunning, task.Instant{}, task.Some[int64](2)
	t := finished(0, sub(1, "Prepare", 0, 400), now)
	t.Status, t.Operation, t.Finished = task.StatusRunning, task.OpRetry, task.Instant{}
	return t
}

// What goes on now is what a reader came for: unless it was asked for, no break
// hides a moment of a span that is open, nor of a running task's last wait.
func TestWhatGoesOnNowIsNotFolded(t *testing.T) {
	back := retrying()
	back.Operation, back.Subtasks[1].Operation = task.OpRollback, task.OpRollback
	waits := retrying()
	waits.Subtasks[1] = task.Subtask{ID: 2, Name: "Install rpm", Status: task.StatusReady, Upstreams: []task.SubtaskID{1}}
	for name, tk := range map[string]*task.Task{"retrying": retrying(), "rolling back": back, "waiting": waits} {
		for query, want := range map[string]bool{"": false, "gaps=folded": true, "gaps=open": false} {
			in := input(t, tk, query)
			if got := len(newPlan(&in).Scale.Breaks()) > 0; got != want {
				t.Errorf("%s, %q: folded is %v, want %v", name, query, got, want)
			}
		}
	}
	open, broken := 0, 0
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 5))
		in := input(t, timelinetest.Odd(r, 1+r.IntN(6)), "")
		a := timeline.Analyze(in.Task, in.Graph, timelinetest.Now())
		in.Analysis = a
		breaks := newPlan(&in).Scale.Breaks()
		broken += len(breaks)
		for i := range a.Spans {
			p := &a.Spans[i]
			if !p.Open {
				continue
			}
			open++
			for _, b := range breaks {
				if p.Start < b.To && b.From < p.End {
					t.Fatalf("seed %d: a break from %d to %d hides %+v", seed, b.From-a.Start, b.To-a.Start, p)
				}
			}
		}
	}
	if open < 100 || broken < 20 {
		t.Errorf("only %d open spans and %d breaks were looked at", open, broken)
	}
}

func TestLanesNameEveryBar(t *testing.T) {
	for _, lane := range permalink.Lanes()[1:] {
		_, doc := draw(t, input(t, staged(), "lane="+string(lane)))
		bars := doc.Find(".tl-bars a[data-id][aria-label]")
		if bars.Length() != 5 || doc.Find(".tl-bars[aria-hidden], .tl-bars a[tabindex]").Length() > 0 {
			t.Errorf("%s: %d bars are reachable and named, want 5", lane, bars.Length())
		}
		if got := doc.Find(".tl-without a").Text(); got != "Bootstrap ob" {
			t.Errorf("%s: without a place are %q, want Bootstrap ob", lane, got)
		}
	}
}

// Whatever the order and its direction, each row's figure is no better than that
// of the row above: a group has one as its row shows it.
func TestRowsAreInTheOrderOfTheirFigures(t *testing.T) {
	const short, long = 400, 3000
	stage := copies(10, "Serial", 3, 0, short)
	for k := range stage { // one after the other: each short, together long
		stage[k].Started, stage[k].Finished = at(int64(k)*long), at(int64(k)*long+short)
	}
	tk := finished(20_000, append(stage, sub(1, "Middle", 0, 2*long), sub(2, "Long", 0, 4*long), sub(3, "Short", 0, short-100))...)
	for query, want := range map[string]string{
		"sort=duration":  "Long 12.000 s, Serial × 3 ↔ 6.400 s, Middle 6.000 s, Short 0.300 s",
		"sort=-duration": "Short 0.300 s, Middle 6.000 s, Serial × 3 ↔ 6.400 s, Long 12.000 s",
	} {
		_, doc := draw(t, input(t, tk, query+"&fold=all"))
		var got []string
		doc.Find(".tl-part:not([hidden]) .tl-names li").Each(func(_ int, s *goquery.Selection) {
			got = append(got, s.Find("a").Text()+" "+strings.TrimSpace(strings.TrimPrefix(s.Text(), s.Find("a").Text())))
		})
		if all := strings.Join(got, ", "); all != want {
			t.Errorf("%s: %s\nwant %s", query, all, want)
		}
	}
}
