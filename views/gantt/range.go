package gantt

import (
	"slices"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Range is what happened in the range that was asked for.
type Range struct {
	Title   string
	Of      string // which subtasks the figures are of; "" for all
	Facts   []Fact
	Slowest []Link
	FitURL  string
}

// Fact is a name and a value.
type Fact struct{ Name, Value string }

// Link is a text that leads somewhere. On marks the one that holds now; To is
// the subtask it leads to.
type Link struct {
	Text, URL, Title, Value string
	Class                   string // of its state; "" where it tells none
	On                      bool
	Key                     string // that follows it; "" for none
	Sets                    string // as a Choice's, where this way has the say of more
	To                      task.SubtaskID
}

func (v *drawing) ranged() *Range {
	a, t, u := v.in.Analysis, v.in.Text, v.in.URL
	if !a.OK || !u.From.OK && !u.To.OK {
		return nil
	}
	from, to, ok := a.Range(u.From, u.To)
	if !ok { // a link of another run, perhaps
		return &Range{FitURL: u.Fit().Query(), Title: t.T("tl.range_outside")}
	}
	at := v.words.within(from, to)
	r := &Range{FitURL: u.Fit().Query(), Title: t.T("tl.range_title", "From", at(from), "To", at(to))}
	var b timeline.Between
	if shown, all := v.shown(), len(v.in.Task.Subtasks); len(shown) < all {
		b = a.BetweenOf(shown, from, to)
		r.Of = t.N("tl.range_of", len(shown), "All", t.Count(all))
	} else {
		b = a.Between(from, to)
	}
	fact := func(key, value string) { r.Facts = append(r.Facts, Fact{t.T(key), value}) }
	fact("tl.range_wall", t.Exact(b.WallMS))
	fact("tl.range_count", t.Count(b.Count))
	fact("tl.range_run", t.Exact(b.RunMS))
	fact("tl.range_wait", t.Exact(b.WaitMS))
	fact("tl.range_idle", t.Exact(b.IdleMS))
	fact("tl.range_mean", t.Mean(b.Mean(), 2))
	peak := t.Count(b.Peak)
	if b.Peak > 0 {
		peak = t.T("tl.range_peak_at", "N", peak, "At", at(b.PeakAt))
	}
	fact("tl.range_peak", peak)
	for _, s := range b.Slowest {
		id := v.in.Task.Subtasks[s.Subtask].ID
		r.Slowest = append(r.Slowest, Link{Text: v.words.name(s.Subtask), URL: v.link(id), Value: t.Exact(s.RunMS), To: id})
	}
	return r
}

// shown are the rows that the filters let through.
func (v *drawing) shown() []int {
	if v.in.Dimmed == nil {
		return v.in.Rows
	}
	return slices.DeleteFunc(slices.Clone(v.in.Rows), v.in.Dimmed)
}
