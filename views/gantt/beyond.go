package gantt

import "strconv"

// Beyond are rows whose bars lie outside the range that is drawn: paths of a
// small arrow for each at the edge behind which its bar is, px.
type Beyond struct{ Before, After string }

// beyond is empty where all of the task is drawn. Arrows follow one another by
// their distance, so that those of thousands of rows are the same few bytes.
func (v *drawing) beyond() Beyond {
	p := v.plan
	if !p.Zoomed || p.Left || p.Lanes != nil {
		return Beyond{}
	}
	var before, after arrows
	spans, from, to := v.in.Analysis.Spans, p.Scale.From(), p.Scale.To()
	lines := p.drawn()
	for k := range lines {
		l := &lines[k]
		if l.Inside && l.Folded {
			continue
		}
		members := l.Members
		if l.Subtask >= 0 {
			members = []int{l.Subtask}
		}
		earlier, later, inside := false, false, false
		for _, i := range members {
			switch s := &spans[i]; {
			case !s.OK:
			case s.End < from:
				earlier = true
			case s.Start > to:
				later = true
			default:
				inside = true
			}
		}
		if inside {
			continue
		}
		if earlier {
			before.add(l.Y, "l6 -5v10z")
		}
		if later {
			after.add(l.Y, "l-6 -5v10z")
		}
	}
	return Beyond{string(before.d), string(after.d)}
}

// arrows are a path of equal shapes at the middle of lines.
type arrows struct {
	d    []byte
	last int // line of the last one
}

func (a *arrows) add(line int, shape string) {
	if a.d == nil {
		a.d = append(strconv.AppendInt(append(a.d, "M0 "...), int64(center(line)), 10), shape...)
	} else {
		a.d = append(strconv.AppendInt(append(a.d, "m0 "...), int64((line-a.last)*RowHeight), 10), shape...)
	}
	a.last = line
}
