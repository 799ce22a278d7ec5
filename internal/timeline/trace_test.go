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
	file := a.Trace(g.Order, nil)
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
	got, err := json.Marshal(a.Trace(nil, nil))
	if want := `{"traceEvents":[],"displayTimeUnit":"ms"}`; err != nil || string(got) != want {
		t.Errorf("trace = %s, %v; want %s", got, err, want)
	}
}

func TestTraceOfAttempts(t *testing.T) {
	a, g := analyze(build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 90, op: "RETRY", runTime: 2, executor: "x"}), 100)
	seen := []timeline.Seen{{Attempts: []timeline.Attempt{{Start: base + 10, End: base + 30, Status: "FAILED"}, {Start: base + 60, End: base + 90, EarlyMS: 5, Status: "SUCCESSFUL", Operation: "RETRY"}}}}
	var got []string
	for _, e := range a.Trace(g.Order, seen).Events {
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
		file := a.Trace(g.Order, nil)
		named := map[thread]bool{}
		open := map[thread][]int64{} // ends of the slices that enclose
		ids := map[task.SubtaskID]int{}
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
			case "X":
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
			if e.PID > 1 && e.Args != nil && e.Args.ID != nil {
				ids[*e.Args.ID]++
			}
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
