package taskpage

import (
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
)

// RowHeight is the height of a row in px: names are HTML rows, bars are one
// SVG, and this keeps the two in step. app.css has it as --row.
const RowHeight = 24

const (
	barTop    = 4
	barHeight = 16
	maxTicks  = 10
)

// Timeline is the Gantt chart.
type Timeline struct {
	Rows    []Row
	Height  int // of the SVG, px
	Axis    chart.Axis
	Now     *chart.Percent // where the snapshot's now lies, when the task runs
	Why     string         // why there is no chart
	Caption string
	Range   string // what part of the task is shown; "" for the whole
	FitURL  string // shows the whole
	Hidden  int
	// SelectedY is where the selected row's band lies; out of sight without one.
	SelectedY int
}

const noRow = -100

// Row is one subtask: its name at the left, its bars at the right.
type Row struct {
	ID       task.SubtaskID
	Class    string // of state, criticality, selection
	URL      string
	Name     string
	Label    string // name, state, times: for screen readers and pointers
	Duration string
	Current  bool
	Y        int
	Wait     *Bar
	Run      *Bar
	Tiny     bool // too short to be seen: gets a marker of constant size
	Mark     chart.Percent
	Critical bool
}

// Bar is a stretch of time.
type Bar struct{ X, Width chart.Percent }

func (b *pageOf) timeline() *Timeline {
	a := b.Analysis
	t := &Timeline{Hidden: len(b.task.Subtasks) - len(b.rows), Height: max(1, len(b.rows)) * RowHeight, SelectedY: noRow}
	if !a.OK {
		t.Why = b.text.T("task.no_timeline")
	}
	scale := b.scale(t)
	t.Caption = b.text.N("timeline.caption", len(b.rows))
	t.Axis = chart.NewAxis(scale, a.Offset, b.clock, maxTicks)
	if a.Running && a.OK && a.End >= scale.From && a.End <= scale.To {
		x := scale.X(a.End)
		t.Now = &x
	}
	t.Rows = make([]Row, len(b.rows))
	for at, i := range b.rows {
		t.Rows[at] = b.row(scale, i, at)
		if t.Rows[at].Current {
			t.SelectedY = t.Rows[at].Y
		}
	}
	return t
}

// scale is the asked part of the task's time, else all of it. Subtasks that
// lie outside the task, by a wrong clock, widen it: no bar is cut off.
func (b *pageOf) scale(t *Timeline) chart.Scale {
	a, u := b.Analysis, b.URL
	s := chart.Scale{From: a.Start, To: a.End}
	for i := range a.Spans {
		if p := &a.Spans[i]; p.OK {
			s.From, s.To = min(s.From, p.Start), max(s.To, p.Start, p.End)
		}
	}
	if u.From.OK || u.To.OK {
		if u.From.OK {
			s.From = a.Start + u.From.V
		}
		if u.To.OK {
			s.To = a.Start + u.To.V
		}
		t.Range = b.text.T("timeline.range", "From", b.text.Exact(s.From-a.Start), "To", b.text.Exact(s.To-a.Start))
		u.From, u.To = task.Opt[int64]{}, task.Opt[int64]{}
		t.FitURL = u.Query()
	}
	if s.To <= s.From { // a task of no length still has a place to draw
		s.To = s.From + 1
	}
	return s
}

func (b *pageOf) row(scale chart.Scale, i, at int) Row {
	s, span, state := &b.task.Subtasks[i], &b.Analysis.Spans[i], b.Analysis.States[i]
	r := Row{
		ID: s.ID, URL: b.link(s.ID), Name: name(s), Y: at * RowHeight,
		Current: s.ID == b.URL.Subtask, Critical: span.Critical, Class: "s-" + state.String(),
	}
	r.Label = b.rowLabel(s, span, state)
	if span.Critical {
		r.Class += " critical"
	}
	if span.Retried || span.Undone {
		r.Class += " mixed"
	}
	if !span.OK {
		return r
	}
	r.Duration = b.text.Duration(span.RunMS)
	if x, w, ok := scale.Segment(span.ReadyMS, span.Start); ok && span.WaitMS > 0 {
		r.Wait = &Bar{x, w}
	}
	if x, w, ok := scale.Segment(span.Start, max(span.Start, span.End)); ok {
		r.Run = &Bar{x, w}
		r.Tiny, r.Mark = w < tinyShare, x
	}
	return r
}

// tinyShare is the width, in percent of the chart, below which a bar is less
// than about 3 px on a common screen. It keeps its true width; a marker beside
// it shows that there is something.
const tinyShare = 0.4

func (b *pageOf) rowLabel(s *task.Subtask, span *timeline.Span, state task.State) string {
	label := name(s) + ", " + b.text.State(state)
	if span.OK {
		label += ", " + b.text.T("timeline.ran", "Run", b.text.Duration(span.RunMS))
		if span.WaitMS > 0 {
			label += ", " + b.text.T("timeline.waited", "Wait", b.text.Duration(span.WaitMS))
		}
	}
	if span.Critical {
		label += ", " + b.text.T("timeline.critical")
	}
	return label
}
