package timeline_test

import (
	"math/rand/v2"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// saidOf is a task of one subtask, as one snapshot says.
func saidOf(status task.Status, op task.Operation, start, end int64) *task.Task {
	return &task.Task{Subtasks: []task.Subtask{
		{ID: 1, Status: status, Operation: op, Started: at(start), Finished: at(end), RunTime: task.Some[int64](1)},
		{ID: 1, Status: task.StatusPending}, // an id that came twice
	}}
}

func TestCourse(t *testing.T) {
	var c timeline.Course
	if got := spellSeen(c.Seen(&saidOf("RUNNING", "EXECUTE", 18, none).Subtasks[0], base+20, base+30)); got != "18-30 -0 +0 running" {
		t.Errorf("with nothing added: %s", got)
	}
	for _, s := range []struct {
		t           *task.Task
		first, last int64
	}{
		{saidOf("PENDING", "EXECUTE", none, none), 0, 5},
		{saidOf("RUNNING", "EXECUTE", 18, none), 20, 22},
		{saidOf("RUNNING", "EXECUTE", 18, none), 24, 30}, // another subtask changed
		{saidOf("FAILED", "EXECUTE", 18, 37), 40, 50},
		{saidOf("RUNNING", "RETRY", 18, none), 60, 70},
	} {
		c.Add(s.t, base+s.first, base+s.last)
	}
	if c.Len() != 4 {
		t.Errorf("five snapshots of four states are %d sightings", c.Len())
	}
	last := saidOf("SUCCESSFUL", "RETRY", 18, 77)
	want := "pending to 5, 18-37 -0 +0 failed, 60-77 -10 +0 succeeded"
	for range 2 { // asking changes nothing
		if got := spellSeen(c.Seen(&last.Subtasks[0], base+80, base+80)); got != want {
			t.Errorf("Seen = %s\nwant   %s", got, want)
		}
	}
	if got := spellSeen(c.Seen(&saidOf("RUNNING", "RETRY", 18, none).Subtasks[0], base+71, base+75)); got != "pending to 5, 18-37 -0 +0 failed, 60-75 -10 +0 retrying" {
		t.Errorf("still running: %s", got)
	}
	if got := spellSeen(c.Seen(&task.Subtask{ID: 2, Status: "READY"}, base+80, base+80)); got != "ready from 80" {
		t.Errorf("of a subtask that was not there before: %s", got)
	}
}

// To put equal sightings together changes nothing of what Observe says.
func TestCourseIsObserve(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 9))
		var c timeline.Course
		var all []timeline.Sighting
		tk, now := saidOf("PENDING", "EXECUTE", none, none), base
		for left := 1 + r.IntN(20); left > 0; left-- {
			if r.IntN(3) > 0 { // else nothing has changed
				start, end := none, none
				if r.IntN(4) > 0 {
					start = now - base
					if r.IntN(2) == 0 {
						end = start + r.Int64N(20)
					}
				}
				tk = saidOf([]task.Status{"PENDING", "READY", "RUNNING", "FAILED", "SUCCESSFUL"}[r.IntN(5)],
					[]task.Operation{"EXECUTE", "RETRY", "ROLLBACK", "SKIP"}[r.IntN(4)], start, end)
			}
			last := now + r.Int64N(5)
			all = append(all, timeline.SightingOf(&tk.Subtasks[0], now, last))
			if left == 1 {
				got, want := c.Seen(&tk.Subtasks[0], now, last), timeline.Observe(all)
				if spellSeen(got) != spellSeen(want) {
					t.Fatalf("seed %d: the Course says %s\nObserve says %s", seed, spellSeen(got), spellSeen(want))
				}
			}
			c.Add(tk, now, last)
			now = last + 1 + r.Int64N(10)
		}
	}
}
