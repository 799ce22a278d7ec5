package timelinetest

import (
	"fmt"
	"math/rand/v2"

	"taskscope/internal/task"
)

// Epoch is when random tasks start, UTC ms.
const Epoch = 1_700_000_000_000

// Now is the server's clock for a random task.
func Now() task.Instant { return task.At(Epoch+120_000, 8*3600) }

// Sane is a task of n subtasks as OCP runs it: all succeeded, every one started
// after its upstreams had ended.
func Sane(r *rand.Rand, n int) *task.Task {
	t := &task.Task{ID: 1, Name: "random", Status: task.StatusSuccessful, Started: task.At(Epoch, 8*3600)}
	end := make([]int64, n)
	last := int64(Epoch)
	for i := range n {
		s := task.Subtask{
			ID: task.SubtaskID(1000 + i), SeriesID: task.Some(int64(n - i)), Name: fmt.Sprintf("step %d", r.IntN(n/2+1)),
			ParallelIdx: task.Some(int64(r.IntN(3) - 1)), Status: task.StatusSuccessful, Operation: task.OpExecute,
			Executor: fmt.Sprintf("10.0.0.%d", r.IntN(3)), RunTime: task.Some[int64](1), TimeoutS: task.Some(int64(r.IntN(30))),
		}
		ready := int64(Epoch)
		for range min(i, r.IntN(4)) {
			// Among the last few, so that chains get long.
			u := i - 1 - r.IntN(min(i, 8))
			s.Upstreams = append(s.Upstreams, t.Subtasks[u].ID)
			ready = max(ready, end[u])
		}
		start := ready + r.Int64N(1500)
		end[i] = start + r.Int64N(9000)
		s.Started, s.Finished = task.At(start, 8*3600), task.At(end[i], 8*3600)
		last = max(last, end[i])
		t.Subtasks = append(t.Subtasks, s)
	}
	t.Finished = task.At(last+r.Int64N(2000), 8*3600)
	return t
}

// Odd is a Sane task in which anything may be wrong that OCP's answers can have
// wrong: any status and operation, missing times, clocks that disagree, edges
// that make cycles.
func Odd(r *rand.Rand, n int) *task.Task {
	t := Sane(r, n)
	statuses := []task.Status{task.StatusPending, task.StatusReady, task.StatusRunning, task.StatusCanceling,
		task.StatusFailed, task.StatusSuccessful, "WARNING"}
	operations := []task.Operation{task.OpExecute, task.OpExecute, task.OpRetry, task.OpRollback, task.OpSkip,
		task.OpRollbackSkip, task.OpCancel, ""}
	rate := r.IntN(4) // how odd: 0 is hardly
	odd := func() bool { return r.IntN(8) < rate }
	lost := r.IntN(16) == 0 // most times are missing
	spoil := func(i *task.Instant) {
		if odd() {
			i.MS += r.Int64N(20_000) - 10_000
		}
		if r.IntN(32) < rate || lost && r.IntN(4) > 0 {
			*i = task.Instant{}
		}
	}
	if odd() {
		t.Status = []task.Status{task.StatusRunning, task.StatusFailed, task.StatusAborted, "PAUSED"}[r.IntN(4)]
	}
	if odd() {
		t.Operation = operations[r.IntN(len(operations))]
	}
	if odd() {
		t.Created = task.At(Epoch-1000, 0)
	}
	spoil(&t.Started)
	spoil(&t.Finished)
	for i := range t.Subtasks {
		s := &t.Subtasks[i]
		if odd() {
			s.Status = statuses[r.IntN(len(statuses))]
		}
		if odd() {
			s.Operation = operations[r.IntN(len(operations))]
		}
		if odd() {
			s.RunTime = task.Some[int64](2)
		}
		if odd() {
			s.Downstreams = append(s.Downstreams, t.Subtasks[r.IntN(n)].ID)
		}
		spoil(&s.Started)
		spoil(&s.Finished)
	}
	return t
}

// Disguise is the same task with other ids and another order of subtasks; to[i]
// is the index that subtask i of t has in it. Ids keep their order, since equal
// times are told apart by the lower id.
func Disguise(r *rand.Rand, t *task.Task) (d *task.Task, to []int) {
	rename := func(ids []task.SubtaskID) []task.SubtaskID {
		var out []task.SubtaskID
		for _, id := range ids {
			out = append(out, id*7+13)
		}
		return out
	}
	c := *t
	c.ID += 99
	c.Subtasks = make([]task.Subtask, len(t.Subtasks))
	to = r.Perm(len(t.Subtasks))
	for i, s := range t.Subtasks {
		s.ID = s.ID*7 + 13
		s.Upstreams, s.Downstreams = rename(s.Upstreams), rename(s.Downstreams)
		c.Subtasks[to[i]] = s
	}
	return &c, to
}
