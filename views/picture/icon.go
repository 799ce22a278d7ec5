package picture

import "taskscope/internal/task"

// Icon is the shape of a state (ui.StateShapes); the zero value is none.
type Icon struct {
	Href string
	X, Y int // of its top left corner
	Ink  string
}

// Sizes of a shape, and of what it takes before a word, px.
const (
	iconSize = 14
	iconRoom = iconSize + 6
)

func iconOf(state task.State, x, y int) Icon {
	return Icon{Href: "#st-" + state.String(), X: x, Y: y, Ink: inkOf(state)}
}
