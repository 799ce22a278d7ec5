package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// spellChange is a change in short: who, from what to what, between when and
// when, and since when to when by OCP; times since base.
func spellChange(c *timeline.Change) string {
	from, to := c.States()
	s := fmt.Sprintf("%d %s>%s %d..%d", c.Subtask, from, to, c.From.Last-base, c.To.First-base)
	if c.New {
		s = fmt.Sprintf("%d +%s ..%d", c.Subtask, to, c.To.First-base)
	}
	if at := c.Started(); at.Set {
		s += fmt.Sprintf(" start %d", at.MS-base)
	}
	if at := c.Finished(); at.Set {
		s += fmt.Sprintf(" end %d", at.MS-base)
	}
	if n := c.Attempt(); n > 0 {
		s += fmt.Sprintf(" attempt %d", n)
	}
	return s
}

func spellChanges(list []timeline.Change) string {
	var all []string
	for k := range list {
		all = append(all, spellChange(&list[k]))
	}
	return strings.Join(all, "\n")
}

func TestChanges(t *testing.T) {
	said := func(whole task.Status, subs ...task.Subtask) *task.Task {
		for i := range subs {
			subs[i].ID = task.SubtaskID(i + 1)
		}
		return &task.Task{Status: whole, Operation: task.OpExecute, Started: at(1), Subtasks: subs}
	}
	sub := func(st task.Status, op task.Operation, start, end, runs int64) task.Subtask {
		return task.Subtask{Status: st, Operation: op, Started: at(start), Finished: at(end), RunTime: task.Some(runs)}
	}
	pending := sub("PENDING", "EXECUTE", none, none, 1)
	var c timeline.Course
	for _, s := range []struct {
		first, last int64
		t           *task.Task
	}{
		{0, 5, said("RUNNING", sub("RUNNING", "EXECUTE", 2, none, 1), pending)},
		{10, 12, said("RUNNING", sub("SUCCESSFUL", "EXECUTE", 2, 8, 1), sub("READY", "EXECUTE", none, none, 1))},
		{20, 20, said("FAILED", sub("SUCCESSFUL", "EXECUTE", 2, 8, 1), sub("FAILED", "EXECUTE", 13, 17, 1))},
		{30, 39, said("RUNNING", sub("SUCCESSFUL", "EXECUTE", 2, 8, 1), sub("RUNNING", "RETRY", 13, 17, 2), sub("READY", "EXECUTE", none, none, 1))},
	} {
		c.Add(s.t, base+s.first, base+s.last)
	}
	want := strings.Join([]string{
		"1 running>succeeded 5..10 end 8",
		"2 not_started>queued 5..10",
		"2 queued>failed 12..20 start 13 end 17",
		"0 running>failed 12..20",
		"2 failed>retrying 20..30 attempt 2",
		"3 +queued ..30",
		"0 failed>running 20..30",
	}, "\n")
	if got := spellChanges(c.Changes(nil, 0, 0)); got != want {
		t.Errorf("Changes =\n%s\nwant\n%s", got, want)
	}
	last := said("SUCCESSFUL", sub("SUCCESSFUL", "EXECUTE", 2, 8, 1), sub("SUCCESSFUL", "RETRY", 13, 44, 2), sub("SUCCESSFUL", "EXECUTE", 45, 46, 1))
	for range 2 { // asking changes nothing
		got := spellChanges(c.Changes(last, base+50, base+60))
		more := "2 retrying>succeeded 39..50 end 44\n3 queued>succeeded 39..50 start 45 end 46\n0 running>succeeded 39..50"
		if got != want+"\n"+more {
			t.Errorf("with one more =\n%s\nwant\n%s", got, want+"\n"+more)
		}
	}
	if got := (&timeline.Course{}).Changes(last, base, base); got != nil {
		t.Errorf("of one snapshot: %v", got)
	}
}

// TestChangesLaws: applied one after the other, the changes lead from the first
// snapshot to the last; they are in order; and snapshots without a change make
// none.
func TestChangesLaws(t *testing.T) {
	total := 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 6))
		n := 1 + r.IntN(12)
		first := timelinetest.Odd(r, n)
		now := first
		var c timeline.Course
		c.Add(first, base, base+5)
		for k := range int64(6) {
			if r.IntN(3) > 0 {
				now = timelinetest.Odd(r, n)
			}
			c.Add(now, base+10*(k+1), base+10*(k+1)+int64(r.IntN(9)))
		}
		list := c.Changes(nil, 0, 0)
		total += len(list)
		type is struct {
			status task.Status
			op     task.Operation
		}
		state := map[task.SubtaskID]is{0: {first.Status, first.Operation}}
		for i := range first.Subtasks {
			s := &first.Subtasks[i]
			state[s.ID] = is{s.Status, s.Operation}
		}
		at := int64(0)
		for k := range list {
			ch := &list[k]
			if ch.To.First < at || !ch.New && ch.From.Last > ch.To.First {
				t.Fatalf("seed %d: %s comes after %d", seed, spellChange(ch), at-base)
			}
			at = ch.To.First
			if before := (is{ch.From.Status, ch.From.Operation}); state[ch.Subtask] != before {
				t.Fatalf("seed %d: %s, but it was %v", seed, spellChange(ch), state[ch.Subtask])
			}
			state[ch.Subtask] = is{ch.To.Status, ch.To.Operation}
		}
		for i := range now.Subtasks {
			s := &now.Subtasks[i]
			if state[s.ID] != (is{s.Status, s.Operation}) {
				t.Fatalf("seed %d: subtask %d is %v in the end, want %v", seed, s.ID, state[s.ID], s.Status)
			}
		}
		var same timeline.Course
		for k := range int64(4) {
			same.Add(first, base+k, base+k)
		}
		if got := same.Changes(first, base+9, base+9); got != nil {
			t.Fatalf("seed %d: nothing changed, but %s", seed, spellChanges(got))
		}
	}
	if total == 0 {
		t.Fatal("nothing ever changed: the test shows nothing")
	}
}
