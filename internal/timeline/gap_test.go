package timeline_test

import (
	"fmt"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func TestGaps(t *testing.T) {
	retried := []sub{{name: "a", start: 0, end: 90, op: "RETRY"}}
	attempts := func(a ...timeline.Attempt) []timeline.Seen { return []timeline.Seen{{Attempts: a}} }
	for _, c := range []struct {
		name    string
		task    *task.Task
		percent int
		seen    []timeline.Seen
		want    string // from-to
	}{
		{"between, before and after", build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 30}, sub{name: "b<a", start: 50, end: 80}), 10, nil, "[0-10 30-50 80-100]"},
		{"only those that are long enough", build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 30}, sub{name: "b<a", start: 50, end: 81}), 20, nil, "[30-50]"},
		{"any", build("SUCCESSFUL", 100, sub{name: "a", start: 0, end: 99}), 0, nil, "[99-100]"},
		{"none above 100 %", build("SUCCESSFUL", 100, sub{name: "a", start: 100, end: 100}), 101, nil, "[]"},
		{"somebody ran", build("SUCCESSFUL", 100, sub{name: "a", start: 0, end: 30}, sub{name: "x", start: 20, end: 100}, sub{name: "b<a", start: 60, end: 80}), 10, nil, "[]"},
		{"a bar of 0 ms is not folded away", build("SUCCESSFUL", 100, sub{name: "a", start: 50, end: 50}), 10, nil, "[0-50 51-100]"},
		{"nothing ran at all", build("SUCCESSFUL", 100), 10, nil, "[0-100]"},
		{"a start without an end may have run on", build("FAILED", 100, sub{name: "a", start: 20, end: none, status: "FAILED"}), 10, nil, "[0-20]"},
		{"of a retry's span only the ends are known", build("SUCCESSFUL", 100, retried...), 20, nil, "[1-89 mixed]"},
		{"of a rollback's, too", build("SUCCESSFUL", 100, sub{name: "a", start: 0, end: 90, status: "PENDING", op: "ROLLBACK"}), 20, nil, "[1-89 mixed]"},
		{"beside a retry another one runs", build("SUCCESSFUL", 100, retried[0], sub{name: "x", start: 10, end: 80}), 20, nil, "[]"},
		{"a retry of 0 ms", build("SUCCESSFUL", 100, sub{name: "a", start: 50, end: 50, op: "RETRY"}), 20, nil, "[0-50 51-100]"},
		{"its pause was seen", build("SUCCESSFUL", 100, retried...), 20, attempts(timeline.Attempt{Start: base, End: base + 20}, timeline.Attempt{Start: base + 60, End: base + 90}), "[20-60]"},
		{"what nobody saw is not a pause", build("SUCCESSFUL", 100, retried...), 20, attempts(timeline.Attempt{Start: base, End: base + 20, LateMS: 10}, timeline.Attempt{Start: base + 60, End: base + 90, EarlyMS: 10}), "[30-50]"},
		{"of a retry that still runs, it is told", build("RUNNING", none, sub{name: "a", start: 0, end: none, status: "RUNNING", op: "RETRY"}), 20, nil, "[1-499 mixed now]"},
		{"of a rollback that goes on, too", build("RUNNING", none, sub{name: "a", start: 100, end: none, status: "RUNNING", op: "ROLLBACK"}), 20, nil, "[0-100 101-499 mixed now]"},
		{"nothing runs now", build("RUNNING", none, sub{name: "a", start: 0, end: 100}, sub{name: "b<a", start: none, end: none, status: "READY"}), 20, nil, "[100-500 now]"},
		{"a subtask before the task widens the whole", build("SUCCESSFUL", 100, sub{name: "a", start: -100, end: -90}, sub{name: "b", start: 0, end: 100}), 40, nil, "[-90-0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(c.task, 500)
			var got []string
			for _, g := range a.Gaps(c.percent, c.seen) {
				words := fmt.Sprintf("%d-%d", g.From-base, g.To-base)
				if g.Mixed {
					words += " mixed"
				}
				if g.Now {
					words += " now"
				}
				got = append(got, words)
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("Gaps(%d) = %v, want %s", c.percent, got, c.want)
			}
		})
	}
	built := build("RUNNING", none)
	built.Started = task.Instant{}
	if a, _ := analyze(built, 100); a.Gaps(0, nil) != nil {
		t.Error("a task without times has gaps")
	}
}

// With every gap asked for, a moment is in a gap or somebody is known to have
// run then; of several runs that nobody saw, both ends are.
func TestGapsAreTheRest(t *testing.T) {
	found := 0
	for seed := range uint64(300) {
		r, _, _, a := random(seed)
		gaps := a.Gaps(0, nil)
		found += len(gaps)
		from, to := a.Extent()
		if !a.OK || to <= from {
			continue
		}
		for range 200 {
			at := from + r.Int64N(to-from)
			busy := false
			for i := range a.Spans {
				p := &a.Spans[i]
				end := max(p.Start+1, p.End)
				if !p.OK {
					end = max(p.Start+1, a.End)
				}
				in := p.Started && p.Start <= at && at < end
				if p.OK && p.Mixed() {
					in = in && (at == p.Start || at == end-1)
				}
				busy = busy || in
			}
			idle := false
			for k, g := range gaps {
				idle = idle || g.From <= at && at < g.To
				if g.MS() <= 0 || k > 0 && g.From <= gaps[k-1].To {
					t.Fatalf("seed %d: gaps %v", seed, gaps)
				}
			}
			if busy == idle {
				t.Fatalf("seed %d: at %d busy is %v and idle is %v", seed, at-from, busy, idle)
			}
		}
	}
	if found < 300 {
		t.Errorf("only %d gaps were looked at", found)
	}
}

// A gap is mixed where a span of several runs reaches into it, and is of now where
// one that is open does, or the last one reaches now: counted again one by one.
func TestGapsAreMarkedByWhatReachesIntoThem(t *testing.T) {
	mixed, now := 0, 0
	for seed := range uint64(600) {
		_, odd, g, _ := random(seed)
		if seed%2 == 0 {
			odd.Status = task.StatusRunning
		}
		a := timeline.Analyze(odd, g, timelinetest.Now())
		gaps := a.Gaps(0, nil)
		for k, g := range gaps {
			want := timeline.Gap{From: g.From, To: g.To, Now: a.Running && k == len(gaps)-1 && g.To >= a.Now()}
			for i := range a.Spans {
				if p := &a.Spans[i]; p.OK && p.Mixed() && p.Start < g.To && g.From < p.End {
					want.Mixed, want.Now = true, want.Now || p.Open
				}
			}
			if g != want {
				t.Fatalf("seed %d: gap %+v, want %+v", seed, g, want)
			}
			if g.Mixed {
				mixed++
			}
			if g.Now {
				now++
			}
		}
	}
	if mixed < 300 || now < 30 {
		t.Errorf("only %d mixed gaps and %d of now were looked at", mixed, now)
	}
}
