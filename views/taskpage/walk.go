package taskpage

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
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

// place is where one is in a list: at is the index of the selected subtask, -1
// when it is not in the list. From there next and prev lead on; from a subtask
// beside the list, to those around it; from none (-1), to the first and the
// last. The list is not empty; pos has the place of each among all, for a
// subtask beside the list.
func place(pos, list []int, selected int) (at, next, prev int) {
	n := len(list)
	if selected < 0 {
		return -1, 0, n - 1
	}
	if at = slices.Index(list, selected); at >= 0 {
		return at, (at + 1) % n, (at + n - 1) % n
	}
	next = 0
	for next < n && pos[list[next]] < pos[selected] {
		next++
	}
	return -1, next % n, (next + n - 1) % n
}

// walk leads through those that pass; nil when there are none.
func (b *pageOf) walk(rows []int, passes func(i int) bool) *Walk {
	if !slices.ContainsFunc(rows, passes) {
		return nil
	}
	list := slices.DeleteFunc(b.lines(rows), func(i int) bool { return !passes(i) })
	selected, pos := -1, []int(nil)
	if i, ok := b.index[b.URL.Subtask]; ok {
		selected = i
		if !passes(i) { // where it is among them
			pos = make([]int, len(b.task.Subtasks))
			for at, i := range b.lines(b.order) {
				pos[i] = at
			}
		}
	}
	at, next, prev := place(pos, list, selected)
	return &Walk{At: at + 1, Of: len(list), Next: b.step(list, next), Prev: b.step(list, prev)}
}

// lines are the rows from top to bottom, as they are seen: the timeline has the
// copies of a stage together. It is a list of its own.
func (b *pageOf) lines(rows []int) []int {
	first := b.URL.View == permalink.Overview || b.URL.View == permalink.Timeline
	if !first || b.URL.Lane != permalink.LaneNone {
		return slices.Clone(rows)
	}
	lines := make([]int, 0, len(rows))
	key, reverse := b.URL.Sort.Key()
	for _, r := range b.Analysis.Nest(rows, b.groups, timeline.Sort(key), reverse) {
		if r.Subtask >= 0 {
			lines = append(lines, r.Subtask)
		}
	}
	return lines
}

func (b *pageOf) step(list []int, at int) Step {
	s := &b.task.Subtasks[list[at]]
	return Step{At: at + 1, ID: s.ID, Name: name(s), URL: b.selects.with(s.ID.String())}
}
