package taskpage

import (
	"taskscope/internal/task"
	"taskscope/views/text"
)

func name(s *task.Subtask) string { return text.Name(s) }
