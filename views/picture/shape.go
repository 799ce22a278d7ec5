package picture

import (
	"strconv"

	"taskscope/views/gantt"
)

// Shape is a bar, a stroke or a mark, in px of the whole picture.
type Shape struct {
	X1, X2, Y, High string
	Stroke          bool   // a level line from X1 to X2 at Y; else a bar that is Width wide
	Width           string // of a bar
	Path            string // neither: a figure of its own
	Paint           paint
}

// shapes draws the marks of a line that begins dy px below where the page has
// it. What lies outside of the chart is left out, and what sticks out of it is
// cut: the page's own SVG does so by being one.
func shapes(list []Shape, marks []gantt.Mark, of subject, dy int) []Shape {
	for k := range marks {
		m := &marks[k]
		c := of
		if m.Own { // an attempt, say: it is no mixture of several
			c.state, c.mixed = m.State, false
		}
		x, end := place(m.X), place(m.End())
		if end < chartX || x > chartX+chartWidth {
			continue
		}
		began, cut := x >= chartX, end > chartX+chartWidth
		x, end = max(x, chartX), min(end, chartX+chartWidth)
		y := m.Y + dy
		switch {
		case m.Tiny:
			// Its true width, and a mark of constant size above it.
			high := gantt.BarHeight
			if c.group {
				high = gantt.GroupHeight
			}
			list = append(list, bar(x, end, y-high/2, high, paint{Fill: lookOf(c.state).ground}),
				Shape{Path: "M" + px(x-4) + " " + strconv.Itoa(y-high/2-4) + "h8l-4 5Z", Paint: paint{Fill: lookOf(c.state).ground, Stroke: colEdge, Thick: "0.75"}})
		case m.Kind == gantt.KindStop:
			if !cut {
				list = append(list, bar(x-4, x, y, m.High, paintOf(m.Kind, c)))
			}
		case m.Kind == gantt.KindUsual:
			list = append(list, usual(x, end, y, gantt.BarHeight+2, began, !cut)...)
		case m.Kind == gantt.KindTick:
			list = append(list, bar(x-1, x+1, y, m.High, paintOf(m.Kind, c)))
		default:
			s := bar(x, end, y, m.High, paintOf(m.Kind, c))
			s.Stroke = m.Stroke()
			list = append(list, s)
		}
	}
	return list
}

func bar(x, end float64, y, high int, p paint) Shape {
	return Shape{X1: px(x), X2: px(end), Y: strconv.Itoa(y), High: strconv.Itoa(high), Width: px(end - x), Paint: p}
}

// crossing draws what crosses lines.
func (p *Picture) crossing(lines []gantt.OverLine) (shapes []Shape) {
	const end = chartX + chartWidth
	for k := range lines {
		l := &lines[k]
		x1, x2 := place(l.X1), place(l.X2)
		if max(x1, x2) < chartX || min(x1, x2) > end {
			continue
		}
		x1, x2 = min(max(x1, chartX), end), min(max(x2, chartX), end)
		shapes = append(shapes, Shape{
			Path:  "M" + px(x1) + " " + strconv.Itoa(p.Top+l.Y1) + "L" + px(x2) + " " + strconv.Itoa(p.Top+l.Y2),
			Paint: crossingOf(l.Kind),
		})
	}
	return shapes
}

// px writes a place or a length: a hundredth is more than any screen shows.
func px(f float64) string { return strconv.FormatFloat(float64(int64(f*100+0.5))/100, 'f', -1, 64) }

// usual is the mark of what is usual: a line from the median, with a tick that is
// high px high, to the 90th percentile, with a small one; each where it is in
// the chart. The tick has a ground that sets it off from the bar.
func usual(x, end float64, y, high int, median, p90 bool) []Shape {
	path := "M" + px(x) + " " + strconv.Itoa(y) + "H" + px(end)
	if p90 {
		path += "v-3v6"
	}
	list := []Shape{{Path: path, Paint: paintOf(gantt.KindUsual, subject{})}}
	if median {
		tick := "M" + px(x) + " " + strconv.Itoa(y-high) + "v" + strconv.Itoa(high+2)
		list = append(list, Shape{Path: tick, Paint: paint{Fill: "none", Stroke: colSurface, Thick: "4"}}, Shape{Path: tick, Paint: paintOf(gantt.KindUsual, subject{})})
	}
	return list
}
