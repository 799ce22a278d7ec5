package comparepage

import (
	"cmp"
	"slices"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
)

// Waterfall goes from base's makespan down to head's: each bar starts where the
// one before ended. Its lines add up to the millisecond.
type Waterfall struct {
	Base, Head Fall   // the makespans
	Falls      []Fall // steps, the biggest first; then the rest, then the tail
	Cut        string // says where the bars begin; "" for at 0
}

// Fall is one line of the sum.
type Fall struct {
	Name    string
	URL     string // of the subtask; "" where there is none
	Note    string // "several attempts in head"
	Wait    Delta  // not OK where it is not known apart
	Run     Delta
	Delta   Delta
	Total   string // a makespan, in the two lines that are none of the sum
	Class   string
	Bar     Bar
	From    chart.Percent // where the line before ended
	To      chart.Percent // where this one ends
	Members []Member      // of a step where the paths part, what is in it
}

// Member is a subtask on one of two ways: what it took there.
type Member struct {
	Name      string
	URL       string
	Side      string // "base's way", "head's way"
	Class     string
	Note      string
	Wait, Run Delta
	Part      Delta
}

// Bar is a stretch of the chart's width.
type Bar struct{ X, Width chart.Percent }

const (
	// mostFalls is how many steps the sum lists by name, and leastShare what
	// each must have of all that moved, in percent; the rest is one line.
	mostFalls  = 12
	leastShare = 1
	// mostMembers is how many subtasks of one way a step lists.
	mostMembers = 6
	// cutAbove is how much of the longer makespan, in percent, is left out at
	// the start of the bars when nothing moves there.
	cutAbove = 75
)

func (b *pageOf) waterfall() *Waterfall {
	r := b.Result
	if !r.OK || len(r.Attribution) == 0 && r.TailDeltaMS == 0 {
		return nil
	}
	w := &Waterfall{}
	level := r.BaseMakespanMS
	levels := []int64{level}
	add := func(f Fall, ms int64) {
		f.Delta, f.Class = b.whole(ms, false), way(ms)
		level += ms
		w.Falls, levels = append(w.Falls, f), append(levels, level)
	}
	shown, rest := b.falls()
	for _, s := range shown {
		add(b.fall(s), s.DeltaMS)
	}
	if len(rest) > 0 {
		var wait, run int64
		for _, s := range rest {
			wait, run = wait+s.WaitDeltaMS, run+s.RunDeltaMS
		}
		add(Fall{Name: b.text.N("compare.rest", len(rest)), Wait: b.whole(wait, false), Run: b.whole(run, false)}, wait+run)
	}
	add(Fall{Name: b.text.T("compare.tail")}, r.TailDeltaMS)
	w.Base = Fall{Name: b.text.T("compare.makespan_base"), Total: b.text.Exact(r.BaseMakespanMS), Class: "whole is-base"}
	w.Head = Fall{Name: b.text.T("compare.makespan_head"), Total: b.text.Exact(r.HeadMakespanMS), Class: "whole is-head",
		Delta: b.whole(r.DeltaMS, r.Significant)}
	b.lay(w, levels)
	return w
}

// falls are the steps that change anything: those that are listed, the biggest
// first, and the small ones.
func (b *pageOf) falls() (shown, rest []*compare.Step) {
	var all []*compare.Step
	var sum int64
	for k := range b.Result.Steps {
		if s := &b.Result.Steps[k]; s.WaitDeltaMS != 0 || s.RunDeltaMS != 0 {
			all, sum = append(all, s), sum+size(s.DeltaMS)
		}
	}
	slices.SortStableFunc(all, func(s, o *compare.Step) int { return cmp.Compare(size(o.DeltaMS), size(s.DeltaMS)) })
	n := 0
	for n < len(all) && n < mostFalls && size(all[n].DeltaMS)*100 >= sum*leastShare {
		n++
	}
	if n == len(all)-1 { // one line either way
		n = len(all)
	}
	return all[:n], all[n:]
}

