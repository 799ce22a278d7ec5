package picture

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"taskscope/views/gantt"
	"taskscope/views/text"
)

// Axis is what stands on top of the chart, and the lines that go down from it.
type Axis struct {
	Y      int // base of its labels
	Zone   string
	Ticks  []Tick
	Breaks []Break
	Now    string // x, "" for none
	Strip  string // path of how many ran at once
	Most   int    // of them
	StripY int
	Peak   string
}

// Tick is a mark and its label.
type Tick struct{ X, Label string }

// Break is a folded gap.
type Break struct{ X, Width, Middle string }

func (p *Picture) axis(v *gantt.View, y *int) {
	a := Axis{Zone: text.Line(v.Axis.Zone), Y: *y + axisHeight - 6}
	for _, k := range fitting(v.Axis.Ticks) {
		a.Ticks = append(a.Ticks, Tick{X: px(place(k.X)), Label: k.Label})
	}
	for _, b := range v.Axis.Breaks {
		x, end := max(place(b.X), chartX), min(place(b.X+b.Width), chartX+chartWidth)
		a.Breaks = append(a.Breaks, Break{X: px(x), Width: px(end - x), Middle: px((x + end) / 2)})
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

// tickRoom is how many px a tick and its label need.
const tickRoom = 80

// fitting are the ticks of the finest of the page's fits that has room: the page
// carries those for all widths.
func fitting(all []gantt.Tick) []gantt.Tick {
	fits := map[string][]gantt.Tick{}
	for _, k := range all {
		if k.X < 0 || k.X > 100 {
			continue
		}
		for fit := range strings.FieldsSeq(k.Fit) {
			fits[fit] = append(fits[fit], k)
		}
	}
	var best []gantt.Tick
	for _, fit := range slices.Sorted(maps.Keys(fits)) {
		if n := len(fits[fit]); n > len(best) && n*tickRoom <= chartWidth {
			best = fits[fit]
		}
	}
	return best
}

// strip stretches the path, which is drawn in units of its own, to the chart.
func (a *Axis) strip() string {
	return fmt.Sprintf("translate(%d %d) scale(%g %.4g)", chartX, a.StripY+1, float64(chartWidth)/gantt.StripWidth, float64(stripHigh-1)/float64(a.Most))
}

// Sign is a mark of the legend and its meaning.
type Sign struct {
	X, Y   int
	Word   string
	Shapes []Shape
}

// legend lays the signs out in lines.
func (p *Picture) legend(v *gantt.View, y *int) {
	const box, gap = 34, 18
	x := margin
	for _, s := range v.Legend {
		word := text.Line(s.Word)
		w := box + text.Width(word)*7 + gap
		if x > margin && x+w > width-margin {
			x = margin
			*y += lineHeight + 2
		}
		p.Signs = append(p.Signs, Sign{X: x, Y: *y, Word: word, Shapes: sign(s, float64(x), *y)})
		x += w
	}
	if len(v.Legend) > 0 {
		*y += lineHeight + 8
	}
}

// sign draws a mark as it is in the chart, in a box of 28 × 14.
func sign(s gantt.Sign, x float64, y int) []Shape {
	c := classOf(s.Class)
	stroke := func(kind string) []Shape {
		l := bar(x, x+28, y+7, 0, paintOf(kind, c))
		l.Stroke = true
		return []Shape{l}
	}
	switch s.Kind {
	case "run", "unseen":
		return []Shape{bar(x, x+28, y+1, 12, paintOf(s.Kind, c))}
	case "held", "queued", "waiting":
		return []Shape{bar(x, x+28, y+3, 8, paintOf(s.Kind, c))}
	case "block", "slack":
		return []Shape{bar(x, x+28, y+6, 2, paintOf(s.Kind, c))}
	case "mixed":
		return []Shape{bar(x, x+28, y+1, 12, paintOf("run", c)), bar(x, x+28, y+1, 12, paintOf("seam", c))}
	case "pause":
		return stroke(s.Kind)
	case "near":
		return stroke("near-line")
	case "usual":
		return append([]Shape{bar(x, x+24, y+1, 9, paintOf("run", c))}, usual(x+9, x+17, y+13, 12, true, true)...)
	case "tiny":
		return []Shape{{Path: "M" + px(x+10) + " " + strconv.Itoa(y+2) + "h8l-4 5Z", Paint: paint{Fill: colEdge}}}
	case "stop":
		return []Shape{bar(x+4, x+24, y+2, 10, paintOf("run", c)), bar(x+22, x+26, y, 14, paintOf("stop", c))}
	case "path":
		return []Shape{bar(x, x+28, y+6, 3, paintOf("path", c))}
	case "group":
		return []Shape{bar(x, x+28, y+5, 5, paintOf("run", c))}
	case "tick":
		return []Shape{bar(x, x+28, y+6, 5, paintOf("run", c)), bar(x+8, x+10, y+4, 9, paintOf("tick", c)),
			bar(x+15, x+17, y+4, 9, paintOf("tick", c)), bar(x+25, x+27, y+4, 9, paintOf("tick", c))}
	case "break":
		return []Shape{bar(x+8, x+20, y, 14, paintOf("break", c))}
	case "now":
		return []Shape{{Path: "M" + px(x+14) + " " + strconv.Itoa(y) + "v14", Paint: paintOf("now", c)}}
	}
	return nil
}
