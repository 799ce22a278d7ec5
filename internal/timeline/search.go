package timeline

import (
	"strconv"
	"strings"

	"taskscope/internal/task"
)

// DisplayName is what the screen calls a subtask: what it is called, and for a
// copy of a split stage its number, since that is the same for all copies.
func DisplayName(s *task.Subtask) string {
	if s.Split() {
		return s.Called() + " #" + strconv.FormatInt(s.ParallelIdx.V, 10)
	}
	return s.Called()
}

// Matches is the one rule of the search box, for timeline, graph and table
// alike: the subtasks (by index) that have q in their display name,
// description, executor, id, status or operation. Upper and lower case are one,
// spaces around q are none of it (they come with pasted text), and an empty q
// matches all.
func Matches(t *task.Task, q string) func(i int) bool {
	q = strings.ToLower(strings.TrimSpace(q))
	if q == "" {
		return func(int) bool { return true }
	}
	has := func(field string) bool { return strings.Contains(strings.ToLower(field), q) }
	return func(i int) bool {
		s := &t.Subtasks[i]
		return has(DisplayName(s)) || has(s.Description) || has(s.Executor) || has(s.ID.String()) ||
			has(string(s.Status)) || has(string(s.Operation))
	}
}
