package gantt

import (
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// words are what a timeline says of moments and of subtasks, in the reader's
// language and zone. A row's sentence is in sentence.go.
type words struct {
	phrases
	in     *Input
	clock  text.Clock
	layout string   // of a moment
	slots  string   // how many subtasks the task may have at once
	names  []string // of the subtasks
	until  []string // by subtask, that others waited for it; "" until it is asked for
	fell   []string // by subtask, that it went wrong and when; likewise
}

func newWords(in *Input, p *plan) *words {
	w := &words{in: in, phrases: newPhrases(in.Text, in.Analysis.SlotsSeen()), clock: text.NewClock(in.URL.Zone), layout: "15:04:05.000",
		slots: in.Text.Count(in.Analysis.Slots())}
	if p.Max-p.Min > day {
		w.layout = "01-02 15:04:05.000"
	}
	n := len(in.Task.Subtasks)
	w.names, w.until, w.fell = make([]string, n), make([]string, n), make([]string, n)
	for i := range w.names {
		w.names[i] = text.Name(&in.Task.Subtasks[i])
	}
	return w
}

// day is a day in ms.
const day = 86_400_000

// at writes a moment, UTC ms, as the axis does.
func (w *words) at(ms int64) string {
	if w.in.URL.Times == permalink.Relative {
		return w.in.Text.Since(ms - w.in.Analysis.Start)
	}
	return w.clock.At(task.At(ms, w.in.Analysis.Offset)).Format(w.layout)
}

// within writes the moments of a range: with their day where its ends are not of
// the same.
func (w *words) within(from, to int64) func(ms int64) string {
	day := func(ms int64) string { return w.clock.At(task.At(ms, w.in.Analysis.Offset)).Format(time.DateOnly) }
	if w.in.URL.Times == permalink.Relative || day(from) == day(to) {
		return w.at
	}
	return func(ms int64) string {
		return w.clock.At(task.At(ms, w.in.Analysis.Offset)).Format("2006-01-02 15:04:05.000")
	}
}

func (w *words) name(i int) string { return w.names[i] }

// figure is how long subtask i ran, as it stands beside its name; "" for one
// without times. Of one that ran several times the bar goes from the first start
// to the last end, and so does its figure: it says how often it ran, or that it was
// rolled back, for else it would be read as the time that one run took.
func (w *words) figure(i int) string {
	span := &w.in.Analysis.Spans[i]
	if !span.OK {
		return ""
	}
	return w.in.Text.Ran(span.RunMS, w.counted(i), span.Undone)
}

// runs say what the bar of subtask i is made of; "" for one run, or where OCP does
// not tell.
func (w *words) runs(i int) string {
	return w.in.Text.Runs(w.counted(i), w.in.Analysis.Spans[i].Undone)
}

// counted is how often subtask i ran, as far as OCP counts it.
func (w *words) counted(i int) int {
	if !w.in.Analysis.Spans[i].Retried {
		return 1
	}
	return int(w.in.Task.Subtasks[i].Attempts())
}
