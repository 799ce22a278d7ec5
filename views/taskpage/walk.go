package taskpage

import (
	"taskscope/internal/task"
	"taskscope/views/text"
)

// Walk leads through some subtasks in the order of the rows, round and round.
type Walk struct {
	At         int // place of the selected subtask among them, from 1; 0 when it is none of them
	Of         int
	Next, Prev Step // the same one when there is only one
}

// Step selects a subtask.
type Step struct {
	At   int // its place, from 1
	ID   task.SubtaskID
	Name string
	URL  string
}

// args are the fields of the messages that lead to s, one of so many.
func (s Step) args(t text.Printer, of int) []any {
	return []any{"Name", s.Name, "At", t.Count(s.At), "Of", t.Count(of)}
}

// place is where one is in a list: at is the index of the subtask that is
// selected, -1 when it is not in the list. From there next and prev lead on;
// from a subtask beside the list, to those around it; from none, to its first
// and its last. The list is a part of order, in its order, and not empty.
func place(order, list []int, selected int) (at, next, prev int) {
	at, next = -1, 0
	if selected >= 0 {
		k := 0 // how many of the list come before it
		for _, i := range order {
			if i == selected {
				break
			}
			if k < len(list) && list[k] == i {
				k++
			}
		}
		next = k
		if k < len(list) && list[k] == selected {
			at, next = k, k+1
		}
	}
	prev = next - 1
	if at >= 0 {
		prev = at - 1
	}
	n := len(list)
	return at, next % n, (prev + n) % n
}

// walk is nil when there is nowhere to go.
func (b *pageOf) walk(list []int) *Walk {
	if len(list) == 0 {
		return nil
	}
	selected := -1
	if i, ok := b.index[b.URL.Subtask]; ok {
		selected = i
	}
	at, next, prev := place(b.order, list, selected)
	return &Walk{At: at + 1, Of: len(list), Next: b.step(list, next), Prev: b.step(list, prev)}
}

func (b *pageOf) step(list []int, at int) Step {
	s := &b.task.Subtasks[list[at]]
	return Step{At: at + 1, ID: s.ID, Name: name(s), URL: b.selects.with(s.ID.String())}
}

// failures are all that went wrong, hidden or not: who looks for the next one
// must not miss it.
func (b *pageOf) failures() []int {
	var bad []int
	for _, i := range b.order {
		if b.Analysis.States[i].Bad() {
			bad = append(bad, i)
		}
	}
	return bad
}
