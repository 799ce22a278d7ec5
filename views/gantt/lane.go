package gantt

import (
	"strings"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// lane is a row of a lane: the subtasks in it are links of their own, each with
// its sentence.
func (v *drawing) lane(l *line, y int) Row {
	lane := &v.plan.Lanes[l.Lane]
	r := Row{Y: y, Lane: true, More: !l.First, LaneOf: text.Isolate(lane.Name)}
	if r.LaneOf == "" {
		r.LaneOf = v.in.Text.T("tl.no_executor")
	}
	if r.Again = r.More && y == 0; r.Again {
		r.Name = v.in.Text.T("tl.lane_again", "Name", r.LaneOf) // without an end to be kept: that is "(continued)"
	}
	if l.First {
		r.Name = r.LaneOf
		r.cut(l.First)
		share := v.in.Text.Percent(lane.SumMS, v.in.Analysis.MakespanMS*int64(lane.Peak))
		r.Value = v.in.Text.N("tl.lane", lane.Count, "Share", share)
		r.Label = v.in.Text.N("tl.lane_label", lane.Count, "Name", r.Name, "Busy", v.in.Text.Exact(lane.SumMS), "Share", share,
			"Peak", v.in.Text.Count(lane.Peak))
	}
	r.Bars = make([]Row, len(l.Bars))
	for k, i := range l.Bars {
		s := &v.in.Task.Subtasks[i]
		b := &r.Bars[k]
		*b = Row{ID: s.ID.String(), URL: v.link(s.ID), Standing: v.standing(i), Label: v.words.label(i), Y: y,
			Current: s.ID == v.in.URL.Subtask, Bad: v.in.Analysis.States[i].Bad()}
		// Waits would lie on the bars before it in the row; the path leaves room
		// for its name.
		b.Marks = v.runs(nil, i, v.segments(i), y, 0)
		if k, ok := v.hops[i]; ok {
			part := &v.check.Parts[k]
			b.Marks = v.add(b.Marks, KindPath, part.StartMS, part.EndMS, y+lanePath, pathHeight)
		}
		b.Text, b.Inner = v.inside(i, b.Marks)
		r.Current = r.Current || b.Current
	}
	return r
}

// lanePath is where the critical path lies in a lane, px from the line's top.
const lanePath = barTop + BarHeight - pathHeight - 1

// leastNamed is the share of the chart, in percent, below which no bar gets its
// name: a reader cannot zoom that far before the page is drawn anew.
const leastNamed = 0.04

// inside is the name of a subtask and the bar that it lies in, which cuts it off
// at its end however wide that is; a sheet hides it in a bar that has no room.
func (v *drawing) inside(i int, marks []Mark) (name string, bar Mark) {
	for _, m := range marks {
		if m.level() == KindRun && m.High == BarHeight && m.Width > max(bar.Width, leastNamed) && m.End() > 0 && m.X < 100 {
			name, bar = v.words.name(i), m
		}
	}
	if runs := v.words.runs(i); name != "" && runs != "" { // there is no figure beside it to say so
		name += dot + runs
	}
	if end := bar.End(); bar.X < 0 { // what is to be seen of it
		bar.X, bar.Width = 0, end
	}
	return name, bar
}

// without are the subtasks that have no place in a lane. Those that wait for a
// slot or a worker are told first: nobody knows yet where they will run.
func (v *drawing) without(view *View) {
	counts := map[task.State]int{}
	var without, waiting []int
	for _, i := range v.plan.Without {
		s, state := &v.in.Task.Subtasks[i], v.in.Analysis.States[i]
		l := Link{Text: text.Name(s), URL: v.link(s.ID), Title: v.words.label(i), On: i == v.selected, To: s.ID}
		if state != task.Held && state != task.Queued {
			view.Without, without = append(view.Without, l), append(without, i)
			continue
		}
		counts[state]++
		l.Class = stateClass(state)
		view.Waiting, waiting = append(view.Waiting, l), append(waiting, i)
	}
	var all []string
	for _, state := range []task.State{task.Queued, task.Held} {
		if n := counts[state]; n > 0 {
			all = append(all, v.words.count.with(v.in.Text.Count(n), v.words.states[state]))
		}
	}
	view.Waits = v.in.Text.T("tl.waiting", "Counts", strings.Join(all, v.words.comma))
	for _, a := range []Apart{v.apart(view.Waits+v.in.Text.T("task.colon"), waiting), v.apart(v.in.Text.N("tl.without", len(without)), without)} {
		if len(a.Names) > 0 {
			view.Apart = append(view.Apart, a)
		}
	}
}
