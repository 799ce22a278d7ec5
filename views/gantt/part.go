package gantt

// partRows is how many lines one SVG has. A browser neither prints a picture
// that is higher than a sheet without tearing it from the names beside it, nor
// leaves out the painting of a part of it that is out of sight. sheetRows fit on
// a sheet that lies on its side.
const (
	partRows  = 14
	sheetRows = 28
)

// Part is some consecutive lines.
type Part struct {
	Rows     []Row
	Height   int  // of the SVG, px
	Selected *int // where the selected line's band lies
	Of       string
	Folded   bool // its group is: it is hidden until the browser's search finds it
	Odd      bool // it begins with the other of the two grounds
	Page     bool // a sheet of paper begins with it: the axis is repeated
}

// parts cuts the lines: the members of a group are parts of their own.
func (v *drawing) parts() []Part {
	lines := v.plan.Lines
	var parts []Part
	sheet := 0 // visible lines on it so far
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && to-from < partRows && together(&lines[from], &lines[to]) {
			to++
		}
		p := v.part(lines[from:to])
		p.Odd = lines[from].Y%2 == 1
		if !p.Folded {
			if sheet += len(p.Rows); sheet > sheetRows {
				p.Page, sheet = true, len(p.Rows)
			}
		}
		parts = append(parts, p)
		from = to
	}
	return parts
}

func together(a, b *Line) bool { return a.Inside == b.Inside && (!a.Inside || a.Group == b.Group) }

func (v *drawing) part(lines []Line) Part {
	p := Part{Rows: make([]Row, len(lines)), Height: len(lines) * RowHeight}
	for k := range lines {
		l, y := &lines[k], k*RowHeight
		switch {
		case l.Lane >= 0:
			p.Rows[k] = v.lane(l, y)
		case l.Subtask < 0:
			p.Rows[k] = v.group(l, y)
		default:
			p.Rows[k] = v.row(l.Subtask, y)
		}
		if p.Rows[k].Current {
			p.Selected = &p.Rows[k].Y
		}
	}
	if first := &lines[0]; first.Inside {
		p.Folded = first.Folded
		p.Of = v.in.Task.Subtasks[v.plan.Groups[first.Group].Members[0]].ID.String()
	}
	return p
}
