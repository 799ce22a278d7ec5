package taskpage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// ProblemLine is odd data, in words.
type ProblemLine struct {
	Text string
	Name string // of the subtask it concerns; "" for the task
	URL  string

	Subtask task.SubtaskID
}

// maxProblems is how many problems the page lists; the rest is counted.
// analysis.json has them all.
const maxProblems = 50

func (b *pageOf) problems() []ProblemLine {
	var lines []ProblemLine
	for k, q := range b.Problems {
		if k == maxProblems {
			lines = append(lines, ProblemLine{Text: b.text.N("task.more_problems", len(b.Problems)-k)})
			break
		}
		line := ProblemLine{Text: b.text.Problem(q)}
		if i, ok := b.index[q.Subtask]; ok && q.Subtask != 0 {
			line.Name, line.URL, line.Subtask = name(&b.task.Subtasks[i]), b.selects.with(q.Subtask.String()), q.Subtask
		}
		lines = append(lines, line)
	}
	return lines
}

// RunLine is another run of the same name, to compare with.
type RunLine struct {
	Summary  task.Summary
	Ref      string
	Started  string
	Makespan string
	Open     string // URL of the run
	Compare  string // URL of the comparison: it is the base, this one the head
}

func (b *pageOf) runs() []RunLine {
	var lines []RunLine
	for _, r := range b.Runs {
		ref := r.Ref.Newest()
		if ref.Source == b.Default {
			ref.Source = ""
		}
		line := RunLine{
			Summary: r, Ref: ref.String(),
			Started: b.clock.Short(r.Started), Makespan: "–",
			Open: permalink.ToTask(ref).String(), Compare: permalink.ToCompare(ref, b.URL.Ref).String(),
		}
		if r.MakespanMS.OK {
			line.Makespan = b.text.Duration(r.MakespanMS.V)
		}
		lines = append(lines, line)
	}
	return lines
}
