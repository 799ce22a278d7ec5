package taskpage

import (
	"context"
	"io"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// wide is a task of 1,312 subtasks.
func wide() *task.Task { return staged(1312) }

// staged is a task of n subtasks: stages of 40, each after the whole of the
// stage before through a node that waits for it.
func staged(n int64) *task.Task {
	t := sample()
	t.Finished, t.Subtasks = at(2_000_000), nil
	for i := range n {
		stage := i / 41
		s := sub(task.SubtaskID(1000000+i), "Install rpm and its dependencies", stage*50_000+i%41*100, stage*50_000+40_000+i%7*1000)
		s.ParallelIdx = task.Some(i % 41)
		switch {
		case i%41 == 40: // gathers its stage
			s.Name, s.ParallelIdx, s.Started, s.Finished = "Wait node", task.Some[int64](-1), at(stage*50_000+48_000), at(stage*50_000+48_050)
			for k := i - 40; k < i; k++ {
				s.Upstreams = append(s.Upstreams, task.SubtaskID(1000000+k))
			}
		case stage > 0:
			s.Upstreams = []task.SubtaskID{task.SubtaskID(1000000 + stage*41 - 1)}
		}
		t.Subtasks = append(t.Subtasks, s)
	}
	return t
}

// BenchmarkPage draws the views of a task of 1,312 subtasks from its analysis.
func BenchmarkPage(b *testing.B) {
	cat, err := text.New()
	if err != nil {
		b.Fatal(err)
	}
	snap := &task.Snapshot{Ref: task.Ref{Source: "ocp", Task: 1, Snapshot: 1}, Response: task.Response{Task: *wide()}}
	graph, problems := dag.Build(&snap.Task)
	a := timeline.Analyze(&snap.Task, graph, snap.Now())
	for _, view := range permalink.Views() {
		b.Run(string(view), func(b *testing.B) {
			b.ReportAllocs()
			in := Input{URL: permalink.ToTask(snap.Ref).Show(view), Snapshot: snap, Graph: graph, Analysis: a, Problems: problems, Now: snap.Now(), Newest: 1}
			for b.Loop() {
				frame := ui.Page{Text: cat.In(text.English)}
				begin := func() (Page, func() Page) { return Begin(frame, in) }
				if err := View(frame, begin).Render(context.Background(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFilter10000 is what the filters, their counts and the ways through
// their hits cost on a page of 10,000 subtasks, with nothing asked for and with
// everything.
func BenchmarkFilter10000(b *testing.B) {
	cat, err := text.New()
	if err != nil {
		b.Fatal(err)
	}
	snap := &task.Snapshot{Ref: task.Ref{Source: "ocp", Task: 1, Snapshot: 1}, Response: task.Response{Task: *staged(10_000)}}
	snap.Task.Subtasks[77].Status = task.StatusFailed
	graph, _ := dag.Build(&snap.Task)
	plain := permalink.ToTask(snap.Ref)
	asked := plain.Select(1005000).Toggle(task.Succeeded).ToggleTrait(permalink.TraitSlow).ToggleTrait(permalink.TraitWaited)
	asked.Q = "rpm"
	for name, u := range map[string]permalink.Task{"plain": plain, "asked": asked} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			p := newPageOf(cat.In(text.English), Input{URL: u, Snapshot: snap, Graph: graph, Analysis: timeline.Analyze(&snap.Task, graph, snap.Now()), Now: snap.Now()})
			for b.Loop() {
				p.filtered = p.filter()
				p.chips()
			}
		})
	}
}
