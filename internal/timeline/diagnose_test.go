package timeline_test

import (
	"reflect"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestDiagnoseFirst(t *testing.T) {
	pending := func(name string) sub { return sub{name: name, start: none, end: none, status: "PENDING"} }
	ready := func(name string) sub { return sub{name: name, start: none, end: none, status: "READY"} }
	run := func(name string, start int64) sub { return sub{name: name, start: start, end: none, status: "RUNNING"} }
	ok := sub{name: "ok", start: 1, end: 5}
	for _, c := range []struct {
		name   string
		status task.Status
		op     task.Operation
		subs   []sub
		want   string
	}{
		{"failed before all", "RUNNING", "", []sub{ok, run("r", 3), ready("q"), {name: "f", start: 6, end: 9, status: "FAILED"}}, "f"},
		{"the first failure", "FAILED", "", []sub{{name: "late", start: 1, end: 30, status: "FAILED"}, {name: "f", start: 6, end: 9, status: "FAILED"}}, "f"},
		{"a failure without times comes after those with", "FAILED", "", []sub{{name: "untimed", start: none, end: none, status: "FAILED"}, {name: "f", start: 6, end: 9, status: "FAILED"}}, "f"},
		{"a failure before a cancellation", "FAILED", "", []sub{{name: "c", start: 1, end: 5, status: "FAILED", op: "CANCEL"}, {name: "f", start: 6, end: 9, status: "FAILED"}}, "f"},
		{"a failed rollback is a failure", "FAILED", "ROLLBACK", []sub{{name: "u", start: 1, end: 5, status: "PENDING", op: "ROLLBACK"}, {name: "f", start: 6, end: 9, status: "FAILED", op: "ROLLBACK"}}, "f"},
		{"an unknown status before a running one", "RUNNING", "", []sub{run("r", 3), {name: "w", start: 4, end: 9, status: "WARNING"}}, "w"},
		{"the longest running", "RUNNING", "", []sub{run("r", 30), run("s", 3), ready("q")}, "s"},
		{"queued before pending", "RUNNING", "", []sub{pending("p"), ready("q")}, "q"},
		{"held before blocked", "RUNNING", "", []sub{pending("b<h"), pending("h<ok"), ok}, "h"},
		{"where it stopped", "ABORTED", "", []sub{pending("p<n"), pending("n<ok"), ok}, "n"},
		{"nothing to look at", "SUCCESSFUL", "", []sub{ok}, ""},
		{"rolled back: nothing, though all are PENDING", "SUCCESSFUL", "ROLLBACK", []sub{{name: "u", start: 1, end: 5, status: "PENDING", op: "ROLLBACK"}, pending("n<u")}, ""},
		{"no subtasks", "RUNNING", "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			built := build(c.status, 40, c.subs...)
			built.Operation = c.op
			a, _ := analyze(built, 100)
			d := a.Diagnose()
			got := ""
			if d.First >= 0 {
				got = built.Subtasks[d.First].Name
				if d.Attempts != built.Subtasks[d.First].Attempts() {
					t.Errorf("attempts %d are not those of %s", d.Attempts, got)
				}
			}
			if got != c.want || d.State != built.State() {
				t.Errorf("first = %q of a task that is %s, want %q, %s", got, d.State, c.want, built.State())
			}
		})
	}
}

