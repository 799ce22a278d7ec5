package history

import (
	"strings"

	"taskscope/internal/task"
)

// subject is what a task is about: what lists are filtered by.
type subject struct{ source, name, cluster, tenant, creator string }

func subjectOf(source string, t *task.Task) subject {
	s := subject{source: source, name: t.Name, creator: t.Creator.Name}
	if t.Cluster != nil {
		s.cluster = t.Cluster.Name
	}
	if t.Tenant != nil {
		s.tenant = t.Tenant.Name
	}
	return s
}

// fold makes texts comparable without regard to case.
func fold(s string) string { return strings.ToLower(s) }

// started is when the task began, by the makespan rule: its start, else its
// creation, else the first start of a subtask.
func started(t *task.Task) task.Instant {
	first := t.Started.Or(t.Created)
	if first.Set {
		return first
	}
	for i := range t.Subtasks {
		if s := t.Subtasks[i].Started; s.Set && (!first.Set || s.Before(first)) {
			first = s
		}
	}
	return first
}

// ended is when a task that is over ended: its finish, else the last finish of
// a subtask. While it runs it has no end, whatever an earlier attempt left.
func ended(t *task.Task) task.Instant {
	if !t.Over() {
		return task.Instant{}
	}
	if t.Finished.Set {
		return t.Finished
	}
	last := task.Instant{}
	for i := range t.Subtasks {
		if f := t.Subtasks[i].Finished; f.Set && (!last.Set || last.Before(f)) {
			last = f
		}
	}
	return last
}

// makespan is the milliseconds from start to end, not below 0; absent when one
// of the two is.
func makespan(start, end task.Instant) task.Opt[int64] {
	if !start.Set || !end.Set {
		return task.Opt[int64]{}
	}
	return task.Some(max(0, end.MS-start.MS))
}

// asOf is the moment a response shows.
func asOf(e *Entry) int64 {
	snap := task.Snapshot{Origin: e.Origin, RecordedMS: e.ReceivedMS, Response: e.Response}
	return snap.Now().MS
}
