// Package diagnosis is what to tell a person who opens a task, or is sent one,
// in words: what happened, where, and what that means for the rest.
package diagnosis

import (
	"strings"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// Input is what the words are made of.
type Input struct {
	Text      text.Printer
	Task      *task.Task
	Graph     *dag.Graph
	Analysis  *timeline.Analysis
	Diagnosis timeline.Diagnosis
	Name      func(*task.Subtask) string // what a subtask is called where the words go
	Usual     baseline.Usual             // what other runs tell of the task
}

// Line is the diagnosis in one line.
func Line(in Input) string {
	w := writer{Input: in, d: in.Diagnosis, runs: -1}
	d := w.d
	switch d.State {
	case task.Failed, task.RollbackFailed, task.Aborted:
		w.failed()
	case task.Running, task.Retrying, task.RollingBack:
		w.running()
	case task.Succeeded:
		w.succeeded()
	case task.RolledBack:
		w.add(w.Text.T("diagnosis.rolled_back"))
	default:
		w.add(w.Text.T("diagnosis.unknown", "Status", string(w.Task.Status)))
		w.counts()
	}
	w.stuckElsewhere()
	w.slower()
	w.hints()
	return strings.Join(w.parts, w.Text.T("diagnosis.then")) + w.Text.T("diagnosis.stop")
}

type writer struct {
	Input
	d     timeline.Diagnosis
	parts []string
	told  bool // that the subtask which was slower than usual was so
	stuck bool // that one may be stuck
	runs  int  // the subtask of which the part at said tells for how long; -1 for none
	said  int
}

func (w *writer) add(s string) { w.parts = append(w.parts, s) }

// count adds a part when there is something to count.
func (w *writer) count(key string, n int) {
	if n > 0 {
		w.add(w.Text.N(key, n))
	}
}

func (w *writer) first() (s *task.Subtask, state task.State, ok bool) {
	if w.d.First < 0 {
		return nil, 0, false
	}
	return &w.Task.Subtasks[w.d.First], w.Analysis.States[w.d.First], true
}

func (w *writer) failed() {
	p := w.Text
	s, state, ok := w.first()
	switch {
	case w.d.State == task.Aborted:
		w.add(p.T("diagnosis.aborted"))
	case !ok || !state.Bad():
		w.add(p.T("diagnosis.failed_nowhere"))
	case state == task.RollbackFailed:
		w.add(p.T("diagnosis.rollback_failed_at", "Name", w.where(s)))
	case state == task.Cancelled:
		w.add(p.T("diagnosis.cancelled_at", "Name", w.Name(s)))
	case w.d.Attempts > 1:
		w.add(p.N("diagnosis.failed_after", int(w.d.Attempts), "Name", w.where(s)))
	default:
		w.add(p.T("diagnosis.failed_at", "Name", w.where(s)))
	}
	if w.d.State == task.Aborted { // which names none
		w.count("diagnosis.bad", w.d.Failed)
	} else {
		w.count("diagnosis.more_failed", w.d.Failed-1)
	}
	w.count("diagnosis.still_running", w.d.Active)
	w.count("diagnosis.never_started", w.d.NeverStarted)
}

// where is the name of a subtask that went wrong, and the host on which to look for why.
func (w *writer) where(s *task.Subtask) string {
	if s.Executor == "" {
		return w.Name(s)
	}
	return w.Text.T("diagnosis.where", "Name", w.Name(s), "Executor", s.Executor)
}

func (w *writer) running() {
	p, a := w.Text, w.Analysis
	if s, state, ok := w.first(); ok && state.Bad() {
		w.add(p.N("diagnosis.failed_so_far", w.d.Failed, "Name", w.Name(s)))
	}
	running := -1
	for _, i := range w.Graph.Order { // the longest at it is what the task waits for
		if a.States[i].Active() && a.Spans[i].OK && (running < 0 || a.Spans[i].Start < a.Spans[running].Start) {
			running = i
		}
	}
	switch {
	case running >= 0 && a.States[running] == task.Cancelling:
		w.add(p.T("diagnosis.cancelling_at", "Name", w.Name(&w.Task.Subtasks[running]), "For", p.Duration(a.Spans[running].RunMS)))
	case running >= 0 && a.Spans[running].Retried:
		w.add(p.T("diagnosis.retrying_at", "Name", w.Name(&w.Task.Subtasks[running]), "For", p.Duration(a.Spans[running].RunMS)))
	case running >= 0 && w.d.State == task.RollingBack:
		w.add(p.T("diagnosis.rolling_back_at", "Name", w.Name(&w.Task.Subtasks[running])))
	case running >= 0:
		w.add(p.T("diagnosis.running_at", "Name", w.Name(&w.Task.Subtasks[running]), "For", p.Duration(a.Spans[running].RunMS)))
		w.runs, w.said = running, len(w.parts)-1
		w.stuckItself(running)
		w.itself(running)
	case w.d.State == task.RollingBack:
		w.add(p.T("diagnosis.rolling_back"))
	default:
		w.add(p.T("diagnosis.nothing_runs"))
	}
	w.count("diagnosis.others_run", w.d.Active-1)
	w.count("diagnosis.queued", w.d.Counts[task.Queued])
	held := "diagnosis.held"
	if w.d.Stopped {
		held = "diagnosis.held_failed"
	}
	w.count(held, w.d.Counts[task.Held])
	w.count("diagnosis.blocked", w.d.Counts[task.Blocked])
}

func (w *writer) succeeded() {
	p, a := w.Text, w.Analysis
	if !a.OK {
		w.add(p.T("diagnosis.succeeded_plain"))
		w.counts()
		return
	}
	w.add(p.T("diagnosis.succeeded", "Makespan", p.Duration(a.MakespanMS)))
	if k := w.d.LongestHop; k >= 0 && a.MakespanMS > 0 {
		hop := a.Path[k]
		longest := &w.Task.Subtasks[hop.Subtask]
		switch {
		case hop.WaitMS > hop.RunMS:
			w.add(p.T("diagnosis.longest_wait", "Name", w.Name(longest), "Wait", p.Duration(hop.WaitMS)))
		case a.Spans[hop.Subtask].Skipped:
			w.add(p.T("diagnosis.longest_skipped", "Name", w.Name(longest), "Run", p.Duration(hop.RunMS)))
		case a.Spans[hop.Subtask].Retried:
			w.add(p.T("diagnosis.longest_retried", "Name", w.Name(longest), "Run", p.Duration(hop.RunMS)))
		default:
			w.add(p.T("diagnosis.longest", "Name", w.Name(longest), "Run", p.Duration(hop.RunMS)))
			w.itself(hop.Subtask)
		}
		w.add(p.T("diagnosis.waited", "Share", p.Percent(a.CriticalWaitMS, a.MakespanMS)))
	}
	w.counts()
}

// counts tells of states that a glance at the whole must not hide.
func (w *writer) counts() {
	w.count("diagnosis.skipped", w.d.Counts[task.Skipped])
	w.count("diagnosis.bad", w.d.Failed)
	if w.d.State != task.RolledBack {
		w.count("diagnosis.undone", w.d.Counts[task.RolledBack])
	}
	w.count("diagnosis.never_started", w.d.NeverStarted)
}

// itself tells it where the part that was added last is about that subtask.
func (w *writer) itself(i int) {
	if s := w.Usual.Slower(i); s.OK() && i == w.Usual.Worst && !w.told {
		w.told = true
		w.parts[len(w.parts)-1] += w.Text.T("tl.comma") + Slower(w.Text, s, "")
	}
}

// slower tells of the subtask that took longest beyond what it usually takes.
func (w *writer) slower() {
	i := w.Usual.Worst
	s := w.Usual.Slower(i)
	if !s.OK() || w.told {
		return
	}
	w.add(Slower(w.Text, s, w.Name(&w.Task.Subtasks[i])))
}

// Slower says that a subtask was slower than usual: "Upgrade agent was 3.2 ×
// slower than usual (n = 14)"; without a name, where it has been named.
func Slower(p text.Printer, s baseline.Slower, name string) string {
	switch {
	case name == "" && s.Tenths == 0:
		return p.T("usual.it_over", "Over", p.Duration(s.OverMS), "N", p.Count(s.Figure.Runs))
	case name == "":
		return p.T("usual.it", "Times", p.Times(s.Tenths), "N", p.Count(s.Figure.Runs))
	case s.Tenths == 0:
		return p.T("usual.over", "Name", name, "Over", p.Duration(s.OverMS), "N", p.Count(s.Figure.Runs))
	}
	return p.T("usual.slower", "Name", name, "Times", p.Times(s.Tenths), "N", p.Count(s.Figure.Runs))
}

// hints are what the times suggest and no status says; the worst is enough for
// one line, the panel has the rest. That nothing has changed for long says
// something only where nothing tells how long what runs usually takes.
func (w *writer) hints() {
	for _, h := range w.d.Hints {
		if h.Kind == timeline.HintQuiet && len(w.Usual.Unknown) == 0 && w.Usual.Figures != nil {
			continue
		}
		if it := w.ofItself(h); it != "" {
			w.parts[w.said] += w.Text.T("tl.comma") + it
		} else {
			w.add(w.hint(h))
		}
		return
	}
}

// ofItself is what a hint says of the subtask whose name and time have been told.
func (w *writer) ofItself(h timeline.Hint) string {
	if h.Subtask != w.runs {
		return ""
	}
	switch h.Kind {
	case timeline.HintPastTimeout:
		return w.Text.T("hint.past_timeout_it", "Limit", w.Text.Duration(h.LimitMS))
	case timeline.HintNearTimeout:
		return w.Text.T("hint.near_timeout_it", "Limit", w.Text.Duration(h.LimitMS))
	}
	return ""
}

func (w *writer) hint(h timeline.Hint) string {
	p, subtask := w.Text, ""
	if h.Subtask >= 0 {
		subtask = w.Name(&w.Task.Subtasks[h.Subtask])
	}
	words := p.T("hint."+string(h.Kind), "Name", subtask, "For", p.Duration(h.MS), "Limit", p.Duration(h.LimitMS), "Slots", w.Analysis.Slots())
	if h.Kind != timeline.HintQuiet {
		return words
	}
	for _, i := range w.Usual.Unknown {
		if f := w.Usual.Figures.Of(i); !f.Enough() {
			return words + p.T("tl.comma") + p.N("usual.quiet_few", f.Runs, "Least", baseline.Least)
		}
	}
	return words
}