func TestDiagnoseCounts(t *testing.T) {
	built := build("FAILED", 100,
		sub{name: "a", start: 5, end: 20}, sub{name: "s<a", start: 20, end: 40, op: "SKIP"},
		sub{name: "f<a", start: 45, end: 90, status: "FAILED", runTime: 3}, sub{name: "c<a", start: 45, end: 60, status: "FAILED", op: "CANCEL"},
		sub{name: "r<a", start: 21, end: none, status: "RUNNING"}, sub{name: "q<a", start: none, end: none, status: "READY"},
		sub{name: "n<f", start: none, end: none, status: "PENDING"}, sub{name: "m<n", start: none, end: none, status: "PENDING"},
	)
	a, _ := analyze(built, 95)
	d := a.Diagnose()
	got := []int{d.Failed, d.Active, d.NeverStarted, d.Counts[task.Cancelled], d.Counts[task.Skipped], d.LongestHop}
	// The path is a (0–20) and r (21–95).
	if want := []int{2, 1, 2, 1, 1, 1}; !reflect.DeepEqual(got, want) {
		t.Errorf("failed, active, never started, cancelled, skipped, longest hop = %v, want %v", got, want)
	}
	if built.Subtasks[d.First].Name != "f" || d.Attempts != 3 {
		t.Errorf("first = %s with %d attempts, want f with 3", built.Subtasks[d.First].Name, d.Attempts)
	}
}

// busy are subtasks that run.
func busy(n int) (all []sub) {
	for i := range n {
		all = append(all, sub{name: string(rune('A' + i)), start: 0, end: none, status: "RUNNING"})
	}
	return all
}

func TestHintOfAQuietTask(t *testing.T) {
	const minute = 60_000
	for _, c := range []struct {
		name string
		now  int64
		subs []sub
		want int64 // ms; 0 for no hint
	}{
		{"for nine minutes", 10 * minute, []sub{{name: "a", start: 0, end: minute}, {name: "b<a", start: minute, end: none, status: "RUNNING"}}, 0},
		{"for twelve", 13 * minute, []sub{{name: "a", start: 0, end: minute}, {name: "b<a", start: minute, end: none, status: "RUNNING"}}, 12 * minute},
		{"but something has just ended", 13 * minute, []sub{{name: "a", start: 0, end: 12 * minute}, {name: "b", start: 0, end: none, status: "RUNNING"}}, 0},
		{"nothing is at work: said otherwise", 13 * minute, []sub{{name: "a", start: 0, end: minute}}, 0},
		{"a clock ahead is no news", 13 * minute, []sub{{name: "a", start: minute, end: none, status: "RUNNING"}, {name: "b", start: 20 * minute, end: none, status: "RUNNING"}}, 12 * minute},
	} {
		built := build("RUNNING", c.now, c.subs...)
		a, _ := analyze(built, c.now)
		got := int64(0)
		for _, h := range a.Diagnose().Hints {
			if h.Kind == timeline.HintQuiet {
				got = h.MS
			}
		}
		if got != c.want {
			t.Errorf("%s: quiet for %d ms, want %d", c.name, got, c.want)
		}
	}
}