func (b *pageOf) fall(s *compare.Step) Fall {
	f := Fall{Wait: b.whole(s.WaitDeltaMS, false), Run: b.whole(s.RunDeltaMS, false)}
	if s.Common {
		base, head := s.Base[0].Subtask, s.Head[0].Subtask
		f.Name, f.URL, f.Note = b.headNames[head], b.choose(b.head(row{head: head}).ID), b.attemptsNote(base, head)
		return f
	}
	was, is := b.hopNames(s.Base, b.baseNames), b.hopNames(s.Head, b.headNames)
	switch {
	case len(s.Base) == 0:
		f.Name = b.text.T("compare.fall_came", "Head", is)
	case len(s.Head) == 0:
		f.Name = b.text.T("compare.fall_left", "Base", was)
	default:
		f.Name = b.text.T("compare.fall_instead", "Base", was, "Head", is)
	}
	f.Members = append(b.members(onlyBase, s.Base, -1), b.members(onlyHead, s.Head, 1)...)
	return f
}

// members are the hops of one way, in order of time; of many only the longest,
// and the rest in one line.
func (b *pageOf) members(which side, hops []timeline.Hop, sign int64) []Member {
	least := int64(-1)
	if len(hops) > mostMembers+1 {
		lengths := make([]int64, len(hops))
		for k, h := range hops {
			lengths[k] = h.WaitMS + h.RunMS
		}
		slices.Sort(lengths)
		least = lengths[len(hops)-mostMembers]
	}
	var members []Member
	var rest timeline.Hop
	others := 0
	for _, h := range hops {
		if h.WaitMS+h.RunMS >= least && len(members) <= mostMembers {
			members = append(members, b.member(which, h, sign))
			continue
		}
		rest.WaitMS, rest.RunMS, others = rest.WaitMS+h.WaitMS, rest.RunMS+h.RunMS, others+1
	}
	if others > 0 {
		rest.Subtask = hops[0].Subtask
		m := b.member(which, rest, sign)
		m.Name, m.URL, m.Note = b.text.N("compare.rest", others), "", ""
		members = append(members, m)
	}
	return members
}

func (b *pageOf) member(which side, h timeline.Hop, sign int64) Member {
	run, names, other, key, only, class := b.Base, b.baseNames, b.Result.OnlyBase, "compare.way_base", "compare.only_base_tag", "is-base"
	if which == onlyHead {
		run, names, other, key, only, class = b.Head, b.headNames, b.Result.OnlyHead, "compare.way_head", "compare.only_head_tag", "is-head"
	}
	m := Member{Name: names[h.Subtask], URL: b.choose(at(run, h.Subtask).ID), Side: b.text.T(key), Class: class,
		Wait: b.whole(sign*h.WaitMS, false), Run: b.whole(sign*h.RunMS, false), Part: b.whole(sign*(h.WaitMS+h.RunMS), false)}
	if slices.Contains(other, h.Subtask) {
		m.Note = b.text.T(only)
	}
	return m
}

// lay places the bars between the lowest and the highest level on the way. When
// that is little of the whole, the bars do not begin at 0, and the page says so.
func (b *pageOf) lay(w *Waterfall, levels []int64) {
	low, high := slices.Min(levels), slices.Max(levels)
	scale := chart.Scale{From: min(0, low), To: max(high, 1)}
	if low > high*cutAbove/100 && high > low {
		scale.From = max(0, low-(high-low)/4)
		w.Cut = b.text.T("compare.cut", "At", b.text.Duration(scale.From))
	}
	stretch := func(from, to int64) Bar {
		x, width, _ := scale.Segment(min(from, to), max(from, to))
		return Bar{x, width}
	}
	w.Base.Bar, w.Base.To = stretch(scale.From, levels[0]), scale.X(levels[0])
	for k := range w.Falls {
		f := &w.Falls[k]
		f.Bar, f.From, f.To = stretch(levels[k], levels[k+1]), scale.X(levels[k]), scale.X(levels[k+1])
	}
	last := levels[len(levels)-1]
	w.Head.Bar, w.Head.From = stretch(scale.From, last), scale.X(last)
}

// way is the class of a difference's direction.
func way(ms int64) string {
	switch {
	case ms > 0:
		return "longer"
	case ms < 0:
		return "shorter"
	}
	return "equal"
}

// choose is the URL of this page with a difference looked at.
func (b *pageOf) choose(id task.SubtaskID) string { return b.URL.Select(id).Query() + stepsAnchor }

// subtask is the URL of a subtask on its own task's page.
func (b *pageOf) subtask(ref task.Ref, id task.SubtaskID) string {
	u := permalink.ToTask(ref)
	u.Zone = b.URL.Zone
	return u.Select(id).String()
}
