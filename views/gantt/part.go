package gantt

import "taskscope/views/chart"

// firstRows is how many lines the first parts have: on paper they stand below the
// header, where there is less room.
const firstRows = chart.PartRows / 2

// Part is some consecutive lines.
type Part struct {
	Rows     []Row
	Height   int    // of the SVG, px
	Selected *int   // where the selected line's band lies
	Of       string // the group whose members alone it has, by its first copy; "" for none
	Folded   bool   // its group is: it is hidden until the browser's search finds it
	Odd      bool   // it begins with the other of the two grounds
}

// parts cuts the lines. Members that are hidden, or will be once another subtask
// is selected, are parts of their own.
func (v *drawing) parts() []Part {
	lines, held := v.plan.drawn(), v.heldGroup()
	var parts []Part
	for from := 0; from < len(lines); {
		to := from + 1
		most := chart.PartRows
		if from < chart.PartRows {
			most = firstRows
		}
		for to < len(lines) && to-from < most && of(&lines[from], held) == of(&lines[to], held) {
			to++
		}
		p := v.part(lines[from:to])
		if group := of(&lines[from], held); group >= 0 {
			p.Folded = lines[from].Folded
			p.Of = v.in.Task.Subtasks[v.plan.Groups[group].Members[0]].ID.String()
		}
		p.Odd = lines[from].Y%2 == 1
		parts = append(parts, p)
		from = to
	}
	return parts
}

// heldGroup is the group that is only open because of the selected subtask; -1
// for none.
func (v *drawing) heldGroup() int {
	if v.plan.held {
		return v.plan.chosen
	}
	return -1
}

// of is the group whose members alone a line shares its part with; -1 for none.
func of(l *line, held int) int {
	if l.Inside && (l.Folded || l.Group == held) {
		return l.Group
	}
	return -1
}

func (v *drawing) part(lines []line) Part {
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
			p.Rows[k].cut(p.Rows[k].Bad || v.in.Analysis.Spans[l.Subtask].Critical)
		}
		if p.Rows[k].Current {
			p.Selected = &p.Rows[k].Y
		}
	}
	return p
}