func TestHints(t *testing.T) {
	const s = 1000
	for _, c := range []struct {
		name   string
		status task.Status
		subs   []sub // the last one is hinted at
		want   []timeline.Hint
	}{
		{"timed out", "FAILED", []sub{{name: "a", start: 0, end: 30*s + 700, status: "FAILED", timeoutS: 30}},
			[]timeline.Hint{{Kind: timeline.HintTimedOut, MS: 30*s + 700, LimitMS: 30 * s}}},
		{"failed before its time-out", "FAILED", []sub{{name: "a", start: 0, end: 28 * s, status: "FAILED", timeoutS: 30}}, nil},
		{"failed long after it: not because of it", "FAILED", []sub{{name: "a", start: 0, end: 50 * s, status: "FAILED", timeoutS: 30}}, nil},
		{"retried: nobody knows when the attempt began", "FAILED", []sub{{name: "a", start: 0, end: 30 * s, status: "FAILED", timeoutS: 30, op: "RETRY"}}, nil},
		{"cancelled at that moment by a person", "FAILED", []sub{{name: "a", start: 0, end: 30 * s, status: "FAILED", timeoutS: 30, op: "CANCEL"}}, nil},
		{"no time-out", "RUNNING", []sub{{name: "a", start: 0, end: none, status: "RUNNING"}}, nil},
		{"half of its time-out", "RUNNING", []sub{{name: "a", start: 0, end: none, status: "RUNNING", timeoutS: 200}}, nil},
		{"near its time-out", "RUNNING", []sub{{name: "a", start: 0, end: none, status: "RUNNING", timeoutS: 125}},
			[]timeline.Hint{{Kind: timeline.HintNearTimeout, MS: 100 * s, LimitMS: 125 * s}}},
		{"past its time-out", "RUNNING", []sub{{name: "a", start: 0, end: none, status: "RUNNING", timeoutS: 90}},
			[]timeline.Hint{{Kind: timeline.HintPastTimeout, MS: 100 * s, LimitMS: 90 * s}}},
		{"a second attempt has no countdown", "RUNNING", []sub{{name: "a", start: 0, end: none, status: "RUNNING", timeoutS: 90, runTime: 2}}, nil},
		{"a rollback has no countdown either", "RUNNING", []sub{{name: "a", start: 0, end: none, status: "RUNNING", timeoutS: 90, op: "ROLLBACK"}}, nil},
		{"past it, but succeeded", "SUCCESSFUL", []sub{{name: "a", start: 0, end: 100 * s, timeoutS: 90}}, nil},
		{"nothing runs", "RUNNING", []sub{{name: "a", start: 0, end: 80 * s}},
			[]timeline.Hint{{Kind: timeline.HintIdle, Subtask: -1, MS: 20 * s}}},
		{"nothing runs for a tick", "RUNNING", []sub{{name: "a", start: 0, end: 99 * s}}, nil},
		{"queued for long", "RUNNING", []sub{{name: "a", start: 0, end: 30 * s}, {name: "q<a", start: none, end: none, status: "READY"}},
			[]timeline.Hint{{Kind: timeline.HintLongQueued, Subtask: 1, MS: 70 * s}}},
		{"held for long with slots free", "RUNNING", []sub{{name: "r", start: 0, end: none, status: "RUNNING"}, {name: "a", start: 0, end: 30 * s}, {name: "h<a", start: none, end: none, status: "PENDING"}},
			[]timeline.Hint{{Kind: timeline.HintLongHeld, Subtask: 2, MS: 70 * s}}},
		{"held, but a failure explains it", "RUNNING", []sub{{name: "r", start: 0, end: none, status: "RUNNING"}, {name: "f", start: 0, end: 30 * s, status: "FAILED"}, {name: "h", start: none, end: none, status: "PENDING"}}, nil},
		{"held while all slots are busy: the longest of them", "RUNNING", append(busy(9), sub{name: "a", start: 0, end: 20 * s}, sub{name: "b<a", start: 20 * s, end: 30 * s},
			sub{name: "c", start: 30 * s, end: none, status: "RUNNING"}, sub{name: "i<b", start: none, end: none, status: "PENDING"}, sub{name: "h<a", start: none, end: none, status: "PENDING"}),
			[]timeline.Hint{{Kind: timeline.HintSlotsFull, Subtask: 13, MS: 80 * s}}},
		{"worst first", "RUNNING", []sub{{name: "h", start: none, end: none, status: "PENDING"}, {name: "n", start: 0, end: none, status: "RUNNING", timeoutS: 101}, {name: "p", start: 0, end: none, status: "RUNNING", timeoutS: 90}},
			[]timeline.Hint{{Kind: timeline.HintPastTimeout, Subtask: 2, MS: 100 * s, LimitMS: 90 * s}, {Kind: timeline.HintNearTimeout, Subtask: 1, MS: 100 * s, LimitMS: 101 * s},
				{Kind: timeline.HintLongHeld, MS: 100 * s}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			built := build(c.status, 100*s, c.subs...)
			a, _ := analyze(built, 100*s)
			if got := a.Diagnose().Hints; !reflect.DeepEqual(got, c.want) {
				t.Errorf("hints = %+v\nwant    %+v", got, c.want)
			}
		})
	}
}
