package baseline

import (
	"hash/fnv"

	"taskscope/internal/task"
)

// Stage names what subtasks of different tasks have in common: a hash of the
// name and of whether they are copies of a split stage. It is kept in history,
// so it never changes: 64 bits of FNV-1a. Of the thousands of names that one
// task name ever has, two collide with a chance of one in a million millions.
type Stage uint64

// StageOf is the stage of a subtask.
func StageOf(s *task.Subtask) Stage {
	h := fnv.New64a()
	h.Write([]byte(s.Name)) // never fails
	if s.Split() {
		h.Write([]byte{0, 1})
	}
	return Stage(h.Sum64())
}

// clean is how long the work of a subtask took; ok is false when its times do
// not tell.
func clean(s *task.Subtask) (ms int64, ok bool) {
	switch {
	case !s.Status.Is(task.StatusSuccessful) || s.Retried(),
		s.Operation != "" && !s.Operation.Is(task.OpExecute),
		!s.Started.Set, !s.Finished.Set, s.Finished.MS < s.Started.MS:
		return 0, false
	}
	return s.Finished.MS - s.Started.MS, true
}
