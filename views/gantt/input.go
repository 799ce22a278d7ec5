package gantt

import (
	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// Input is what a timeline is drawn of.
type Input struct {
	URL      permalink.Task // what was asked
	Text     text.Printer
	Task     *task.Task
	Graph    *dag.Graph
	Analysis *timeline.Analysis
	Seen     []timeline.Seen // by subtask, what our own snapshots saw; nil for nothing
	Usual    *baseline.Usual // what other runs tell of the task; nil for nothing
	Groups   []dag.Group     // the copies of split stages (Graph.Groups), which fold or share a lane
	Rows     []int           // the subtasks to show, in their order
	// Dimmed are those of Rows that the filters do not let through; Hit those
	// that the search names. Nil for none.
	Dimmed, Hit func(i int) bool
	// Excerpt is how much of it is drawn; the zero value is all.
	Excerpt Excerpt
	// Exports are the files that the page offers.
	Exports []permalink.Export
}

// slower says by how much subtask i ran longer than usual.
func (in *Input) slower(i int) baseline.Slower {
	if in.Usual == nil {
		return baseline.Slower{}
	}
	return in.Usual.Slower(i)
}

func (in *Input) seen(i int) timeline.Seen { return timeline.SeenOf(in.Seen, i) }
