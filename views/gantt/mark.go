package gantt

import (
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
)

// RowHeight is the height of a line in px: names are HTML rows, bars are in SVGs
// beside them, and this keeps the two in step. tokens.css has it as --row.
const RowHeight = 24

// Where things lie in a line, px from its top.
const (
	middle     = RowHeight / 2
	barTop     = 4
	BarHeight  = 16 // of a run
	pathHeight = 3
	pathTop    = middle - 1
	// On the page, where a kind of mark lies in its line and how high it is says
	// the style sheet (see level): it is the same for all, and a page has thousands.
	blockedHeight = 2
	slackHeight   = 2
	waitHeight    = 10
	stopWidth     = 4 // of the mark at the end of a bar that went wrong
)

// reach is how far, in percent of the chart, bars outside of the drawn domain
// are drawn: as far as a script may zoom out. Beyond it browsers lose
// precision.
const reach = 10_000

// Mark is one shape of a line: a bar, or a stroke at the line's middle.
type Mark struct {
	Kind     Kind
	State    task.State // if it has its Own, else it looks as its line does
	Own      bool
	Tiny     bool // a run too short to be seen: a stroke with a marker
	X, Width chart.Percent
	Y, High  int // High 0 is a stroke
}

// Class is the mark's class.
func (m *Mark) Class() string {
	class := m.Kind.class()
	if m.Own {
		class += " " + stateClass(m.State)
	}
	if m.Tiny {
		class += " tiny"
	}
	return class
}

// End is the place where it ends.
func (m Mark) End() chart.Percent { return m.X + m.Width }

// Stroke says whether it is a line without a height of its own.
func (m Mark) Stroke() bool { return m.High == 0 }

// Unseen says that it has no width that can be written, however far a reader
// zooms: a page that is zoomed further is drawn anew.
func (m Mark) Unseen() bool {
	switch m.Kind {
	case KindBlock, KindWaiting, KindHeld, KindQueued, KindSlack, KindSeam, KindPath:
		return m.Width < 0.0005
	}
	return false
}

// bar is a mark from one moment to another, UTC ms; ok is false when it is
// further out than anybody can zoom.
func (v *drawing) bar(kind Kind, from, to int64, y, high int) (m Mark, ok bool) {
	x, end := v.plan.X(from), v.plan.X(to)
	if end < -reach || x > 100+reach {
		return Mark{}, false
	}
	x, end = max(x, -reach), min(end, 100+reach)
	return Mark{Kind: kind, X: x, Width: max(0, end-x), Y: y, High: high}, true
}

func (v *drawing) add(marks []Mark, kind Kind, from, to int64, y, high int) []Mark {
	if m, ok := v.bar(kind, from, to, y, high); ok {
		v.used[kind] = true
		marks = append(marks, m)
	}
	return marks
}

// marks are the shapes of subtask i in a line at y, from back to front.
func (v *drawing) marks(i, y int) []Mark {
	p := &v.in.Analysis.Spans[i]
	if v.plan.Left { // each begins with its run
		if !p.OK {
			return nil
		}
		return v.usual(v.runs(nil, i, v.segments(i), y, p.Start), i, y, p.Start)
	}
	segments := v.segments(i)
	marks := make([]Mark, 0, 5)
	if ms, ok := p.Slack(); ok && ms > 0 && !v.marked(i) {
		// From behind the bar: a place that is written twice costs little.
		marks = v.add(marks, KindSlack, p.Start, p.End+ms, y+middle-1, slackHeight)
	}
	for _, g := range segments {
		switch g.Kind {
		case timeline.SegBlocked:
			marks = v.add(marks, KindBlock, g.From, g.To, y+middle-1, blockedHeight)
		case timeline.SegHeld, timeline.SegWaiting, timeline.SegQueued:
			marks = v.add(marks, Kind(g.Kind), g.From, g.To, y+middle-waitHeight/2, waitHeight)
		}
	}
	return v.usual(v.path(v.runs(marks, i, segments, y, 0), i, y+pathTop), i, y, 0)
}

func (v *drawing) segments(i int) []timeline.Segment { return v.in.Analysis.Segments(i, v.in.seen(i)) }

// runs are the shapes of what ran: back ms further to the left than it did.
func (v *drawing) runs(marks []Mark, i int, segments []timeline.Segment, y int, back int64) []Mark {
	a, seen := v.in.Analysis, v.in.seen(i)
	for _, g := range segments {
		from, to := g.From-back, g.To-back
		switch g.Kind {
		case timeline.SegPause:
			marks = v.add(marks, KindPause, from, to, y+middle, 0)
		case timeline.SegMixed:
			v.used[KindMixed] = true
			marks = v.run(marks, Mark{Kind: KindRun}, from, to, y)
			marks = v.add(marks, KindSeam, from, to, y+barTop, BarHeight)
		case timeline.SegUnknown:
			v.used[KindUnseen] = true
			marks = v.run(marks, Mark{Kind: KindUnseen}, from, to, y)
		case timeline.SegAttempt:
			marks = v.run(marks, Mark{Kind: KindRun, State: seen.Attempts[g.Attempt].State(), Own: true}, from, to, y)
		case timeline.SegRunning:
			marks = v.run(marks, Mark{Kind: KindRun}, from, to, y)
		}
	}
	if p := &a.Spans[i]; p.OK && a.States[i].Bad() {
		end := p.BarEnd() - back
		marks = v.add(marks, KindStop, end, end, y+barTop-2, BarHeight+4)
	}
	return marks
}

// run is the bar of a run: too short to be seen, it is a stroke with a marker.
func (v *drawing) run(marks []Mark, of Mark, from, to int64, y int) []Mark {
	m, ok := v.bar(of.Kind, from, max(from, to), y+barTop, BarHeight)
	if !ok {
		return marks
	}
	m.State, m.Own = of.State, of.Own
	if m.Width < chart.TinyShare {
		m.Tiny, m.Y, m.High = true, y+middle, 0
		v.used[KindTiny] = true
	}
	return append(marks, m)
}

// path is the part of the critical path that subtask i is, y px from the top:
// through its wait and its run.
func (v *drawing) path(marks []Mark, i, y int) []Mark {
	if k, ok := v.hops[i]; ok {
		part := &v.check.Parts[k]
		marks = v.add(marks, KindPath, part.FromMS, part.EndMS, y, pathHeight)
	}
	return marks
}
