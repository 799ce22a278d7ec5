package picture

import (
	"slices"

	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/gantt"
	"taskscope/views/text"
)

// Row is one line of the timeline. Places are px of the whole picture.
type Row struct {
	Y      int
	Ground string // "" for none
	Icon   Icon   // the state's shape before the name
	Name   string
	NameX  int
	Weight string // of the font
	Ink    string
	Value  string
	Label  string // the sentence that the page says
	Fade   string // its opacity, "" for all
	Shapes []Shape
	Notes  []Note
}

// Note is a text among the bars.
type Note struct {
	X      string
	Y      int
	Anchor string
	Ink    string
	Halo   bool // it lies on a bar: no colour of a state is dark or light enough for letters
	Text   string
}

func (p *Picture) rows(v *gantt.View, words text.Printer, y *int) {
	n := 0
	for k := range v.Parts {
		part := &v.Parts[k]
		if part.Folded {
			continue
		}
		for r := range part.Rows {
			p.Rows = append(p.Rows, row(&part.Rows[r], words, *y, n, part.Of != ""))
			*y += gantt.RowHeight
			n++
		}
	}
}

// row draws the n-th line.
func row(r *gantt.Row, words text.Printer, y, n int, inside bool) Row {
	out := Row{Y: y, NameX: margin + 6, Name: text.Line(r.Name), Value: text.Line(r.Value), Label: text.Line(r.Label), Ink: colText, Weight: "400"}
	if inside {
		out.NameX += 14
	}
	switch {
	case r.Current:
		out.Ground = colSelect
	case r.Bad && !r.Lane:
		out.Ground = colFailedGround
	case n%2 == 1:
		out.Ground = colStripe
	}
	if r.Critical || r.Group != nil {
		out.Weight = "600"
	}
	if r.Bad {
		out.Ink = inkOf(r.State)
	}
	if r.More {
		out.Name, out.Value = "", ""
	}
	if !r.Lane {
		out.Icon = iconOf(r.State, out.NameX, y+(gantt.RowHeight-iconSize)/2)
		out.NameX += iconRoom
	}
	out.fit()
	if r.Dim {
		out.Fade = "0.35"
	}
	if r.Hit {
		out.Ground = colMark
	}
	dy := y - r.Y
	out.Shapes = shapes(nil, r.Marks, subjectOf(r), dy)
	for k := range r.Bars {
		b := &r.Bars[k]
		out.Shapes = shapes(out.Shapes, b.Marks, subjectOf(b), dy)
		if name, x := nameIn(b); name != "" {
			out.Notes = append(out.Notes, Note{X: px(x), Y: y + 16, Anchor: "start", Ink: colText, Halo: true, Text: name})
		}
	}
	if !r.Lane && r.Group == nil && len(r.Marks) == 0 { // nothing else of the chart says what became of it
		out.Notes = append(out.Notes, Note{X: px(chartX + 4), Y: y + 16, Anchor: "start", Ink: inkOf(r.State), Text: words.State(r.State)})
	}
	if g := r.Group; g != nil && g.Note != "" && g.NoteX >= 0 && g.NoteX <= 100 {
		note := Note{X: px(place(g.NoteX) + 4), Y: y + 10, Anchor: "start", Ink: colMuted}
		room := chartX + chartWidth - place(g.NoteX) - 4
		if g.NoteEnd {
			note.X, note.Anchor = px(place(g.NoteX)-6), "end"
			room = place(g.NoteX) - 6 - chartX
		}
		note.Text = noteOf(g, int(room))
		out.Notes = append(out.Notes, note)
	}
	return out
}

// leastInside is how many letters a name is cut to at the least; with fewer it
// would say nothing.
const leastInside = 5

// nameIn is the name of a bar of a lane, as much of it as the bar has room for,
// and where it begins, px.
func nameIn(b *gantt.Row) (name string, x float64) {
	const letter, edge = 6.2, 4 // px
	x = max(place(b.Inner.X), chartX) + edge
	room := int((min(place(b.Inner.End()), chartX+chartWidth) - edge - x) / letter)
	name = text.Line(b.Text)
	if text.Width(name) > room && room < leastInside {
		return "", 0
	}
	return text.Middle(name, room), x
}

// noteOf is what a group's line says above its bar: all that the page says, as far
// as it has room, px. There the style sheet leaves out the same, the last first.
func noteOf(g *gantt.GroupRow, room int) string {
	const letter = 64 // tenths of px
	note := text.Line(g.Note)
	for _, words := range slices.Concat(g.And, g.More) {
		longer := note + " · " + text.Line(words)
		if text.Width(longer)*letter > room*10 {
			break
		}
		note = longer
	}
	return note
}

// fit cuts the name to the room that the value leaves. Letters are estimated
// widely: who opens the file may have any font.
func (r *Row) fit() {
	const letter, boldLetter, figure = 76, 82, 70 // tenths of px
	wide := letter
	if r.Weight != "400" {
		wide = boldLetter
	}
	room := (chartX-20-r.NameX)*10 - text.Width(r.Value)*figure
	r.Name = text.Middle(r.Name, room/wide)
}

// subject is what a mark's look depends on beside its kind: what its line is of.
type subject struct {
	state        task.State
	mixed, group bool
}

func subjectOf(r *gantt.Row) subject {
	return subject{state: r.State, mixed: r.Mixed, group: r.Group != nil}
}

// place is the px of a percentage of the chart.
func place(x chart.Percent) float64 { return chartX + float64(x)/100*chartWidth }
