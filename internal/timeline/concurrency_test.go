package timeline_test

import (
	"reflect"
	"testing"

	"taskscope/internal/timeline"
)

func TestConcurrency(t *testing.T) {
	for _, c := range []struct {
		name  string
		subs  []sub
		peak  int
		busy  int64
		steps []timeline.Step
	}{
		{"none", nil, 0, 0, nil},
		{"touching ends do not overlap", []sub{{name: "a", start: 0, end: 10}, {name: "b", start: 10, end: 20}}, 1, 20,
			[]timeline.Step{{AtMS: 0, Running: 1}, {AtMS: 20}}},
		{"overlap", []sub{{name: "a", start: 0, end: 10}, {name: "b", start: 5, end: 20}, {name: "c", start: 5, end: 7}}, 3, 27,
			[]timeline.Step{{AtMS: 0, Running: 1}, {AtMS: 5, Running: 3}, {AtMS: 7, Running: 2}, {AtMS: 10, Running: 1}, {AtMS: 20}}},
		{"0 ms runs at no moment", []sub{{name: "a", start: 3, end: 3}, {name: "b", start: 9, end: 4}}, 0, 0, nil},
		{"a gap", []sub{{name: "a", start: 0, end: 10}, {name: "b", start: 15, end: 20}}, 1, 15,
			[]timeline.Step{{AtMS: 0, Running: 1}, {AtMS: 10}, {AtMS: 15, Running: 1}, {AtMS: 20}}},
		{"bars are not cut to the task", []sub{{name: "a", start: -5, end: 200}}, 1, 205,
			[]timeline.Step{{AtMS: -5, Running: 1}, {AtMS: 200}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(build("SUCCESSFUL", 100, c.subs...), 500)
			for k := range c.steps {
				c.steps[k].AtMS += base
			}
			if a.Peak != c.peak || a.BusyMS != c.busy {
				t.Errorf("peak %d, busy %d; want %d, %d", a.Peak, a.BusyMS, c.peak, c.busy)
			}
			if !reflect.DeepEqual(a.Concurrency, c.steps) {
				t.Errorf("steps = %v, want %v", a.Concurrency, c.steps)
			}
		})
	}
}

// The peak and the load during each wait, counted again span by span.
func TestConcurrencyCountedAgain(t *testing.T) {
	waits := 0
	for seed := range uint64(300) {
		_, _, _, a := random(seed)
		at := func(ms int64) (n int) {
			for _, s := range a.Spans {
				if s.OK && s.Start <= ms && ms < s.End {
					n++
				}
			}
			return n
		}
		peak := 0
		for _, s := range a.Spans {
			if s.OK {
				peak = max(peak, at(s.Start))
			}
		}
		if peak != a.Peak {
			t.Fatalf("seed %d: peak = %d, want %d", seed, a.Peak, peak)
		}
		for i, s := range a.Spans {
			r := a.WaitReason(i)
			if r.Kind != timeline.ReasonWaited || r.WaitMS == 0 {
				continue
			}
			waits++
			// It can only change at the window's start and at starts within it.
			most := at(r.ReadyMS)
			for _, o := range a.Spans {
				if o.OK && r.ReadyMS <= o.Start && o.Start < s.Start {
					most = max(most, at(o.Start))
				}
			}
			if most != r.Others {
				t.Fatalf("seed %d: others during the wait of %d = %d, want %d", seed, i, r.Others, most)
			}
		}
	}
	if waits < 1000 {
		t.Errorf("only %d waits were looked at", waits)
	}
}
