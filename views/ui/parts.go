package ui

import (
	"taskscope/internal/task"
	"taskscope/views/text"
)

// StateWord is the word of a state; where that is "unknown", OCP's own word
// follows, for it is all that is known.
func StateWord(p text.Printer, s task.State, raw task.Status) string {
	if s == task.Unknown && raw != "" {
		return p.State(s) + ": " + string(raw)
	}
	return p.State(s)
}

// role makes a screen reader speak a grave banner at once.
func (b Banner) role() string {
	if b.Kind == Error {
		return "alert"
	}
	return "status"
}

// next is the theme that the button changes to.
func (t Theme) next() Theme {
	switch t {
	case Light:
		return Dark
	case Dark:
		return Auto
	}
	return Light
}
