package task

import "testing"

func TestProgress(t *testing.T) {
	subtasks := func(pairs ...string) []Subtask {
		var list []Subtask
		for i := 0; i < len(pairs); i += 2 {
			list = append(list, Subtask{Status: Status(pairs[i]), Operation: Operation(pairs[i+1])})
		}
		return list
	}
	tests := []struct {
		name    string
		task    Task
		done    int
		forward bool
	}{
		{"empty", Task{Status: StatusRunning}, 0, true},
		{"forward", Task{Status: StatusRunning, Operation: OpExecute, Subtasks: subtasks(
			"SUCCESSFUL", "EXECUTE", "SUCCESSFUL", "SKIP", "SUCCESSFUL", "RETRY", "RUNNING", "EXECUTE",
			"FAILED", "EXECUTE", "PENDING", "EXECUTE", "READY", "EXECUTE", "CANCELING", "EXECUTE", "ODD", "EXECUTE")}, 3, true},
		{"failed: what never ran is not done", Task{Status: StatusFailed, Operation: OpExecute, Subtasks: subtasks(
			"SUCCESSFUL", "EXECUTE", "FAILED", "EXECUTE", "PENDING", "EXECUTE")}, 1, true},
		{"rolling back", Task{Status: StatusRunning, Operation: OpRollback, Subtasks: subtasks(
			"SUCCESSFUL", "ROLLBACK", "READY", "ROLLBACK", "PENDING", "ROLLBACK", "PENDING", "EXECUTE")}, 2, false},
		{"rolled back is complete", Task{Status: StatusSuccessful, Operation: OpRollback, Subtasks: subtasks(
			"PENDING", "ROLLBACK", "PENDING", "ROLLBACK_SKIP", "PENDING", "EXECUTE")}, 3, false},
		{"rolled back, operation left out", Task{Status: StatusSuccessful, Subtasks: subtasks(
			"PENDING", "ROLLBACK", "PENDING", "EXECUTE", "PENDING", "EXECUTE")}, 3, false},
	}
	for _, tt := range tests {
		done, of, forward := tt.task.Progress()
		if done != tt.done || of != len(tt.task.Subtasks) || forward != tt.forward {
			t.Errorf("%s: Progress() = %d of %d, forward %v; want %d of %d, forward %v",
				tt.name, done, of, forward, tt.done, len(tt.task.Subtasks), tt.forward)
		}
	}
}

func TestAttempts(t *testing.T) {
	started := At(5, 0)
	tests := []struct {
		name     string
		subtask  Subtask
		attempts int64
		retried  bool
	}{
		{"never started", Subtask{RunTime: Some[int64](1)}, 0, false},
		{"first", Subtask{RunTime: Some[int64](1), Started: started}, 1, false},
		{"not counted", Subtask{Started: started}, 1, false},
		{"nonsense count", Subtask{RunTime: Some[int64](-3), Started: started}, 1, false},
		{"counted retry", Subtask{RunTime: Some[int64](3), Started: started}, 3, true},
		{"counted, and it waits for it", Subtask{RunTime: Some[int64](2), Status: "READY", Operation: "RETRY", Started: started}, 1, true},
		{"not counted, and it waits for it", Subtask{RunTime: Some[int64](1), Status: "READY", Operation: "RETRY", Started: started}, 1, true},
		{"it waits for its rollback", Subtask{RunTime: Some[int64](2), Status: "READY", Operation: "ROLLBACK", Started: started}, 2, true},
		{"retry that OCP does not count", Subtask{RunTime: Some[int64](1), Operation: "retry", Started: started}, 1, true},
	}
	for _, tt := range tests {
		if got := tt.subtask.Attempts(); got != tt.attempts {
			t.Errorf("%s: Attempts() = %d, want %d", tt.name, got, tt.attempts)
		}
		if got := tt.subtask.Retried(); got != tt.retried {
			t.Errorf("%s: Retried() = %v, want %v", tt.name, got, tt.retried)
		}
	}
}

func TestSplit(t *testing.T) {
	for idx, want := range map[Opt[int64]]bool{{}: false, Some[int64](-1): false, Some[int64](0): true, Some[int64](7): true} {
		s := Subtask{ParallelIdx: idx}
		if got := s.Split(); got != want {
			t.Errorf("Split() with parallelIdx %v = %v, want %v", idx, got, want)
		}
	}
}

func TestOver(t *testing.T) {
	tests := []struct {
		status   Status
		finished Instant
		want     bool
	}{
		{StatusRunning, Instant{}, false},
		{StatusRunning, At(1, 0), false}, // stale, from before a retry
		{"running", At(1, 0), false},
		{StatusFailed, Instant{}, true},
		{StatusSuccessful, Instant{}, true},
		{StatusAborted, Instant{}, true},
		{"SUSPENDED", Instant{}, false},
		{"EXPIRED", At(1, 0), true},
		{StatusCanceling, Instant{}, false},
	}
	for _, tt := range tests {
		task := Task{Status: tt.status, Finished: tt.finished}
		if got := task.Over(); got != tt.want {
			t.Errorf("Task{%q, finished %v}.Over() = %v, want %v", tt.status, tt.finished.Set, got, tt.want)
		}
	}
	for status, want := range map[Status]bool{StatusRunning: true, StatusCanceling: true, "canceling": true,
		StatusReady: false, StatusPending: false, StatusFailed: false, StatusSuccessful: false} {
		s := Subtask{Status: status}
		if got := s.Running(); got != want {
			t.Errorf("Subtask{%q}.Running() = %v, want %v", status, got, want)
		}
	}
}

func TestLatest(t *testing.T) {
	if got := (&Task{}).Latest(); got.Set {
		t.Errorf("Latest() of a task without times = %v, want absent", got)
	}
	task := Task{Created: At(3, 0), Started: At(4, 0), Subtasks: []Subtask{{Started: At(9, 28800)}, {Finished: At(-9, 0)}}}
	if got := task.Latest(); got != At(9, 28800) {
		t.Errorf("Latest() = %v, want the start of the first subtask", got)
	}
	if got := (&Task{Started: At(-5, 0)}).Latest(); got != At(-5, 0) {
		t.Errorf("Latest() = %v, want a moment before 1970 too", got)
	}
}

func TestOperationKnown(t *testing.T) {
	for _, op := range operations {
		want := op != "" && op != "PONDER"
		if got := op.Known(); got != want {
			t.Errorf("Operation(%q).Known() = %v, want %v", op, got, want)
		}
	}
}
