// Package shown is the one rule of which subtasks of a task a URL shows, and in
// which order: the page's timeline and table, and every file that is made of
// what is seen, ask it. It is pure.
package shown

import (
	"slices"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Rows are the subtasks (by index) that the filters of u let through, in the
// order that u asks for.
func Rows(u permalink.Task, t *task.Task, g *dag.Graph, a *timeline.Analysis) []int {
	key, reverse := u.Sort.Key()
	return timeline.Rows(t, g, a, timeline.Sort(key), reverse, Passes(u, t, a))
}

// Passes says of each subtask whether the filters of u let it through.
func Passes(u permalink.Task, t *task.Task, a *timeline.Analysis) func(i int) bool {
	matches := timeline.Matches(t, u.Q)
	return func(i int) bool {
		return (len(u.States) == 0 || slices.Contains(u.States, a.States[i])) && matches(i)
	}
}
