package text

import "taskscope/internal/task"

// Sign is a state of a task as one character, for where there is room for no
// more: the title of a tab.
func Sign(s task.State) string {
	switch s {
	case task.Running:
		return "▶"
	case task.Retrying:
		return "↻"
	case task.RollingBack, task.RolledBack:
		return "↩"
	case task.Succeeded:
		return "✓"
	case task.Failed, task.RollbackFailed:
		return "✕"
	case task.Aborted:
		return "■"
	}
	return "?"
}
