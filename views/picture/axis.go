package picture

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/gantt"
	"taskscope/views/text"
)

// Axis is what stands on top of the chart, and the lines that go down from it.
type Axis struct {
	Y      int // base of its labels
	Zone   string
	ZoneY  int
	Ticks  []Tick
	Breaks []Break
	Gaps   []Tick // how long breaks are, above the ticks
	GapY   int    // base of those
	Now    string // x, "" for none
	Strip  string // path of how many ran at once
	Most   int    // of them
	StripY int
	Peak   string
	Corner string // what the figures beside the names are
	// Before and After are arrows of rows whose bars lie outside the chart, from the
	// chart's left and right upper corners.
	Before, After string
}

// Tick is a mark and its label. From and Wide are where the label lies, for a ground
// that sets it off from the hatch of a folded gap.
type Tick struct{ X, Label, At, Anchor, From, Wide string }

// Break is a folded gap.
type Break struct{ X, Width string }

func (p *Picture) axis(v *gantt.View, y *int) {
	a := Axis{Corner: v.Corner(), Zone: text.Line(v.Axis.Zone), ZoneY: *y + axisHeight - 22, Before: v.Axis.Beyond.Before, After: v.Axis.Beyond.After}
	if len(v.Axis.Breaks) > 0 {
		*y += gapLine
		a.GapY = a.ZoneY + gapLine
	}
	a.Y = *y + axisHeight - 6
	for _, k := range fitting(v.Axis.Resumes) {
		wide := chart.LabelWidth(k.Label)
		gap := Tick{Label: k.Label, At: px(place(k.X) + 3), Anchor: "start", From: px(place(k.X)), Wide: px(wide)}
		if k.Lean == chart.Back {
			gap.At, gap.Anchor, gap.From = px(place(k.X)-3), "end", px(place(k.X)-wide)
		}
		a.Gaps = append(a.Gaps, gap)
	}
	for _, k := range fitting(v.Axis.Ticks) {
		at, anchor := chart.Anchored(k.X, k.Label, chartWidth)
		_, from, to := chart.Stand(k.X, k.Label, chartWidth)
		a.Ticks = append(a.Ticks, Tick{X: px(place(k.X)), Label: k.Label, At: px(chartX + at), Anchor: anchor, From: px(chartX + from), Wide: px(to - from)})
	}
	for _, b := range v.Axis.Breaks {
		x, end := max(place(b.X), chartX), min(place(b.X+b.Width), chartX+chartWidth)
		a.Breaks = append(a.Breaks, Break{X: px(x), Width: px(end - x)})
	}
	if n := v.Axis.Now; n != nil && *n >= 0 && *n <= 100 {
		a.Now = px(place(*n))
	}
	*y += axisHeight
	if v.Axis.Strip.Path != "" {
		a.Strip, a.Most, a.Peak, a.StripY = v.Axis.Strip.Path, v.Axis.Strip.Most, text.Line(v.Axis.Strip.Peak), *y
		*y += stripHigh + 4
	}
	p.Axis = a
}

// gapLine is how high the line is in which folded gaps have their labels.
const gapLine = 15

// fitting are the ticks of the page's fit for a chart as wide as this: the page
// carries those for all widths.
func fitting(all []chart.Tick) (some []chart.Tick) {
	fit := gantt.FitOf(chartWidth)
	for _, k := range all {
		if k.X >= 0 && k.X <= 100 && slices.Contains(strings.Fields(k.Fit), fit) {
			some = append(some, k)
		}
	}
	return some
}

// strip stretches the path, which is drawn in units of its own, to the chart.
func (a *Axis) strip() string {
	return fmt.Sprintf("translate(%d %d) scale(%g %.4g)", chartX, a.StripY+1, float64(chartWidth)/gantt.StripWidth, float64(stripHigh-1)/float64(a.Most))
}

// Sign is a mark of the legend and its meaning.
type Sign struct {
	Icon   Icon // of a state: its shape, before what its bars look like
	X, Y   int  // where the word begins
	Weight string
	Word   string
	Shapes []Shape
}

