package taskpage

import (
	"slices"

	"taskscope/internal/task"
	"taskscope/views/chart"
)

// RowHeight is the height of a row in px: names are HTML rows, bars are in SVGs
// beside them, and this keeps the two in step. tokens.css has it as --row.
const RowHeight = 24

const (
	barTop    = 4
	barHeight = 16
	waitTop   = 9
	waitHigh  = 6
	stopWidth = 4 // of the mark at the end of a bar that went wrong
	maxTicks  = 10
)

// partRows is how many rows one SVG has. A browser neither prints a picture
// that is higher than a sheet without tearing it from the names beside it, nor
// leaves out the painting of a part of it that is out of sight. Two parts fit on
// a sheet that lies on its side. Even, for the rows' grounds alternate.
const partRows = 14

// Timeline is the Gantt chart.
type Timeline struct {
	Parts   []Part
	Axis    chart.Axis
	Now     *chart.Percent // where the snapshot's now lies, when the task runs
	Why     string         // why there is no chart
	Caption string
	Range   string // what part of the task is shown; "" for the whole
	FitURL  string // shows the whole
	Empty   string // why there are no rows
	States  []LegendState
	Hidden  int
}

// Part is some consecutive rows.
type Part struct {
	Rows     []Row
	Height   int  // of the SVG, px
	Selected *int // where the selected row's band lies
}

// LegendState is how the bars of a state look.
type LegendState struct {
	Class, Word string
	Waits       bool // its bar is a wait
}

// Row is one subtask: its name at the left, its bars at the right.
type Row struct {
	ID       task.SubtaskID
	Class    string // of state, criticality, selection
	URL      string
	Name     string
	Tail     string // the end of a name that may be cut: what tells it from others
	Mark     string // class of the name's link
	Label    string // name, state, times: for screen readers and pointers
	Duration string
	Current  bool
	Y        int // in its part
	Wait     *Bar
	Run      *Bar
	Stop     chart.Percent // where a run that went wrong ended
	Tiny     bool          // too short to be seen: gets a marker of constant size
	Critical bool
	Bad      bool
}

// Bar is a stretch of time.
type Bar struct{ X, Width chart.Percent }

func (b *pageOf) timeline() *Timeline {
	a := b.Analysis
	t := &Timeline{Hidden: len(b.task.Subtasks) - len(b.rows)}
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
	t.States = b.legend()
	if len(b.rows) == 0 {
		t.Empty = b.text.T("timeline.empty")
		if len(b.task.Subtasks) == 0 {
			t.Empty = b.text.T("timeline.none")
		}
	}
	words := newRowWords(b.text)
	for rows := range slices.Chunk(b.rows, partRows) {
		p := Part{Rows: make([]Row, len(rows)), Height: len(rows) * RowHeight}
		for at, i := range rows {
			p.Rows[at] = b.row(words, scale, i, at)
			if p.Rows[at].Current {
				p.Selected = &p.Rows[at].Y
			}
		}
		t.Parts = append(t.Parts, p)
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

func (b *pageOf) row(words rowWords, scale chart.Scale, i, at int) Row {
	s, span, state := &b.task.Subtasks[i], &b.Analysis.Spans[i], b.Analysis.States[i]
	r := Row{
		ID: s.ID, URL: b.link(s.ID), Name: name(s), Mark: "mark", Y: at * RowHeight,
		Current: s.ID == b.URL.Subtask, Critical: span.Critical, Bad: state.Bad(), Class: "s-" + state.String(),
	}
	r.Label = words.label(r.Name, b.text.State(state), span)
	end, long := tail(r.Name)
	if r.Tail = end; long {
		r.Mark += " long"
	}
	if span.Critical {
		r.Class += " critical"
	}
	if span.Retried || span.Undone {
		r.Class += " mixed"
	}
	if !span.OK {
		r.Wait = b.waiting(scale, i)
		return r
	}
	r.Duration = b.text.Duration(span.RunMS)
	if x, w, ok := scale.Segment(span.ReadyMS, span.Start); ok && span.WaitMS > 0 {
		r.Wait = &Bar{x, w}
	}
	if x, w, ok := scale.Segment(span.Start, max(span.Start, span.End)); ok {
		r.Run = &Bar{x, w}
		r.Tiny, r.Stop = w < tinyShare, x+w
	}
	return r
}

// waiting is the wait of a subtask that has not started and could: from when
// its upstreams were done until now. One that is still blocked has none yet.
func (b *pageOf) waiting(scale chart.Scale, i int) *Bar {
	span, state := &b.Analysis.Spans[i], b.Analysis.States[i]
	if !b.Analysis.OK || span.Started || state != task.Queued && state != task.Held {
		return nil
	}
	if x, w, ok := scale.Segment(span.ReadyMS, b.Analysis.End); ok && b.Analysis.End > span.ReadyMS {
		return &Bar{x, w}
	}
	return nil
}

// legend are the states that the rows are in and that have bars.
func (b *pageOf) legend() []LegendState {
	present := map[task.State]bool{}
	for _, i := range b.rows {
		s := b.Analysis.States[i]
		present[s] = present[s] || b.Analysis.Spans[i].OK || s == task.Queued || s == task.Held
	}
	var all []LegendState
	for _, s := range task.SubtaskStates() {
		if present[s] {
			all = append(all, LegendState{Class: "s-" + s.String(), Word: b.text.State(s), Waits: s == task.Queued || s == task.Held})
		}
	}
	return all
}

// tinyShare is the width, in percent of the chart, below which a bar is less
// than about 3 px on a common screen. It keeps its true width; a marker beside
// it shows that there is something.
const tinyShare = 0.4
