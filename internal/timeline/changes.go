package timeline

import (
	"cmp"
	"slices"

	"taskscope/internal/task"
)

// Change is one subtask, or the task itself, as two consecutive snapshots of it
// differ: it changed after From.Last and by To.First, the server's clock. What
// it went through in between nobody saw: PENDING may become SUCCESSFUL.
type Change struct {
	Subtask task.SubtaskID // 0 is the task itself
	New     bool           // it was not in the snapshots before; From says nothing
	From    Sighting
	To      Sighting

	from, to task.State // of the task itself
}

// Attempt is the number of the attempt that the change began, as far as OCP
// counts them; 0 when it began none, or it was the first.
func (c *Change) Attempt() int64 {
	if c.New || c.To.RunTime.Or(1) <= c.From.RunTime.Or(1) {
		return 0
	}
	return c.To.RunTime.V
}

// States are what it was and what it became. What is PENDING is "not started":
// why it waited is not a matter of its own.
func (c *Change) States() (from, to task.State) {
	if c.Subtask == 0 {
		return c.from, c.to
	}
	return c.From.state(), c.To.state()
}

func (s *Sighting) state() task.State {
	sub := task.Subtask{Status: s.Status, Operation: s.Operation}
	st := task.StateOf(&task.Task{Status: task.StatusRunning}, &sub, false)
	if st == task.Blocked {
		return task.NotStarted
	}
	return st
}

// Started is when it started, by OCP; absent where that was known before.
func (c *Change) Started() task.Instant { return news(c.From.Started, c.To.Started, c.New) }

// Finished is when it ended, by OCP; absent where that was known before, or while
// it runs: its finish is then from an attempt before.
func (c *Change) Finished() task.Instant {
	if c.To.running() || c.Subtask == 0 && c.To.Status.Is(task.StatusRunning) {
		return task.Instant{}
	}
	return news(c.From.Finished, c.To.Finished, c.New)
}

func news(before, now task.Instant, all bool) task.Instant {
	if before == now && !all {
		return task.Instant{}
	}
	return now
}

// Changes are the differences between consecutive snapshots: of those added,
// and of one more, now, that was seen from first to last, UTC ms; nil is no
// such. They are in the order in which they were seen; of those seen at once
// the one that ended or started first by OCP, and the task itself last. The
// first snapshot of all is no change.
func (c *Course) Changes(now *task.Task, first, last int64) []Change {
	if now != nil {
		c = c.with(now, first, last)
	}
	var all []Change
	for k := 1; k < len(c.task); k++ {
		a, b := &c.task[k-1], &c.task[k]
		all = append(all, Change{From: a.Sighting, To: b.Sighting, from: a.state, to: b.state})
	}
	for id, list := range c.by {
		if list[0].First > c.first {
			all = append(all, Change{Subtask: id, New: true, To: list[0]})
		}
		for k := 1; k < len(list); k++ {
			all = append(all, Change{Subtask: id, From: list[k-1], To: list[k]})
		}
	}
	slices.SortFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.To.First, b.To.First), cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(a.moment(), b.moment()), cmp.Compare(a.Subtask, b.Subtask))
	})
	return all
}

// rank is 0 for subtasks, 1 for the task.
func (c *Change) rank() int {
	if c.Subtask == 0 {
		return 1
	}
	return 0
}

// moment is when it changed, by OCP, as far as that is known.
func (c *Change) moment() int64 {
	return c.Finished().Or(c.Started()).Or(task.At(c.To.First, 0)).MS
}

// with is the course and one more snapshot; c itself stays.
func (c *Course) with(t *task.Task, first, last int64) *Course {
	more := Course{by: make(map[task.SubtaskID][]Sighting, len(c.by)), words: map[string]string{},
		task: slices.Clone(c.task), first: c.first, count: c.count}
	for id, list := range c.by {
		more.by[id] = slices.Clone(list)
	}
	if len(c.by) == 0 && len(c.task) == 0 {
		more = Course{}
	}
	more.Add(t, first, last)
	return &more
}

// taskSighting is the task itself as consecutive snapshots saw it without a
// change.
type taskSighting struct {
	Sighting
	state task.State
}

// sawTask takes in what a snapshot says of the task itself.
func (c *Course) sawTask(t *task.Task, first, last int64) {
	next := taskSighting{Sighting: Sighting{First: first, Last: max(first, last), Status: task.Status(c.word(string(t.Status))),
		Operation: task.Operation(c.word(string(t.Operation))), Started: t.Started, Finished: t.Finished}, state: t.State()}
	if n := len(c.task); n > 0 && c.task[n-1].same(&next.Sighting) && c.task[n-1].state == next.state {
		c.task[n-1].Last = max(c.task[n-1].Last, next.Last)
		return
	}
	c.task = append(c.task, next)
}
