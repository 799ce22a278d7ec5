package gantt

import (
	"math"
	"strconv"

	"taskscope/views/chart"
)

// Over is what crosses lines: the connectors of the critical path, and the
// dependencies of the selected subtask. Places in y are px from the first line.
type Over struct {
	Height int
	Steps  []OverLine // of the critical path: behind the rows
	Lines  []OverLine // dependencies: in front of them
}

// OverLine is a level or upright line.
type OverLine struct {
	Kind   Kind
	To     bool // it ends with an arrow
	X1, X2 chart.Percent
	Y1, Y2 int
}

// class is the line's class.
func (l *OverLine) class() string {
	if l.To {
		return l.Kind.class() + " to"
	}
	return l.Kind.class()
}

// stepsWidth are the units of the chart's width in which steps are drawn: a
// thousandth of a percent, as all places have it (chart.Percent).
const stepsWidth = 100_000

// stepsPath are all steps as one path: a large task has hundreds.
func (o *Over) stepsPath() string {
	var d []byte
	for _, l := range o.Steps {
		d = strconv.AppendInt(append(d, 'M'), int64(math.Round(float64(l.X1)*stepsWidth/100)), 10)
		d = strconv.AppendInt(append(d, ' '), int64(l.Y1), 10)
		d = strconv.AppendInt(append(d, 'V'), int64(l.Y2), 10)
	}
	return string(d)
}

// maxNear is how many neighbours on either side get a line; the panel lists
// them all.
const maxNear = 200

func (v *drawing) over() Over {
	o := Over{Height: v.plan.Visible * RowHeight}
	if v.plan.Left {
		return o
	}
	v.connectors(&o)
	v.dependencies(&o)
	return o
}

// connectors lead from where a part of the critical path ends, down or up to
// where the next one begins: the same moment.
func (v *drawing) connectors(o *Over) {
	if v.plan.Lanes != nil {
		return // bars of one chain lie all over the lanes; lines would hide them
	}
	for k := 1; k < len(v.check.Parts); k++ {
		from, ok := v.plan.Place(v.check.Parts[k-1].Subtask)
		to, ok2 := v.plan.Place(v.check.Parts[k].Subtask)
		if x := v.plan.X(v.check.Parts[k].FromMS); ok && ok2 && from != to && within(x) {
			o.Steps = append(o.Steps, OverLine{Kind: KindPath, X1: x, X2: x, Y1: v.pathAt(min(from, to)), Y2: v.pathAt(max(from, to))})
		}
	}
}

// pathAt is where the critical path lies in a visible line.
func (v *drawing) pathAt(line int) int {
	if v.plan.grouped[line] {
		return line*RowHeight + groupPath + pathHeight/2
	}
	return center(line)
}

func center(line int) int { return line*RowHeight + middle }

func within(x chart.Percent) bool { return x > -reach && x < reach }

// dependencies lead from the ends of the selected subtask's upstreams to its
// start, and from its end to the starts of its downstreams. The end of a rollback
// is not what anything waited for.
func (v *drawing) dependencies(o *Over) {
	if v.selected < 0 {
		return
	}
	spans := v.in.Analysis.Spans
	for _, u := range v.near(v.in.Graph.Up[v.selected], func(i, j int) bool { return spans[i].OK && (!spans[j].OK || spans[i].End > spans[j].End) }) {
		v.dependency(o, u, v.selected)
	}
	for _, d := range v.near(v.in.Graph.Down[v.selected], func(i, j int) bool {
		return spans[i].Started && (!spans[j].Started || spans[i].Start < spans[j].Start)
	}) {
		v.dependency(o, v.selected, d)
	}
}

// near are the neighbours that get a line. Of those in one folded group it is
// the one that counts before the others: lines to all would be a thicket.
func (v *drawing) near(list []int, before func(i, j int) bool) []int {
	var all []int
	at := map[int]int{} // in all, by folded group's line
	for _, i := range list {
		if y, ok := v.plan.Place(i); ok && v.plan.grouped[y] {
			if k, ok := at[y]; ok {
				if before(i, all[k]) {
					all[k] = i
				}
				continue
			}
			at[y] = len(all)
		}
		all = append(all, i)
	}
	return all[:min(len(all), maxNear)]
}

func (v *drawing) dependency(o *Over, up, down int) {
	s, t := &v.in.Analysis.Spans[up], &v.in.Analysis.Spans[down]
	from, ok := v.plan.Place(up)
	to, ok2 := v.plan.Place(down)
	if !ok || !ok2 || !s.OK || s.Undone || !t.Started {
		return
	}
	x1, x2 := v.plan.X(s.End), v.plan.X(t.Start)
	if !within(x1) || !within(x2) {
		return
	}
	if from != to {
		o.Lines = append(o.Lines, OverLine{Kind: KindNear, X1: x1, X2: x1, Y1: center(from), Y2: center(to)})
	}
	o.Lines = append(o.Lines, OverLine{Kind: KindNear, To: true, X1: x1, X2: x2, Y1: center(to), Y2: center(to)})
}
