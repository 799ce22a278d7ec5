package timeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func TestTraceOfTheSample(t *testing.T) {
	sample, now := timelinetest.Load(t, timelinetest.Sample)
	g, _ := dag.Build(sample)
	a := timeline.Analyze(sample, g, now)
	file := a.Trace(timeline.TraceOf{List: g.Order})
	var lines bytes.Buffer
	for _, e := range file.Events {
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	golden := filepath.Join("testdata", "sample.trace.jsonl")
	if *update {
		if err := os.WriteFile(golden, lines.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(lines.Bytes(), want) {
		t.Errorf("trace of the sample =\n%s\nwant\n%s", lines.Bytes(), want)
	}
}

func TestTraceFileWithoutTimes(t *testing.T) {
	built := build("RUNNING", none)
	built.Started = task.Instant{}
	a, _ := analyze(built, 100)
	got, err := json.Marshal(a.Trace(timeline.TraceOf{}))
	if want := `{"traceEvents":[],"displayTimeUnit":"ms"}`; err != nil || string(got) != want {
		t.Errorf("trace = %s, %v; want %s", got, err, want)
	}
}

func TestTraceOfAttempts(t *testing.T) {
	a, g := analyze(build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 90, op: "RETRY", runTime: 2, executor: "x"}), 100)
	seen := []timeline.Seen{{Attempts: []timeline.Attempt{{Start: base + 10, End: base + 30, Status: "FAILED"}, {Start: base + 60, End: base + 90, EarlyMS: 5, Status: "SUCCESSFUL", Operation: "RETRY"}}}}
	var got []string
	for _, e := range a.Trace(timeline.TraceOf{List: g.Order, Seen: seen}).Events {
		if e.Ph == "X" && e.PID == 2 {
			got = append(got, strings.TrimSpace(fmt.Sprint(e.Name, " ", e.Cat, " ", e.TS, "+", *e.Dur)))
		}
	}
	want := "[a mixed 10000+80000 attempt attempt 10000+20000 pause pause 30000+25000 unknown unknown 55000+5000 attempt attempt 60000+30000]"
	if fmt.Sprint(got) != want {
		t.Errorf("slices = %v\nwant     %s", got, want)
	}
}

// What readers of the format rely on: no time before 0, slices of one thread
// nest or follow each other, every thread has a name, every subtask is there.
func TestTraceLaws(t *testing.T) {
	type thread struct{ pid, tid int }
	for seed := range uint64(300) {
		_, odd, g, a := random(seed)
		file := a.Trace(timeline.TraceOf{List: g.Order})
		named := map[thread]bool{}
		open := map[thread][]int64{} // ends of the slices that enclose
		ids := map[task.SubtaskID]int{}
		arrows := map[int]timeline.Event{}
		slices := map[thread][]timeline.Event{}
		for k, e := range file.Events {
			at := thread{e.PID, e.TID}
			switch e.Ph {
			case "M":
				named[at] = true
				continue
			case "C":
				if e.Args == nil || e.Args.Running == nil || *e.Args.Running < 0 {
					t.Fatalf("seed %d: counter %d without a value", seed, k)
				}
				continue
			case "s":
				arrows[e.Flow] = e
				holdArrow(t, seed, &e, slices[at])
				continue
			case "f":
				s, ok := arrows[e.Flow]
				if delete(arrows, e.Flow); !ok || s.TS > e.TS || e.Bind != "e" || s.Name != e.Name || s.Cat != e.Cat {
					t.Fatalf("seed %d: event %d = %+v ends %+v", seed, k, e, s)
				}
				holdArrow(t, seed, &e, slices[at])
				continue
			case "X":
				slices[at] = append(slices[at], e)
			default:
				t.Fatalf("seed %d: event %d is a %q", seed, k, e.Ph)
			}
			if e.TS < 0 || e.Dur == nil || *e.Dur < 0 || !named[at] || e.PID < 1 || e.TID < 1 {
				t.Fatalf("seed %d: event %d = %+v of a thread with a name: %v", seed, k, e, named[at])
			}
			ends := open[at]
			for len(ends) > 0 && ends[len(ends)-1] <= e.TS {
				ends = ends[:len(ends)-1]
			}
			if n := len(ends); n > 0 && e.TS+*e.Dur > ends[n-1] {
				t.Fatalf("seed %d: slice %d crosses the one around it", seed, k)
			}
			open[at] = append(ends, e.TS+*e.Dur)
			if e.PID > 1 && e.Args != nil && e.Args.State != "" && e.Args.ID != nil {
				ids[*e.Args.ID]++
			}
		}
		if len(arrows) > 0 {
			t.Fatalf("seed %d: arrows without an end: %v", seed, arrows)
		}
		for i := range odd.Subtasks {
			want := 0
			if a.Spans[i].OK {
				want = 1
			}
			if got := ids[odd.Subtasks[i].ID]; got != want {
				t.Fatalf("seed %d: subtask %d is there %d times, want %d", seed, i, got, want)
			}
		}
	}
}

// holdArrow wants an end of an arrow inside a slice of its thread, one that came
// before it: to that readers bind it.
func holdArrow(t *testing.T, seed uint64, e *timeline.Event, slices []timeline.Event) {
	t.Helper()
	for _, x := range slices {
		if x.TS <= e.TS && (e.TS < x.TS+*x.Dur || *x.Dur == 0 && e.TS == x.TS) {
			return
		}
	}
	t.Fatalf("seed %d: %+v is in no slice", seed, *e)
}

// A trace of a range has what touches it, whole, and nothing else.
func TestTraceOfARange(t *testing.T) {
	for seed := range uint64(200) {
		r, _, g, a := random(seed)
		if !a.OK {
			continue
		}
		from, to := a.Extent()
		x, y := from+r.Int64N(to-from+1), from+r.Int64N(to-from+1)
		x, y = min(x, y), max(x, y)+1
		key := func(e *timeline.Event) string {
			id := task.SubtaskID(0)
			if e.Args != nil && e.Args.ID != nil {
				id = *e.Args.ID
			}
			return fmt.Sprint(e.Name, e.Cat, e.TS, *e.Dur, id)
		}
		want := map[string]bool{}
		whole := a.Trace(timeline.TraceOf{List: g.Order})
		for k := range whole.Events {
			if e := &whole.Events[k]; e.Ph == "X" {
				start, end := from+e.TS/1000, from+(e.TS+*e.Dur)/1000
				if start < y && x < end || start == end && x <= start && start < y {
					want[key(e)] = true
				}
			}
		}
		got := map[string]bool{}
		file := a.Trace(timeline.TraceOf{List: g.Order, From: x, To: y})
		for k := range file.Events {
			if e := &file.Events[k]; e.Ph == "X" {
				got[key(e)] = true
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("seed %d: of %d to %d there are %v, want %v", seed, x-from, y-from, got, want)
		}
	}
}

func TestTraceOfWaits(t *testing.T) {
	built := build("RUNNING", none, sub{name: "a", start: 10, end: 40}, sub{name: "b<a", start: 50, end: 90}, sub{name: "c<a b", start: 90, end: none, status: "RUNNING"},
		sub{name: "d<a", start: none, end: none, status: "PENDING"}, sub{name: "e<c", start: none, end: none, status: "PENDING"})
	a, g := analyze(built, 100)
	names, got := map[int]string{}, []string{}
	for _, e := range a.Trace(timeline.TraceOf{List: g.Order}).Events {
		switch {
		case e.Ph == "M" && e.PID == 3:
			names[e.TID] = e.Args.Name + names[e.TID]
		case e.Ph == "X" && e.PID == 3:
			got = append(got, fmt.Sprint(names[e.TID], " ", e.Name, " ", e.TS/1000, "-", (e.TS+*e.Dur)/1000))
		case e.Ph == "s" || e.Ph == "f":
			got = append(got, fmt.Sprint(e.Ph, e.Flow, " ", e.TS))
		}
	}
	want := "[a held or queued 0-10 b blocked 0-40 b held or queued 40-50 d blocked 0-40 d held 40-100 c blocked 0-90 e blocked 0-100 s1 39999 f1 50000 s2 39999 f2 90000 s3 89999 f3 90000]"
	if fmt.Sprint(got) != want {
		t.Errorf("waits and arrows = %v\nwant %s", got, want)
	}
}

// However large a task is, its waits and arrows are bounded.
func TestTraceIsBounded(t *testing.T) {
	subs := make([]sub, 0, 2400)
	for range 1200 {
		subs = append(subs, sub{name: "a", start: 10, end: 20})
	}
	for range 1200 {
		subs = append(subs, sub{name: "b<a", start: 30, end: 40})
	}
	built := build("SUCCESSFUL", 100, subs...)
	for i := 1200; i < 2400; i++ {
		built.Subtasks[i].Upstreams = nil
		for u := range 30 {
			built.Subtasks[i].Upstreams = append(built.Subtasks[i].Upstreams, built.Subtasks[(i+u)%1200].ID)
		}
	}
	a, g := analyze(built, 100)
	arrows, threads, name := 0, 0, ""
	for _, e := range a.Trace(timeline.TraceOf{List: g.Order}).Events {
		switch {
		case e.Ph == "s":
			arrows++
		case e.Name == "process_name":
			name = e.Args.Name
		case e.Name == "thread_name" && strings.HasPrefix(name, "waits"):
			threads++
		}
	}
	if arrows != 1200 || threads != 1000 || name != "waits, the longest 1000 of 2400" {
		t.Errorf("%d arrows, %d threads of %q", arrows, threads, name)
	}
}
