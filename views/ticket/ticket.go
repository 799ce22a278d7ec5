// Package ticket is what is seen of a task in plain text, for a ticket or a
// chat: what it is, how it went and why, where the time went, and the link to
// what was seen. It is short enough to be read in one: 25 lines at most, and one
// for a range.
package ticket

import (
	"strings"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/diagnosis"
	"taskscope/views/filter"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the text is made of.
type Input struct {
	Text     text.Printer
	URL      permalink.Task // of what is seen, its Ref as a reader writes it
	Link     string         // where that is: absolute, of exactly this snapshot
	Snapshot *task.Snapshot
	Graph    *dag.Graph
	Analysis *timeline.Analysis
	Now      task.Instant   // the moment it is drawn for: the server's clock
	Shown    filter.Set     // what the filters let through
	Usual    baseline.Usual // what other runs tell of the task
}

// New is the text, its lines ended by \n.
func New(in Input) string {
	t := &in.Snapshot.Task
	w := writer{
		Input: in, p: in.Text, clock: text.NewClock(in.URL.Zone), task: t, groups: in.Shown.Groups,
	}
	w.digest = in.Analysis.Digest(in.Shown.Held, w.groups)
	w.title()
	w.identity()
	w.times()
	w.figures()
	w.line(diagnosis.Line(diagnosis.Input{Text: w.p, Task: t, Graph: in.Graph, Analysis: in.Analysis,
		Diagnosis: in.Analysis.Diagnose(), Name: w.subtask, Usual: in.Usual}))
	w.line(filter.Words(w.p, in.URL, in.Shown, in.Analysis.MakespanMS))
	w.ranged()
	w.counts()
	w.bad()
	w.lists()
	w.path()
	w.source()
	w.line(in.Link)
	return w.b.String()
}

type writer struct {
	Input
	p      text.Printer
	clock  text.Clock
	task   *task.Task
	groups []dag.Group
	digest timeline.Digest
	b      strings.Builder
}

// line adds a line; an empty one is none.
func (w *writer) line(s string) {
	if s != "" {
		w.b.WriteString(strings.TrimRight(text.Line(s), " "))
		w.b.WriteByte('\n')
	}
}

// named adds a line of a name and what there is of it; nothing for nothing.
func (w *writer) named(key string, parts []string) {
	if len(parts) > 0 {
		w.line(w.p.T(key) + w.p.T("task.colon") + strings.Join(parts, w.p.T("ticket.then")))
	}
}

// subtask is what a subtask is called.
func (w *writer) subtask(s *task.Subtask) string {
	return text.Line(timeline.DisplayName(s))
}

func (w *writer) name(i int) string { return w.subtask(&w.task.Subtasks[i]) }

func (w *writer) title() {
	name := w.task.Name
	if name == "" {
		name = w.p.T("task.unnamed")
	}
	ref := w.URL.Ref
	if n := w.Snapshot.Ref.Snapshot; n > 0 {
		ref = ref.At(n)
	}
	done, of, forward := w.task.Progress()
	key := "task.progress"
	if !forward {
		key = "task.progress_back"
	}
	w.line(w.p.T("ticket.title", "Name", name, "Ref", ref.String(),
		"State", ui.StateWord(w.p, w.task.State(), w.task.Status), "Progress", w.p.N(key, of, "Done", w.p.Count(done))))
}

func (w *writer) identity() {
	t := w.task
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, w.p.T(key)+w.p.T("task.colon")+value)
		}
	}
	if t.Cluster != nil {
		add("task.cluster", t.Cluster.Name)
	}
	if t.Tenant != nil {
		add("task.tenant", t.Tenant.Name)
	}
	add("task.creator", t.Creator.Name)
	add("task.type", t.Type)
	add("task.operation", string(t.Operation))
	w.line(strings.Join(parts, " · "))
}

func (w *writer) times() {
	d := &w.digest
	switch {
	case !d.OK:
		w.line(w.p.T("task.no_timeline"))
	case d.Running:
		w.line(w.p.T("ticket.so_far", "From", w.clock.Date(d.Start), "To", w.clock.Date(w.Now)))
	default:
		w.line(w.p.T("ticket.from_to", "From", w.clock.Date(d.Start), "To", w.clock.Date(d.End)))
	}
}

// figures are the makespan as the sum it is.
func (w *writer) figures() {
	d, p := &w.digest, w.p
	if !d.OK {
		return
	}
	line := p.T("task.sum_exact", "Makespan", p.Exact(d.MakespanMS), "Run", p.Exact(d.RunMS), "Wait", p.Exact(d.WaitMS), "Tail", p.Exact(d.TailMS))
	if d.PathProblem != "" {
		line = p.Exact(d.MakespanMS) + p.T("ticket.then") + strings.TrimSuffix(p.T("path_problem."+string(d.PathProblem)), p.T("diagnosis.stop"))
	} else if d.IdealMS <= d.MakespanMS { // else pauses or wrong clocks are part of it: no bound of anything
		line += p.T("ticket.then") + p.T("ticket.ideal", "Ideal", p.Exact(d.IdealMS))
	}
	if d.Slots > timeline.DefaultSlots {
		line += p.T("ticket.then") + p.T("ticket.peak_seen", "Peak", p.Count(d.Peak), "Slots", p.Count(d.Slots), "Default", p.Count(timeline.DefaultSlots))
	} else {
		line += p.T("ticket.then") + p.T("ticket.peak", "Peak", p.Count(d.Peak), "Slots", p.Count(d.Slots))
	}
	if d.Mixed {
		line += p.T("ticket.then") + p.T("ticket.mixed")
	}
	w.line(line)
}
