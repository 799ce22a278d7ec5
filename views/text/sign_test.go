package text

import (
	"testing"

	"taskscope/internal/task"
)

// TestEveryStateOfATaskHasASign, and what must not be mistaken has two.
func TestEveryStateOfATaskHasASign(t *testing.T) {
	for _, s := range []task.State{task.Running, task.Retrying, task.RollingBack, task.Failed, task.RollbackFailed, task.Succeeded, task.RolledBack, task.Aborted} {
		if Sign(s) == Sign(task.Unknown) {
			t.Errorf("%s has no sign", s)
		}
	}
	if Sign(task.Succeeded) == Sign(task.RolledBack) || Sign(task.Succeeded) == Sign(task.Failed) || Sign(task.Running) == Sign(task.RollingBack) {
		t.Error("two states that must not be mistaken for each other have one sign")
	}
}
