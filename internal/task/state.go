package task

import "fmt"

// State is what the screen says of a task or a subtask. OCP expresses a skip,
// a cancellation or a rollback as a combination of status and operation, and
// says nothing of why a PENDING subtask waits; State is the meaning of those
// combinations (ocp.md 1.6 has the engine's source for each).
type State uint8

// The states, worst first: where several subtasks share one mark, the lowest
// value wins.
const (
	Unknown        State = iota // a status that is not known: its raw text is shown
	RollbackFailed              // FAILED while being rolled back
	Failed                      // FAILED
	Aborted                     // task only: given up
	Cancelled                   // FAILED after a person cancelled it
	Cancelling                  // CANCELING, or RUNNING with operation CANCEL
	RollingBack                 // RUNNING with operation ROLLBACK
	Retrying                    // RUNNING with operation RETRY
	Running                     // RUNNING
	Queued                      // READY: waits for a worker
	Held                        // PENDING, upstreams done: the task's slots are busy or the scheduler has not come
	Blocked                     // PENDING, an upstream has not succeeded
	NotStarted                  // PENDING in a task that no longer runs
	RolledBack                  // undone
	Skipped                     // SUCCESSFUL with operation SKIP: "set to successful" by a person
	Succeeded                   // SUCCESSFUL
)

// stateNames are the words used in URLs and JSON. They are part of the
// contract with scripts.
var stateNames = [...]string{
	Unknown: "unknown", RollbackFailed: "rollback_failed", Failed: "failed", Aborted: "aborted",
	Cancelled: "cancelled", Cancelling: "cancelling", RollingBack: "rolling_back",
	Retrying: "retrying", Running: "running", Queued: "queued", Held: "held",
	Blocked: "blocked", NotStarted: "not_started", RolledBack: "rolled_back",
	Skipped: "skipped", Succeeded: "succeeded",
}

// String is the state's name in URLs and JSON.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("State(%d)", uint8(s))
}

// MarshalText writes the state's name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseState reads a state's name.
func ParseState(name string) (State, error) {
	for i, n := range stateNames {
		if n == name {
			return State(i), nil
		}
	}
	return Unknown, fmt.Errorf("%q is not a state", name)
}

// SubtaskStates are the states a subtask can be in, worst first.
func SubtaskStates() []State {
	return []State{Unknown, RollbackFailed, Failed, Cancelled, Cancelling, RollingBack, Retrying,
		Running, Queued, Held, Blocked, NotStarted, RolledBack, Skipped, Succeeded}
}

// TaskStates are the states a task can be in, worst first.
func TaskStates() []State {
	return []State{Unknown, RollbackFailed, Failed, Aborted, RollingBack, Retrying, Running,
		RolledBack, Succeeded}
}

// Active says whether something is under way in this state.
func (s State) Active() bool {
	return s == Running || s == Retrying || s == RollingBack || s == Cancelling
}

// Bad says whether a person has to look at it.
func (s State) Bad() bool {
	return s == Failed || s == RollbackFailed || s == Aborted || s == Cancelled
}

// Waiting says whether it has yet to start, in a task that may still get there.
func (s State) Waiting() bool { return s == Queued || s == Held || s == Blocked }

// State is the task's own state.
func (t *Task) State() State {
	switch {
	case t.Status.Is(StatusRunning):
		switch {
		case t.Operation.Backwards():
			return RollingBack
		case t.Operation.Is(OpRetry):
			return Retrying
		}
		return Running
	case t.Status.Is(StatusFailed):
		if t.Operation.Backwards() {
			return RollbackFailed
		}
		return Failed
	case t.Status.Is(StatusSuccessful):
		if t.Operation.Backwards() || t.undone() {
			return RolledBack
		}
		return Succeeded
	case t.Status.Is(StatusAborted):
		return Aborted
	}
	return Unknown
}

// undone says whether a SUCCESSFUL task without an operation was rolled back:
// old answers leave the operation out, but a subtask still tells (OCP's own
// list sample "Prepare tenant").
func (t *Task) undone() bool {
	if t.Operation != "" {
		return false
	}
	for i := range t.Subtasks {
		if s := &t.Subtasks[i]; s.Status.Is(StatusPending) && s.Operation.Backwards() {
			return true
		}
	}
	return false
}

// StateOf is the state of subtask s of t. UpstreamsDone says whether every
// upstream of s has succeeded; it only matters while s is PENDING.
func StateOf(t *Task, s *Subtask, upstreamsDone bool) State {
	switch op := s.Operation; {
	case s.Status.Is(StatusPending):
		switch {
		case op.Backwards():
			return RolledBack
		case t.Over(), t.Operation.Backwards(): // a rollback never starts what never ran
			return NotStarted
		case upstreamsDone:
			return Held
		}
		return Blocked
	case s.Status.Is(StatusReady):
		return Queued
	case s.Status.Is(StatusRunning):
		switch {
		case op.Backwards():
			return RollingBack
		case op.Is(OpCancel):
			return Cancelling
		case op.Is(OpRetry):
			return Retrying
		}
		return Running
	case s.Status.Is(StatusCanceling):
		return Cancelling
	case s.Status.Is(StatusFailed):
		switch {
		case op.Backwards():
			return RollbackFailed
		case op.Is(OpCancel):
			return Cancelled
		}
		return Failed
	case s.Status.Is(StatusSuccessful):
		// Not so with ROLLBACK: asked to roll a task back, the engine marks every
		// subtask that ran at once and turns each to PENDING when its turn has
		// come. Until then, and for good when an earlier one fails, its work is
		// still in place.
		if op.Is(OpSkip) {
			return Skipped
		}
		return Succeeded
	}
	return Unknown
}

// States are the states of all subtasks of t, by index. Upstreams lists the
// indices of each subtask's direct upstreams, as dag.Graph.Up does.
func States(t *Task, upstreams [][]int) []State {
	states := make([]State, len(t.Subtasks))
	for i := range t.Subtasks {
		done := true
		for _, u := range upstreams[i] {
			if !t.Subtasks[u].Status.Is(StatusSuccessful) {
				done = false
				break
			}
		}
		states[i] = StateOf(t, &t.Subtasks[i], done)
	}
	return states
}

// Mood sums a task's state up for a mark too small for all of them, such as
// the icon of a browser tab: "bad", "active", "good" or "other".
func (s State) Mood() string {
	switch {
	case s.Bad():
		return "bad"
	case s.Active():
		return "active"
	case s == Succeeded:
		return "good"
	}
	return "other"
}
