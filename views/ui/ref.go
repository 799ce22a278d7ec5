package ui

import "taskscope/internal/task"

// Short is a Ref as a reader writes it: the default source is left out.
func Short(ref task.Ref, defaultSource string) task.Ref {
	if ref.Source == defaultSource {
		ref.Source = ""
	}
	return ref
}
