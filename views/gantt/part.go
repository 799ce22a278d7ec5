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
	Height   int    // of the SVG, px
	Selected *int   // where the selected line's band lies
	Of       string // the group whose members alone it has, by its first copy; "" for none
	Folded   bool   // its group is: it is hidden until the browser's search finds it
	Odd      bool   // it begins with the other of the two grounds
	Page     bool   // a sheet of paper begins with it: the axis is repeated
}

// parts cuts the lines. Members that are hidden, or will be once another subtask
// is selected, are parts of their own.
func (v *drawing) parts() []Part {
	lines, held := v.plan.Lines, v.heldGroup()
	var parts []Part
	sheet := 0 // visible lines on it so far
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && to-from < partRows && of(&lines[from], held) == of(&lines[to], held) {
			to++
		}
		p := v.part(lines[from:to])
		if group := of(&lines[from], held); group >= 0 {
			p.Folded = lines[from].Folded
			p.Of = v.in.Task.Subtasks[v.plan.Groups[group].Members[0]].ID.String()
		}
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

// heldGroup is the group that is only open because of the selected subtask; -1
// for none.
func (v *drawing) heldGroup() int {
	for g := range v.plan.Groups {
		if _, ok := v.plan.Selected(v.in, g); ok && v.plan.held {
			return g
		}
	}
	return -1
}

// of is the group whose members alone a line shares its part with; -1 for none.
func of(l *Line, held int) int {
	if l.Inside && (l.Folded || l.Group == held) {
		return l.Group
	}
	return -1
}

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
			p.Rows[k].Inside = l.Inside
		}
		if p.Rows[k].Current {
			p.Selected = &p.Rows[k].Y
		}
	}
	return p
}
