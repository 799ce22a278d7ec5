package picture

import (
	"taskscope/internal/task"
	"taskscope/views/filter"
	"taskscope/views/gantt"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the picture is made of.
type Input struct {
	Gantt    gantt.Input // as for the page
	Shown    filter.Set  // what the filters let through
	Snapshot *task.Snapshot
	Now      task.Instant // the moment it is drawn for: the server's clock
	Link     string       // where it was seen: absolute, of exactly this snapshot
}

// Sizes in px. The width is that of a page across; the height is as large as
// the rows need.
const (
	width      = 1600
	margin     = 24
	namesWidth = 400
	chartX     = margin + namesWidth
	chartWidth = width - margin - chartX
	lineHeight = 18
	axisHeight = 36
	stripHigh  = 14
)

// Picture is the model of an SVG.
type Picture struct {
	Lang        string
	Height      int
	Title       string // the whole in a line
	Heading     string
	State       string
	Ink         string // of the state's word
	Lines       []Line // what the task is, how it went, what is shown
	Signs       []Sign // the legend
	Axis        Axis
	Top         int // of the first row
	Bottom      int // of the last row
	Rows        []Row
	Steps, Over []Shape // what crosses rows
	Foot        []Line
	Hatches     []hatch
}

// Line is a line of text, Y its base.
type Line struct {
	Y    int
	Text string
}

// New makes the model.
func New(in Input) Picture {
	g := &in.Gantt
	v := gantt.New(in.Gantt, gantt.Only{})
	p := Picture{Lang: string(g.Text.Lang), Hatches: hatches()}
	t, words := g.Task, g.Text
	p.Heading = text.Line(t.Name)
	if p.Heading == "" {
		p.Heading = words.T("task.unnamed")
	}
	ref := g.URL.Ref
	if n := in.Snapshot.Ref.Snapshot; n > 0 {
		ref = ref.At(n)
	}
	p.Heading = text.Isolate(text.Middle(p.Heading, 90)) + " " + ref.String()
	p.State = text.Line(ui.StateWord(words, t.State(), t.Status))
	p.Ink = inkOf(t.State())
	p.Title = p.Heading + ", " + p.State

	y := 40
	p.head(in, v, &y)
	p.legend(v, words, &y)
	p.axis(v, &y)
	p.Top = y
	p.rows(v, words, &y)
	p.Bottom = y
	p.Steps, p.Over = p.crossing(v.Over.Steps), p.crossing(v.Over.Lines)
	p.foot(in, v, &y)
	p.Height = y + margin
	return p
}

func (p *Picture) head(in Input, v *gantt.View, y *int) {
	add := func(s string) {
		if s = text.Line(s); s != "" {
			*y += lineHeight
			p.Lines = append(p.Lines, Line{Y: *y, Text: text.Middle(s, letters(width-2*margin))})
		}
	}
	*y += 4
	add(identity(in))
	add(times(in))
	add(v.Why)
	add(v.Path)
	add(v.Caption + " " + v.Hidden)
	add(filter.Words(in.Gantt.Text, in.Gantt.URL, in.Shown, in.Gantt.Analysis.MakespanMS))
	add(v.Empty)
	*y += 12
}

// identity is what the task is.
func identity(in Input) string {
	t, words := in.Gantt.Task, in.Gantt.Text
	line := ""
	add := func(key, value string) {
		if value == "" {
			return
		}
		if line != "" {
			line += " · "
		}
		line += words.T(key) + words.T("task.colon") + value
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
	return line
}

// times are when it ran, and for how long.
func times(in Input) string {
	a, words := in.Gantt.Analysis, in.Gantt.Text
	if !a.OK {
		return ""
	}
	clock := text.NewClock(in.Gantt.URL.Zone)
	from, to := clock.Date(task.At(a.Start, a.Offset)), clock.Date(task.At(a.End, a.Offset))
	key := "ticket.from_to"
	if a.Running {
		key = "ticket.so_far"
	}
	return words.T(key, "From", from, "To", to) + " · " + words.T("sum.makespan") + " " + words.Exact(a.MakespanMS)
}

// foot is what was seen and where.
func (p *Picture) foot(in Input, v *gantt.View, y *int) {
	words, s := in.Gantt.Text, in.Snapshot
	add := func(line string) {
		*y += lineHeight
		p.Foot = append(p.Foot, Line{Y: *y, Text: text.Middle(text.Line(line), letters(width-2*margin))})
	}
	*y += 4
	for _, a := range v.Apart {
		for _, line := range apart(a, words, letters(width-2*margin)) {
			add(line)
		}
	}
	now := in.Now
	if a := in.Gantt.Analysis; a.OK {
		now = task.At(now.MS, a.Offset) // by the clock of the axis
	}
	at := words.T("task.as_of") + " " + text.NewClock(in.Gantt.URL.Zone).Date(now) + " · " + words.T("task.source") + " " + s.Ref.Source
	if s.Envelope.TraceID != "" {
		at += " · traceId " + s.Envelope.TraceID
	}
	add(at)
	add(in.Link)
}

// letters is how many average letters of 12 px have room in a width.
func letters(px int) int { return px * 10 / 64 }
