package taskpage

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// Chips are the filters: one per state that occurs, worst first, and the
// search box.
type Chips struct {
	All    Chip
	States []Chip
	Q      string
	Keep   []Hidden // what the search form must carry along
	Shown  int
	Hidden int
	Clear  string // URL without any filter; "" when there is none
	Action string // path that the search form leads to
}

// Chip is a state, how many subtasks are in it, and the URL that turns it on
// or off.
type Chip struct {
	State task.State
	Count int
	URL   string
	On    bool
}

// Hidden is a parameter that a form carries along.
type Hidden struct{ Name, Value string }

func (b *pageOf) chips() Chips {
	counts := map[task.State]int{}
	for _, s := range b.Analysis.States {
		counts[s]++
	}
	c := Chips{
		All: Chip{Count: len(b.task.Subtasks), URL: b.allStates().Query(), On: len(b.URL.States) == 0},
		Q:   b.URL.Q, Action: b.URL.Path(), Keep: keep(b.URL),
		Shown: len(b.rows), Hidden: len(b.task.Subtasks) - len(b.rows),
	}
	for _, s := range task.SubtaskStates() {
		on := slices.Contains(b.URL.States, s)
		if counts[s] > 0 || on {
			c.States = append(c.States, Chip{State: s, Count: counts[s], URL: b.URL.Toggle(s).Query(), On: on})
		}
	}
	if b.URL.Filtered() {
		c.Clear = b.URL.Unfiltered().Query()
	}
	return c
}

func (b *pageOf) allStates() permalink.Task { u := b.URL; u.States = nil; return u }

// keep are the parameters beside the search text.
func keep(u permalink.Task) []Hidden {
	u.Q = ""
	var hidden []Hidden
	for _, p := range u.Params() {
		hidden = append(hidden, Hidden(p))
	}
	return hidden
}
