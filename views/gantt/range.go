package gantt

import (
	"strconv"

	"taskscope/internal/task"
)

// Range is what happened in the range that was asked for.
type Range struct {
	Title   string
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
	if v.plan.Outside {
		return &Range{FitURL: u.Fit().Query(), Title: t.T("tl.range_outside")}
	}
	from, to := v.plan.Min, v.plan.Max
	if u.From.OK {
		from = a.Start + u.From.V
	}
	if u.To.OK {
		to = min(a.Start+u.To.V, v.plan.Max)
	}
	b := a.Between(from, to)
	r := &Range{FitURL: u.Fit().Query(), Title: t.T("tl.range_title", "From", v.words.at(b.From), "To", v.words.at(b.To))}
	fact := func(key, value string) { r.Facts = append(r.Facts, Fact{t.T(key), value}) }
	fact("tl.range_wall", t.Exact(b.WallMS))
	fact("tl.range_count", t.Count(b.Count))
	fact("tl.range_run", t.Exact(b.RunMS))
	fact("tl.range_wait", t.Exact(b.WaitMS))
	fact("tl.range_idle", t.Exact(b.IdleMS))
	fact("tl.range_mean", strconv.FormatFloat(b.Mean(), 'f', 2, 64))
	peak := t.Count(b.Peak)
	if b.Peak > 0 {
		peak = t.T("tl.range_peak_at", "N", peak, "At", v.words.at(b.PeakAt))
	}
	fact("tl.range_peak", peak)
	for _, s := range b.Slowest {
		id := v.in.Task.Subtasks[s.Subtask].ID
		r.Slowest = append(r.Slowest, Link{Text: v.words.name(s.Subtask), URL: v.link(id), Value: t.Exact(s.RunMS), To: id})
	}
	return r
}
