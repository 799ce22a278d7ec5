package task

import (
	"strings"
	"testing"
)

// operations are every operation OCP has, none, and one it does not have.
var operations = [...]Operation{"", OpExecute, OpRetry, OpRollback, OpSkip, OpRollbackSkip, OpCancel, "PONDER"}

// TestTaskState holds every status against every operation. A cell that is not
// in except is the status's usual state.
func TestTaskState(t *testing.T) {
	type except map[Operation]State
	backwards := func(s State) except { return except{OpRollback: s, OpRollbackSkip: s} }
	tests := []struct {
		status Status
		usual  State
		except except
	}{
		{StatusRunning, Running, except{OpRetry: Retrying, OpRollback: RollingBack, OpRollbackSkip: RollingBack}},
		{StatusFailed, Failed, backwards(RollbackFailed)},
		{StatusSuccessful, Succeeded, backwards(RolledBack)},
		{StatusAborted, Aborted, nil},
		{StatusPending, Unknown, nil},
		{StatusReady, Unknown, nil},
		{StatusCanceling, Unknown, nil},
		{"SUSPENDED", Unknown, nil},
		{"", Unknown, nil},
	}
	for _, tt := range tests {
		for _, op := range operations {
			want := tt.usual
			if s, ok := tt.except[op]; ok {
				want = s
			}
			for _, status := range []Status{tt.status, Status(strings.ToLower(string(tt.status)))} {
				task := Task{Status: status, Operation: op}
				if got := task.State(); got != want {
					t.Errorf("Task{%q, %q}.State() = %v, want %v", status, op, got, want)
				}
			}
		}
	}
}

