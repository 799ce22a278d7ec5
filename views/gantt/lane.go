package gantt

import "taskscope/views/text"

// lane is a row of a lane: the subtasks in it are links of their own, each with
// its sentence.
func (v *drawing) lane(l *Line, y int) Row {
	lane := &v.plan.Lanes[l.Lane]
	r := Row{Class: "lane", Y: y, Lane: true, More: !l.First}
	if l.First {
		r.Name = text.Isolate(lane.Name)
		if r.Name == "" {
			r.Name = v.in.Text.T("tl.no_executor")
		}
		r.cut()
		share := v.in.Text.Percent(lane.SumMS, v.in.Analysis.MakespanMS*int64(len(lane.Rows)))
		r.Value = v.in.Text.N("tl.lane", lane.Count, "Share", share)
		r.Label = v.in.Text.N("tl.lane_label", lane.Count, "Name", r.Name, "Busy", v.in.Text.Exact(lane.SumMS), "Share", share,
			"Rows", v.in.Text.Count(len(lane.Rows)))
	}
	r.Bars = make([]Row, len(l.Bars))
	for k, i := range l.Bars {
		s := &v.in.Task.Subtasks[i]
		b := &r.Bars[k]
		*b = Row{ID: s.ID.String(), URL: v.link(s.ID), Class: v.class(i), Label: v.words.label(i), Y: y,
			Current: s.ID == v.in.URL.Subtask, Bad: v.in.Analysis.States[i].Bad()}
		// Waits would lie on the bars before it in the row; the path leaves room
		// for its name.
		b.Marks = v.runs(nil, i, v.segments(i), y, 0)
		if k, ok := v.hops[i]; ok {
			part := &v.check.Parts[k]
			b.Marks = v.add(b.Marks, "path", part.StartMS, part.EndMS, y+lanePath, pathHeight)
		}
		b.Text = v.inside(i, b.Marks)
		r.Current = r.Current || b.Current
	}
	return r
}

// lanePath is where the critical path lies in a lane, px from the line's top.
const lanePath = barTop + barHeight - pathHeight - 1

// laneLetters is how many letters of a bar's text have room in a percent of
// the chart, on a small screen.
const laneLetters = 0.8

// inside is the name of a subtask, where its bar has room for it.
func (v *drawing) inside(i int, marks []Mark) string {
	name := v.words.name(i)
	for _, m := range marks {
		if m.High == barHeight && m.X >= 0 && float64(m.Width)*laneLetters > float64(text.Width(name)+2) {
			return name
		}
	}
	return ""
}
