package timeline_test

import (
	"fmt"
	"testing"

	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"

	"taskscope/internal/dag"
)

func TestPathCheckOfTheSample(t *testing.T) {
	sample, now := timelinetest.Load(t, timelinetest.Sample)
	g, _ := dag.Build(sample)
	a := timeline.Analyze(sample, g, now)
	c := a.PathCheck()
	got := fmt.Sprint(c.WaitMS, c.RunMS, c.TailMS, c.SumMS(), c.MakespanMS, c.Holds(), c.Mixed, c.Running, c.TailFromMS-a.Start)
	if want := fmt.Sprint(3673, 17839, 815, 22327, 22327, true, false, false, 21512); got != want {
		t.Errorf("PathCheck = %s, want %s", got, want)
	}
}

// The parts lie one behind the other from the task's start, each where its bar
// is, and the sum is the makespan.
func TestPathCheckLaws(t *testing.T) {
	parts, mixed := 0, 0
	for seed := range uint64(seeds) {
		_, _, _, a := random(seed)
		c := a.PathCheck()
		if c.Problem == "" && (c.WaitMS != a.CriticalWaitMS || c.RunMS != a.CriticalRunMS || c.TailMS != a.TailMS) {
			t.Fatalf("seed %d: check = %+v, want the sum of the analysis", seed, c)
		}
		if !c.Holds() || c.Mixed != a.PathMixed() || (len(c.Parts) == 0) != (c.Problem != "") {
			t.Fatalf("seed %d: check = %+v", seed, c)
		}
		cursor := a.Start
		for k, p := range c.Parts {
			parts++
			s := &a.Spans[p.Subtask]
			if p.FromMS != cursor || p.StartMS-p.FromMS != p.WaitMS || p.EndMS-p.StartMS != p.RunMS || p.Hop != a.Path[k] {
				t.Fatalf("seed %d: part %+v at %d", seed, p, cursor)
			}
			if p.RunMS > 0 && (p.StartMS < s.Start || p.EndMS > s.End) {
				t.Fatalf("seed %d: part %+v runs outside of its bar %+v", seed, p, *s)
			}
			if h, ok := a.HopOf(p.Subtask); !ok || h != p.Hop {
				t.Fatalf("seed %d: HopOf(%d) = %+v, %v, want %+v", seed, p.Subtask, h, ok, p.Hop)
			}
			if cursor = p.EndMS; s.Retried || s.Undone {
				mixed++
			}
		}
		if c.TailFromMS != cursor || a.OK && c.TailFromMS+c.TailMS != a.End {
			t.Fatalf("seed %d: tail from %d of %d, want from %d to %d", seed, c.TailFromMS, c.TailMS, cursor, a.End)
		}
		last, _ := a.Extent()
		for _, s := range a.Spans {
			if s.OK {
				last = max(last, s.End)
			}
		}
		for i := range a.Spans {
			s := &a.Spans[i]
			if s.OK && s.End+s.SlackMS > last {
				t.Fatalf("seed %d: the slack of %+v goes beyond the last end %d", seed, *s, last)
			}
			if _, ok := a.HopOf(i); (ok && c.Problem == "") != s.Critical {
				t.Fatalf("seed %d: HopOf(%d) is there: %v, critical: %v", seed, i, ok, s.Critical)
			}
		}
	}
	if parts < 1000 || mixed < 50 {
		t.Errorf("only %d parts, %d of them mixed, were looked at", parts, mixed)
	}
}