// TestTaskStateUndone is OCP's list sample "Prepare tenant": an answer without
// the task's operation, where only a subtask tells that it was rolled back.
func TestTaskStateUndone(t *testing.T) {
	undone := Subtask{Status: StatusPending, Operation: OpRollback}
	tests := []struct {
		name string
		task Task
		want State
	}{
		{"no operation, a subtask undone", Task{Status: StatusSuccessful, Subtasks: []Subtask{{Status: StatusPending}, undone}}, RolledBack},
		{"no operation, none undone", Task{Status: StatusSuccessful, Subtasks: []Subtask{{Status: StatusPending}}}, Succeeded},
		{"the task's own operation is believed", Task{Status: StatusSuccessful, Operation: OpExecute, Subtasks: []Subtask{undone}}, Succeeded},
		{"only a task that ended well", Task{Status: StatusFailed, Subtasks: []Subtask{undone}}, Failed},
		{"a subtask still to be undone", Task{Status: StatusSuccessful, Subtasks: []Subtask{{Status: StatusSuccessful, Operation: OpRollback}}}, Succeeded},
	}
	for _, tt := range tests {
		if got := tt.task.State(); got != tt.want {
			t.Errorf("%s: State() = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestStateOf holds every status of a subtask against every operation, in a
// task that runs forward.
func TestStateOf(t *testing.T) {
	type except map[Operation]State
	tests := []struct {
		status Status
		done   bool // upstreams
		usual  State
		except except
	}{
		{StatusPending, false, Blocked, except{OpRollback: RolledBack, OpRollbackSkip: RolledBack}},
		{StatusPending, true, Held, except{OpRollback: RolledBack, OpRollbackSkip: RolledBack}},
		{StatusReady, true, Queued, nil},
		{StatusRunning, true, Running, except{OpRetry: Retrying, OpRollback: RollingBack, OpRollbackSkip: RollingBack, OpCancel: Cancelling}},
		{StatusCanceling, true, Cancelling, nil},
		{StatusFailed, true, Failed, except{OpRollback: RollbackFailed, OpRollbackSkip: RollbackFailed, OpCancel: Cancelled}},
		{StatusSuccessful, true, Succeeded, except{OpSkip: Skipped}},
		{StatusAborted, true, Unknown, nil},
		{"WARNING", true, Unknown, nil},
		{"", true, Unknown, nil},
	}
	running := &Task{Status: StatusRunning, Operation: OpExecute}
	for _, tt := range tests {
		for _, op := range operations {
			want := tt.usual
			if s, ok := tt.except[op]; ok {
				want = s
			}
			for _, status := range []Status{tt.status, Status(strings.ToLower(string(tt.status)))} {
				s := &Subtask{Status: status, Operation: Operation(strings.ToLower(string(op)))}
				if got := StateOf(running, s, tt.done); got != want {
					t.Errorf("StateOf(%q, %q, done=%v) = %v, want %v", status, op, tt.done, got, want)
				}
			}
		}
	}
}

// TestStateOfPending is the state that also depends on the task.
func TestStateOfPending(t *testing.T) {
	ended := At(1, 0)
	tests := []struct {
		name string
		task Task
		op   Operation
		done bool
		want State
	}{
		{"failed task", Task{Status: StatusFailed}, OpExecute, false, NotStarted},
		{"failed task, upstreams done", Task{Status: StatusFailed}, OpExecute, true, NotStarted},
		{"aborted task", Task{Status: StatusAborted}, OpExecute, true, NotStarted},
		{"rolled back task, never ran", Task{Status: StatusSuccessful, Operation: OpRollback}, OpExecute, true, NotStarted},
		{"rolled back task, undone", Task{Status: StatusSuccessful, Operation: OpRollback}, OpRollback, true, RolledBack},
		{"task rolling back never starts it", Task{Status: StatusRunning, Operation: OpRollback}, OpExecute, true, NotStarted},
		{"task rolling back, undone", Task{Status: StatusRunning, Operation: OpRollback}, OpRollback, true, RolledBack},
		{"retried task may get there", Task{Status: StatusRunning, Operation: OpRetry}, OpExecute, false, Blocked},
		{"stale finish of a running task", Task{Status: StatusRunning, Finished: ended}, OpExecute, true, Held},
		{"unknown status, not finished", Task{Status: "SUSPENDED"}, OpExecute, true, Held},
		{"unknown status, finished", Task{Status: "EXPIRED", Finished: ended}, OpExecute, true, NotStarted},
	}
	for _, tt := range tests {
		s := Subtask{Status: StatusPending, Operation: tt.op}
		if got := StateOf(&tt.task, &s, tt.done); got != tt.want {
			t.Errorf("%s: StateOf = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestStatesWhileRollingBack is what OCP's engine answers in the middle of a
// rollback of a → b → c → d where c failed: every subtask that ran has the
// operation ROLLBACK from the first moment on, but only c has been undone.
func TestStatesWhileRollingBack(t *testing.T) {
	task := Task{Operation: OpRollback, Subtasks: []Subtask{
		{ID: 1, Status: StatusSuccessful, Operation: OpRollback},
		{ID: 2, Status: StatusRunning, Operation: OpRollback},
		{ID: 3, Status: StatusPending, Operation: OpRollback},
		{ID: 4, Status: StatusPending, Operation: OpExecute},
	}}
	up := [][]int{nil, {0}, {1}, {2}}
	tests := []struct {
		name         string
		task, second Status
		want         []State
		done         int
	}{
		{"under way", StatusRunning, StatusRunning, []State{Succeeded, RollingBack, RolledBack, NotStarted}, 2},
		{"b could not be undone", StatusFailed, StatusFailed, []State{Succeeded, RollbackFailed, RolledBack, NotStarted}, 2},
	}
	for _, tt := range tests {
		task.Status, task.Subtasks[1].Status = tt.task, tt.second
		for i, got := range States(&task, up) {
			if got != tt.want[i] {
				t.Errorf("%s: States[%d] = %v, want %v", tt.name, i, got, tt.want[i])
			}
		}
		if done, of, forward := task.Progress(); done != tt.done || of != 4 || forward {
			t.Errorf("%s: Progress() = %d, %d, forward %v; want %d, 4, forward false", tt.name, done, of, forward, tt.done)
		}
	}
}

func TestStatesLookAtDirectUpstreams(t *testing.T) {
	task := Task{Status: StatusRunning, Subtasks: []Subtask{
		{Status: StatusSuccessful, Operation: OpSkip}, {Status: StatusRunning},
		{Status: StatusPending}, {Status: StatusPending}, {Status: StatusPending}, {Status: StatusPending},
	}}
	up := [][]int{nil, nil, {0}, {0, 1}, {2}, nil}
	want := []State{Skipped, Running, Held, Blocked, Blocked, Held}
	for i, got := range States(&task, up) {
		if got != want[i] {
			t.Errorf("States[%d] = %v, want %v", i, got, want[i])
		}
	}
}

func TestStateNames(t *testing.T) {
	seen := map[string]bool{}
	for s := Unknown; s <= Succeeded; s++ {
		name := s.String()
		if name == "" || seen[name] || strings.ToLower(name) != name {
			t.Errorf("State %d is called %q", s, name)
		}
		seen[name] = true
		if got, err := ParseState(name); got != s || err != nil {
			t.Errorf("ParseState(%q) = %v, %v; want %v", name, got, err, s)
		}
		if b, err := s.MarshalText(); string(b) != name || err != nil {
			t.Errorf("%v.MarshalText() = %q, %v", s, b, err)
		}
	}
	for _, bad := range []string{"", "Failed", "FAILED", "State(16)", "failed ", "nothing"} {
		if s, err := ParseState(bad); err == nil {
			t.Errorf("ParseState(%q) = %v, want an error", bad, s)
		}
	}
	if got := (Succeeded + 1).String(); got != "State(16)" {
		t.Errorf("a state beyond the last is %q", got)
	}
}

// TestStateSets: every state is reachable by a subtask or a task, the lists are
// in order of badness, and no combination gives a state outside its list.
func TestStateSets(t *testing.T) {
	lists := map[string][]State{"SubtaskStates": SubtaskStates(), "TaskStates": TaskStates()}
	listed := map[string]map[State]bool{}
	for name, list := range lists {
		listed[name] = map[State]bool{}
		for i, s := range list {
			if i > 0 && list[i-1] >= s {
				t.Errorf("%s: %v after %v, want worst first", name, s, list[i-1])
			}
			listed[name][s] = true
		}
	}
	statuses := []Status{StatusPending, StatusReady, StatusRunning, StatusCanceling, StatusFailed,
		StatusSuccessful, StatusAborted, "X"}
	reached := map[string]map[State]bool{"SubtaskStates": {}, "TaskStates": {}}
	for _, taskStatus := range statuses {
		for _, taskOp := range operations {
			task := Task{Status: taskStatus, Operation: taskOp}
			reached["TaskStates"][task.State()] = true
			for _, status := range statuses {
				for _, op := range operations {
					for _, done := range []bool{false, true} {
						s := Subtask{Status: status, Operation: op}
						reached["SubtaskStates"][StateOf(&task, &s, done)] = true
					}
				}
			}
		}
	}
	for name := range lists {
		for s := Unknown; s <= Succeeded; s++ {
			if listed[name][s] != reached[name][s] {
				t.Errorf("%s: %v listed %v, reached by some combination %v", name, s, listed[name][s], reached[name][s])
			}
		}
	}
}

// TestStateClasses: a state is in at most one class, and its mood agrees.
func TestStateClasses(t *testing.T) {
	want := map[State]string{
		RollbackFailed: "bad", Failed: "bad", Aborted: "bad", Cancelled: "bad",
		Cancelling: "active", RollingBack: "active", Retrying: "active", Running: "active",
		Queued: "waiting", Held: "waiting", Blocked: "waiting",
	}
	for s := Unknown; s <= Succeeded; s++ {
		got := ""
		for name, in := range map[string]bool{"bad": s.Bad(), "active": s.Active(), "waiting": s.Waiting()} {
			if in {
				got += name
			}
		}
		if got != want[s] {
			t.Errorf("%v is %q, want %q", s, got, want[s])
		}
		mood := want[s]
		if s == Succeeded {
			mood = "good"
		} else if mood != "bad" && mood != "active" {
			mood = "other"
		}
		if got := s.Mood(); got != mood {
			t.Errorf("%v.Mood() = %q, want %q", s, got, mood)
		}
	}
}
