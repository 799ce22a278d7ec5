package ocp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taskscope/internal/task"
)

// nameless is a subtask that came without a usable id.
type nameless struct {
	index    int // among the task's subtasks
	problems []task.Problem
	content  string // everything that is known of it
}

func newNameless(index int, s task.Subtask, problems []task.Problem) nameless {
	n := nameless{index: index, problems: sortProblems(slices.Clone(problems))}
	s.Upstreams, s.Downstreams = slices.Sorted(slices.Values(s.Upstreams)), slices.Sorted(slices.Values(s.Downstreams))
	n.content = fmt.Sprintf("%#v %#v", s, n.problems)
	return n
}

// nameThem gives each nameless subtask a negative id, which no id of OCP can
// be, and returns their problems. The ids follow from what the subtasks say,
// not from the order they came in: the same answer shuffled by OCP must not
// look like another state of the task.
func nameThem(subtasks []task.Subtask, all []nameless) []task.Problem {
	slices.SortFunc(all, func(a, b nameless) int {
		s, t := &subtasks[a.index], &subtasks[b.index]
		return cmp.Or(strings.Compare(s.Name, t.Name), cmp.Compare(s.ParallelIdx.V, t.ParallelIdx.V),
			cmp.Compare(s.SeriesID.V, t.SeriesID.V), strings.Compare(a.content, b.content))
	})
	var problems []task.Problem
	for n, a := range all {
		s := &subtasks[a.index]
		s.ID = task.SubtaskID(-1 - n)
		problems = append(problems, problem(task.ProblemMissingID, []string{s.Name, s.ID.String()}))
		problems[len(problems)-1].Subtask = s.ID
		for _, p := range a.problems {
			p.Subtask = s.ID
			problems = append(problems, p)
		}
	}
	return problems
}
