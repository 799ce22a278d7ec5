package gantt

import (
	"cmp"
	"slices"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
)

// A plan says which lines a timeline has and what its axis is.
type plan struct {
	Lines   []line // those of folded groups included
	Visible int    // how many lines are not inside a folded group
	Groups  []dag.Group
	Lanes   []timeline.Lane // by executor or stage; nil for a row for each subtask
	Without []int           // subtasks that have no place in a lane, for lack of times

	// Scale is the drawn domain. When Left is set it begins at 0 and is as long
	// as the longest run: every bar starts at its left end.
	Scale timeline.Scale
	Left  bool
	// Zoomed says that the domain is a range that was asked for.
	Zoomed bool
	// Min and Max are the whole extent of the task, UTC ms.
	Min, Max int64
	// Gaps are the long idle stretches of the task; Folded says that the axis
	// leaves them out.
	Gaps   []timeline.Gap
	Folded bool

	chosen int  // the group of the selected subtask; -1 for none
	held   bool // that group is only open because of it
	// Cut says that only the lines First to Last, of so many not inside a group,
	// are drawn: those of Lines from from, before to.
	Cut             Cut
	First, Last, Of int
	from, to        int

	place   []int        // by subtask: the visible line it is drawn in; -1 for none
	grouped map[int]bool // the visible lines that stand for a folded group
}

// A line is one row.
type line struct {
	Subtask int   // index; -1 for a group or a lane
	Group   int   // index of the group that it is, or is in; -1 for none
	Members []int // of a group: the members that are shown
	Lane    int   // index of the lane; -1 for none
	Bars    []int // of a lane: the subtasks in this of its rows
	First   bool  // the first row of its lane
	Inside  bool  // below the row of its group
	Folded  bool  // of a group: its members are hidden; of a member: it is
	Y       int   // number among the visible lines; its group's for a hidden one
}

// newPlan decides on lines and axis.
func newPlan(in *Input) *plan {
	p := &plan{chosen: -1, place: make([]int, len(in.Task.Subtasks)), grouped: map[int]bool{}}
	for i := range p.place {
		p.place[i] = -1
	}
	switch in.URL.Lane {
	case permalink.LaneExecutor:
		p.Lanes, p.Without = in.Analysis.ExecutorLanes(in.Rows)
		p.lanes()
	case permalink.LaneStage:
		p.Groups = in.Groups
		p.Lanes, p.Without = in.Analysis.StageLanes(in.Rows, p.Groups)
		p.lanes()
	default:
		p.Groups = in.Groups
		p.rows(in)
	}
	p.cut(in)
	p.axis(in)
	return p
}

func (p *plan) lanes() {
	for k := range p.Lanes {
		for r, bars := range p.Lanes[k].Rows {
			for _, i := range bars {
				p.place[i] = p.Visible
			}
			p.Lines = append(p.Lines, line{Subtask: -1, Group: -1, Lane: k, Bars: bars, First: r == 0, Y: p.Visible})
			p.Visible++
		}
	}
}

func (p *plan) rows(in *Input) {
	folded := p.folded(in)
	key, reverse := in.URL.Sort.Key()
	rows := in.Analysis.Nest(in.Rows, p.Groups, timeline.Sort(key), reverse)
	if in.URL.Sort == permalink.ByOrder {
		p.byCopy(rows)
	}
	p.Lines = make([]line, 0, len(rows))
	for k := 0; k < len(rows); k++ {
		r := rows[k]
		l := line{Subtask: r.Subtask, Group: r.Group, Lane: -1, Inside: r.Inside, Y: p.Visible}
		if l.Inside && folded[l.Group] {
			l.Folded = true
			l.Y-- // its group's
		} else {
			p.Visible++
		}
		if l.Subtask >= 0 {
			p.place[l.Subtask] = l.Y
		} else {
			l.Folded, p.grouped[l.Y] = folded[l.Group], folded[l.Group]
			for _, m := range rows[k+1 : k+1+r.Shown] {
				l.Members = append(l.Members, m.Subtask)
			}
		}
		p.Lines = append(p.Lines, l)
	}
}

// byCopy puts the copies of each group in the order of their numbers: in
// topological order they are all equal.
func (p *plan) byCopy(rows []timeline.Row) {
	number := make(map[int]int)
	for g := range p.Groups {
		for n, i := range p.Groups[g].Members {
			number[i] = n
		}
	}
	for k := range rows {
		if r := &rows[k]; r.Subtask < 0 {
			slices.SortFunc(rows[k+1:k+1+r.Shown], func(a, b timeline.Row) int {
				return cmp.Compare(number[a.Subtask], number[b.Subtask])
			})
		}
	}
}

// folded says which groups are drawn as one row. A selected subtask is never
// hidden in one.
func (p *plan) folded(in *Input) []bool {
	folded := make([]bool, len(p.Groups))
	for g := range p.Groups {
		members := p.Groups[g].Members
		folded[g] = in.URL.Folded(in.Task, members)
		if in.URL.Subtask != 0 && slices.ContainsFunc(members, func(i int) bool { return in.Task.Subtasks[i].ID == in.URL.Subtask }) {
			p.chosen, p.held, folded[g] = g, folded[g], false
		}
	}
	return folded
}

// groupLines is how many lines are groups: a filter may leave none.
func (p *plan) groupLines() int {
	n := 0
	for k := range p.Lines {
		if p.Lines[k].Subtask < 0 && p.Lines[k].Lane < 0 {
			n++
		}
	}
	return n
}

// Place is the visible line in which subtask i is drawn: its own, or that of
// its folded group; ok is false when it is in none.
func (p *plan) Place(i int) (y int, ok bool) { return p.place[i], p.place[i] >= 0 }

// X is the place of a moment, UTC ms: in percent of the drawn domain.
func (p *plan) X(ms int64) chart.Percent {
	if p.Scale.Units() <= 0 {
		return 0
	}
	return chart.Percent(p.Scale.At(ms) / p.Scale.Units() * 100)
}