// legend lays the signs out in lines.
func (p *Picture) legend(v *gantt.View, words text.Printer, y *int) {
	const box, gap = 34, 18
	x := margin
	add := func(s gantt.Sign, icon, drawn int) {
		sign := Sign{Word: text.Line(s.Word), Weight: "400"}
		if s.Kind == gantt.KindPath { // as the names of those on it
			sign.Weight = "600"
		}
		w := icon + drawn + text.Width(sign.Word)*7
		if x > margin && x+w > width-margin {
			x = margin
			*y += lineHeight + 2
		}
		if icon > 0 {
			sign.Icon = iconOf(s.State, x, *y)
		}
		if drawn > 0 {
			sign.Shapes = shapesOfSign(s, float64(x+icon), *y)
		}
		sign.X, sign.Y = x+icon+drawn, *y
		p.Signs = append(p.Signs, sign)
		x += w + gap
	}
	shapes := statesOf(v)
	for _, s := range v.Legend {
		switch {
		case s.Kind == gantt.KindRun && shapes[s.State]:
			add(s, iconRoom, box)
			delete(shapes, s.State)
		default:
			add(s, 0, box)
		}
	}
	for _, state := range task.SubtaskStates() { // those without bars
		if shapes[state] {
			add(gantt.Sign{State: state, Word: words.State(state)}, iconRoom, 0)
		}
	}
	if len(p.Signs) > 0 {
		*y += lineHeight + 8
	}
}

// statesOf are the states whose shapes stand before names.
func statesOf(v *gantt.View) map[task.State]bool {
	states := map[task.State]bool{}
	for k := range v.Parts {
		for r := range v.Parts[k].Rows {
			if row := &v.Parts[k].Rows[r]; !v.Parts[k].Folded && !row.Lane {
				states[row.State] = true
			}
		}
	}
	return states
}

// shapesOfSign draws a mark as it is in the chart, in a box of 28 × 14.
func shapesOfSign(s gantt.Sign, x float64, y int) []Shape {
	c := subject{state: s.State, mixed: s.Kind == gantt.KindMixed}
	stroke := func(p paint) []Shape {
		l := bar(x, x+28, y+7, 0, p)
		l.Stroke = true
		return []Shape{l}
	}
	switch s.Kind {
	case gantt.KindRun, gantt.KindUnseen:
		return []Shape{bar(x, x+28, y+1, 12, paintOf(s.Kind, c))}
	case gantt.KindHeld, gantt.KindQueued, gantt.KindWaiting:
		return []Shape{bar(x, x+28, y+3, 8, paintOf(s.Kind, c))}
	case gantt.KindBlock, gantt.KindSlack:
		return []Shape{bar(x, x+28, y+6, 2, paintOf(s.Kind, c))}
	case gantt.KindMixed:
		return []Shape{bar(x, x+28, y+1, 12, paintOf(gantt.KindRun, c)), bar(x, x+28, y+1, 12, paintOf(gantt.KindSeam, c))}
	case gantt.KindPause:
		return stroke(paintOf(s.Kind, c))
	case gantt.KindNear:
		return stroke(crossingOf(s.Kind))
	case gantt.KindUsual:
		return append([]Shape{bar(x, x+24, y+1, 9, paintOf(gantt.KindRun, c))}, usual(x+9, x+17, y+13, 12, true, true)...)
	case gantt.KindTiny:
		return []Shape{{Path: "M" + px(x+10) + " " + strconv.Itoa(y+2) + "h8l-4 5Z", Paint: paint{Fill: colEdge}}}
	case gantt.KindStop:
		return []Shape{bar(x+4, x+24, y+2, 10, paintOf(gantt.KindRun, c)), bar(x+22, x+26, y, 14, paintOf(gantt.KindStop, c))}
	case gantt.KindPath:
		return []Shape{bar(x, x+28, y+6, 3, paintOf(gantt.KindPath, c))}
	case gantt.KindGroup:
		return []Shape{bar(x, x+28, y+5, 5, paintOf(gantt.KindRun, c))}
	case gantt.KindTick:
		return []Shape{bar(x, x+28, y+6, 5, paintOf(gantt.KindRun, c)), bar(x+8, x+10, y+4, 9, paintOf(gantt.KindTick, c)),
			bar(x+15, x+17, y+4, 9, paintOf(gantt.KindTick, c)), bar(x+25, x+27, y+4, 9, paintOf(gantt.KindTick, c))}
	case gantt.KindBreak:
		return []Shape{bar(x+8, x+20, y, 14, paintOf(gantt.KindBreak, c))}
	case gantt.KindNow:
		return []Shape{{Path: "M" + px(x+14) + " " + strconv.Itoa(y) + "v14", Paint: paintOf(gantt.KindNow, c)}}
	}
	return nil
}
