package task

import "strings"

// Task is one task instance: OCP's WrappedTaskInstance.
type Task struct {
	ID               ID
	Name             string
	DefinitionID     Opt[int64] // -1 when it does not come from a schedule
	Status           Status
	Type             string // MANUAL, SYS_ONCE, SCHEDULED, SYS_SCHEDULED; raw
	Operation        Operation
	Cluster          *Cluster // nil when the task has none, e.g. an agent task
	Tenant           *Tenant  // nil when the task has none
	Creator          Creator
	Executor         string    // address of the OCP server that scheduled it
	ProhibitRollback Opt[bool] // true: rollback is forbidden, whatever OCP's page says (ocp.md 1.4)
	Remote           Opt[bool] // isRemote: the task belongs to another OCP
	Created          Instant   // whole seconds only: never used for waits
	Started          Instant
	Finished         Instant // stale while the task runs again after a retry
	Subtasks         []Subtask
	Extra            []Field // fields of the response that Taskscope does not know
}

// Cluster is the OceanBase cluster that a task works on.
type Cluster struct {
	ID          Opt[int64]
	Name        string
	OBClusterID Opt[int64]
	Type        string // PRIMARY or STANDBY; raw
}

// Tenant is the OceanBase tenant that a task works on.
type Tenant struct {
	ID         Opt[int64]
	Name       string
	OBTenantID Opt[int64]
	Mode       string // ORACLE or MYSQL; raw
}

// Creator is who started the task. Some of OCP's answers have only a name.
type Creator struct {
	ID   Opt[int64]
	Name string
}

// Subtask is one node of the task's DAG: OCP's SubtaskInstance.
type Subtask struct {
	ID               SubtaskID
	SeriesID         Opt[int64] // unique in the task, not an order (ocp.md 1.2)
	Name             string
	Description      string
	TimeoutS         Opt[int64] // seconds per attempt; 0 is none
	Status           Status
	Operation        Operation
	Executor         string     // OCP node of the last attempt; "" before the first
	RunTime          Opt[int64] // how many attempts, not a duration
	NodeType         string
	ParallelIdx      Opt[int64] // -1: not a copy of a split stage
	Upstreams        []SubtaskID
	Downstreams      []SubtaskID
	ProhibitRollback Opt[bool]
	Created          Instant
	Started          Instant // of the first attempt, kept over retries
	Finished         Instant // end of the last attempt
	Extra            []Field
}

// Field is a part of the response that has no field of its own here.
type Field struct {
	Name string
	JSON string // the value as received
}

// Split says whether the subtask is one copy of a split stage.
func (s *Subtask) Split() bool { return s.ParallelIdx.OK && s.ParallelIdx.V >= 0 }

// Called is what the subtask is called, copies of one stage alike: by its name;
// where OCP gives none, or blanks, by its description, else by its id ("#6"). It
// is for people: what is stored, matched or written to files for scripts has the
// name as it came.
func (s *Subtask) Called() string {
	if n := strings.TrimSpace(s.Name); n != "" {
		return s.Name
	}
	if d := strings.TrimSpace(s.Description); d != "" {
		return d
	}
	return "#" + s.ID.String()
}

// Attempts is how often the subtask was started at least, as far as OCP tells:
// 1 or more once it has a start, 0 before. OCP counts a retry when it is asked
// for: until that has begun it is none.
func (s *Subtask) Attempts() int64 {
	if !s.Started.Set {
		return 0
	}
	n := s.RunTime.Or(1)
	if s.Status.Is(StatusReady) && !s.Operation.Backwards() || s.Status.Is(StatusPending) && s.Operation.Is(OpRetry) {
		n--
	}
	return max(1, n)
}

// Retried says whether the span from start to end may hold more than one
// attempt and the pauses between them. OCP counts only some retries in runTime
// (ocp.md 1.2), hence the second condition.
func (s *Subtask) Retried() bool { return s.RunTime.Or(1) > 1 || s.Operation.Is(OpRetry) }

// Running says whether the subtask works right now, so that its finish time
// is from an earlier attempt and its end is the snapshot's now.
func (s *Subtask) Running() bool {
	return s.Status.Is(StatusRunning) || s.Status.Is(StatusCanceling)
}

// Running says whether OCP still works on the task.
func (t *Task) Running() bool { return t.Status.Is(StatusRunning) }

// Over says whether the task has ended. A task in an unknown status is over
// when OCP gave it a finish time.
func (t *Task) Over() bool {
	switch {
	case t.Running():
		return false
	case t.Status.knownOfTask():
		return true
	}
	return t.Finished.Set
}

// Progress counts the subtasks that need no more work in the task's present
// direction: succeeded or skipped when it goes forward; when it is rolled back
// (then forward is false) those that were, and those that never ran, so that a
// completed rollback counts them all. Of is the number of subtasks.
func (t *Task) Progress() (done, of int, forward bool) {
	forward = !t.Operation.Backwards() && t.State() != RolledBack
	for i := range t.Subtasks {
		switch StateOf(t, &t.Subtasks[i], false) {
		case Succeeded, Skipped:
			if forward {
				done++
			}
		case RolledBack, NotStarted:
			if !forward {
				done++
			}
		}
	}
	return done, len(t.Subtasks), forward
}

// Latest is the latest moment the task's own data tells of.
func (t *Task) Latest() Instant {
	last := Instant{}
	see := func(i Instant) {
		if i.Set && (!last.Set || i.MS > last.MS) {
			last = i
		}
	}
	see(t.Created)
	see(t.Started)
	see(t.Finished)
	for i := range t.Subtasks {
		see(t.Subtasks[i].Started)
		see(t.Subtasks[i].Finished)
	}
	return last
}
