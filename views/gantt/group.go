package gantt

import (
	"slices"
	"strings"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// GroupRow is what the line of a split stage has beside a Row.
type GroupRow struct {
	Open bool
	Held bool     // only open because of the selected subtask
	Note string   // how many are in the worst state: printed above the bar
	And  []string // how many in the others: after it, where there is room
	More []string // the straggler, who was slower than usual: where there is more room
	// NoteX is where the bar begins: the note begins there, or ends when NoteEnd
	// is set, for then there is more room at the left. What has no room there loses
	// its end: the counts come first, and stay.
	NoteX   chart.Percent
	NoteEnd bool
}

// spans marks the figure of a group, which no copy ran for: it is the time from
// one moment to another, as the bar is.
const spans = "↔ "

// named is how many failed copies the line of a group names.
const named = 3

// group is the line of a split stage. Its bar goes from the first start to the
// last end, and its figure is how long that is. Where all bars begin together the
// shortest, the median and the longest run are ticks in it; elsewhere the row's
// sentence has them.
func (v *drawing) group(l *line, y int) Row {
	in, a := v.in, v.in.Analysis
	first := in.Task.Subtasks[v.plan.Groups[l.Group].Members[0]].ID
	s := a.Summarize(l.Members)
	r := Row{
		ID: first.String(), Y: y, Bad: s.Worst.Bad(), Name: v.groupName(l),
		Standing: Standing{State: s.Worst, Critical: s.Critical >= 0, Dim: v.allDim(l.Members)},
		Group:    &GroupRow{Open: !l.Folded}, URL: in.URL.Turn(first).Query(),
	}
	if l.Group == v.plan.chosen {
		// A group cannot be folded around the selection; that has to go first.
		u := in.URL.Select(0)
		if r.Group.Held = v.plan.held; !r.Group.Held {
			u = u.Turn(first)
		}
		r.URL = u.Query()
	}
	r.cut(true)
	if s.Timed > 0 {
		r.Value = spans + in.Text.Duration(s.To-s.From)
		v.groupMarks(&r, l, &s)
	}
	v.groupNote(&r, l, &s)
	return r
}

// groupNote is what the line says above its bar, and in its sentence.
func (v *drawing) groupNote(r *Row, l *line, s *timeline.Summary) {
	t, states := v.in.Text, v.counts(s, l.Members)
	r.Group.Note, r.Group.And = states[0], states[1:]
	for _, words := range []string{v.straggler(l, s), v.slowCopies(l.Members)} {
		if words != "" {
			r.Group.More = append(r.Group.More, words)
		}
	}
	lines := append([]string{strings.Join(states, v.words.comma)}, r.Group.More...)
	if s.Timed > 0 {
		lines = append(lines, t.T("tl.group_span", "For", t.Exact(s.To-s.From))+v.words.comma+v.words.at(s.From)+" – "+v.words.at(s.To))
	}
	if s.Ran > 0 {
		runs := v.words.groupRuns
		if s.Undone > 0 {
			runs = v.words.groupUndone
		}
		lines = append(lines, runs.with(t.Exact(s.Run.MinMS), t.Exact(s.Run.MedianMS), t.Exact(s.Run.MaxMS)))
		if s.Run.MaxMS < s.To-s.From && s.Undone == 0 {
			r.Group.More = append(r.Group.More, t.T("tl.group_longest", "Max", t.Duration(s.Run.MaxMS)))
		}
	}
	if s.CriticalMS > 0 {
		lines = append(lines, t.T("tl.group_critical", "For", t.Exact(s.CriticalMS)))
	}
	r.Label = r.Name + v.words.comma + strings.Join(lines, v.words.comma)
	r.Said = strings.Join(lines, "\n") // no panel tells of a group: this is all there is
}

// groupName says how many copies there are, and how many of them the filters
// leave.
func (v *drawing) groupName(l *line) string {
	t, g := v.in.Text, &v.in.Groups[l.Group]
	if shown, all := len(l.Members), len(g.Members); shown < all {
		return t.T("tl.group_part", "Name", text.Isolate(g.Name), "N", t.Count(shown), "All", t.Count(all))
	}
	return v.words.group.with(text.Isolate(g.Name), t.Count(len(l.Members)))
}

// straggler names the copy that ran longer than the others; "" when there is
// none, or not all are shown: some of them have no median worth the name.
func (v *drawing) straggler(l *line, s *timeline.Summary) string {
	if s.Straggler < 0 || len(l.Members) < len(v.plan.Groups[l.Group].Members) {
		return ""
	}
	key, span := "tl.straggler", &v.in.Analysis.Spans[s.Straggler]
	switch {
	case span.Mixed(): // its time is not how long it took
		key = "tl.straggler_mixed"
	case span.Open:
		key = "tl.straggler_now"
	}
	return v.in.Text.T(key, "Name", v.short(s.Straggler), "Over", v.in.Text.Duration(s.StragglerMS))
}

// Where the parts of a group's line lie, px from its top: a note, the bar, the
// critical path below it.
const (
	groupTop    = 13
	GroupHeight = 5 // of the bar
	groupTick   = 8
	groupPath   = 20
	// Of the mark where what went wrong ended: the note above it stays to be read.
	groupStop  = 11
	stopHeight = 11
)

func (v *drawing) groupMarks(r *Row, l *line, s *timeline.Summary) {
	a, from, to := v.in.Analysis, s.From, s.To
	shares := a.Shares(l.Members)
	if v.plan.Left {
		from, to = 0, to-from
	}
	open := slices.ContainsFunc(l.Members, func(i int) bool { return a.Spans[i].Open })
	if m, ok := v.bar(KindRun, from, to, r.Y+groupTop, GroupHeight); ok {
		switch {
		case m.Width < chart.TinyShare:
			m.Tiny, m.Y, m.High = true, r.Y+groupTop+GroupHeight/2, 0
		case len(shares) > 1:
			m.Kind, m.Y, m.High = KindWhole, r.Y+sharesTop, groupShares
		case shares[0].State != s.Worst: // those in a worse one have no times
			m.State, m.Own = shares[0].State, true
		}
		r.Marks = append(r.Marks, m)
		if m.Kind == KindWhole {
			v.shares(r, shares, s.From-from)
		}
	}
	v.used[KindGroup] = true
	for _, share := range shares {
		if share.State.Bad() { // the last of these to end
			end := share.To - (s.From - from)
			r.Marks = v.add(r.Marks, KindStop, end, end, r.Y+groupStop, stopHeight)
		}
	}
	// On the clock's axis a length would be a moment at which nothing happened.
	if v.plan.Left && s.Ran > 0 && s.Undone == 0 {
		v.lengths(r, s, open, to)
	}
	if l.Folded && !v.plan.Left {
		for _, i := range l.Members {
			r.Marks = v.path(r.Marks, i, r.Y+groupPath)
		}
	}
	switch x := v.plan.X(from); {
	case x >= 0:
		r.Group.NoteX, r.Group.NoteEnd = min(x, reach), 55 < x && x <= 100
	case v.plan.X(to) > 0: // beside what is to be seen of the bar
	default: // and out of sight with it
		r.Group.NoteX = -reach
	}
}

// lengths marks the shortest, the median and the longest run of a group, each
// length once. What runs has no length yet: the end of an open bar, to, is now.
func (v *drawing) lengths(r *Row, s *timeline.Summary, open bool, to int64) {
	last := int64(-1)
	for _, ms := range []int64{s.Run.MinMS, s.Run.MedianMS, s.Run.MaxMS} {
		if ms > last && !(open && ms == to) {
			r.Marks = v.add(r.Marks, KindTick, ms, ms, r.Y+groupTop-1, groupTick)
		}
		last = ms
	}
}

// counts are how many are in each state, the worst first; of what went wrong,
// and of what is selected elsewhere, the first few by name.
func (v *drawing) counts(s *timeline.Summary, members []int) []string {
	var all []string
	for _, state := range task.SubtaskStates() {
		n := s.Counts[state]
		if n == 0 {
			continue
		}
		words := v.words.count.with(v.in.Text.Count(n), v.words.states[state])
		if state.Bad() {
			var names []string
			for _, i := range members {
				if v.in.Analysis.States[i] == state && len(names) < named {
					names = append(names, v.short(i))
				}
			}
			if n > named {
				names = append(names, "…")
			}
			words = v.in.Text.T("tl.count_named", "Count", words, "Names", strings.Join(names, " "))
		}
		all = append(all, words)
	}
	return all
}

// short is what tells a copy from the others.
func (v *drawing) short(i int) string {
	s := &v.in.Task.Subtasks[i]
	if s.Split() {
		return "#" + v.in.Text.Count(int(s.ParallelIdx.V))
	}
	return text.Name(s)
}

func (v *drawing) allDim(list []int) bool {
	if v.in.Dimmed == nil {
		return false
	}
	for _, i := range list {
		if !v.in.Dimmed(i) {
			return false
		}
	}
	return true
}
