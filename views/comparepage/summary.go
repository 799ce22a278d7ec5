package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/internal/task"
)

// identical says whether nothing at all differs.
func (b *pageOf) identical() bool {
	r := b.Result
	if r.DeltaMS != 0 || r.TailDeltaMS != 0 || len(r.Attribution) > 0 || len(r.OnlyBase) > 0 || len(r.OnlyHead) > 0 ||
		b.Base.Snapshot.Task.State() != b.Head.Snapshot.Task.State() {
		return false
	}
	for _, p := range r.Pairs {
		if p.StateBase != p.StateHead || p.RunDeltaMS.V != 0 || p.WaitDeltaMS.V != 0 {
			return false
		}
	}
	return true
}

// same says whether both sides are one snapshot.
func (b *pageOf) same() bool {
	base, head := b.Base.Snapshot.Ref, b.Head.Snapshot.Ref
	return base == head && base.Snapshot > 0 || b.URL.Base == b.URL.Head
}

// summary says in a few sentences where the difference is.
func (b *pageOf) summary() []string {
	t, r := b.text, b.Result
	switch {
	case b.same():
		return []string{t.T("compare.same_snapshot")}
	case b.identical():
		return []string{t.T("compare.identical")}
	case !r.OK:
		return append([]string{t.T("compare.no_delta")}, b.counts()...)
	}
	lines := []string{b.difference()}
	if most := b.most(); most != "" {
		lines = append(lines, most)
	}
	return append(lines, b.counts()...)
}

func (b *pageOf) difference() string {
	t, r := b.text, b.Result
	args := []any{"Delta", t.Duration(size(r.DeltaMS)), "Base", t.Duration(r.BaseMakespanMS),
		"Head", t.Duration(r.HeadMakespanMS), "Share", t.Percent(size(r.DeltaMS), r.BaseMakespanMS)}
	key := "compare.longer"
	switch {
	case r.DeltaMS == 0:
		return t.T("compare.equal", args...)
	case r.DeltaMS < 0:
		key = "compare.shorter"
	case r.BaseMakespanMS == 0:
		key = "compare.longer_than_nothing" // there is nothing to take a share of
	}
	line := t.T(key, args...)
	if !r.Significant {
		line += t.T("compare.noise")
	}
	return line
}

const (
	mostNamed = 3  // subtasks that the summary names
	mostShare = 80 // percent of the difference at which it stops earlier
)

// most names the largest parts that pull the way the difference went.
func (b *pageOf) most() string {
	r := b.Result
	var parts []string
	var sum int64
	tail := false
	say := func(what string, ms int64) {
		parts = append(parts, what)
		sum += size(ms)
	}
	sayTail := func() {
		tail = true
		say(b.text.T("compare.part_tail", "Delta", b.text.Delta(r.TailDeltaMS)), r.TailDeltaMS)
	}
	for _, c := range r.Attribution {
		if len(parts) == mostNamed || sum*100 >= size(r.DeltaMS)*mostShare {
			break
		}
		if !alike(c.DeltaMS, r.DeltaMS) {
			continue
		}
		if !tail && alike(r.TailDeltaMS, r.DeltaMS) && size(r.TailDeltaMS) > size(c.DeltaMS) {
			sayTail()
		}
		say(b.text.T(b.why(c), "Name", b.nameOf(c), "Delta", b.text.Delta(c.DeltaMS)), c.DeltaMS)
	}
	if !tail && len(parts) < mostNamed && sum*100 < size(r.DeltaMS)*mostShare && alike(r.TailDeltaMS, r.DeltaMS) {
		sayTail()
	}
	switch {
	case len(parts) == 0:
		return ""
	case sum > size(r.DeltaMS): // others made up for some of it
		return b.text.T("compare.most_offset", "List", list(b.text, parts))
	}
	return b.text.T("compare.most", "List", list(b.text, parts))
}

// alike says whether a part pulls the same way as the whole.
func alike(part, whole int64) bool { return part > 0 && whole > 0 || part < 0 && whole < 0 }

// why is the key of the words for what a part's difference comes from.
func (b *pageOf) why(c compare.Contribution) string {
	switch {
	case c.BaseIndex < 0:
		return "compare.part_only_head"
	case c.HeadIndex < 0:
		return "compare.part_only_base"
	}
	total, less := size(c.RunDeltaMS)+size(c.WaitDeltaMS), c.DeltaMS < 0
	ran, waited := size(c.RunDeltaMS)*100 >= total*mostShare, size(c.WaitDeltaMS)*100 >= total*mostShare
	switch {
	case ran && b.attempts(b.Head, c.HeadIndex) && !less:
		return "compare.part_retried_head" // not "ran longer": the span holds the pauses between attempts
	case ran && b.attempts(b.Base, c.BaseIndex) && less:
		return "compare.part_retried_base"
	case ran && less:
		return "compare.part_ran_shorter"
	case ran:
		return "compare.part_ran_longer"
	case waited && less:
		return "compare.part_waited_shorter"
	case waited:
		return "compare.part_waited_longer"
	case less:
		return "compare.part_shorter"
	}
	return "compare.part_longer"
}

// attempts says whether a subtask's span may hold several attempts, or a
// rollback, with the pauses between.
func (b *pageOf) attempts(run Run, i int) bool {
	return i >= 0 && (run.Analysis.Spans[i].Retried || run.Analysis.Spans[i].Undone)
}

// attemptsNote is the tag of a pair of which one side is such a subtask; "" otherwise.
func (b *pageOf) attemptsNote(base, head int) string {
	switch was, is := b.attempts(b.Base, base), b.attempts(b.Head, head); {
	case was && is:
		return b.text.T("compare.attempts_both")
	case was:
		return b.text.T("compare.attempts_base")
	case is:
		return b.text.T("compare.attempts_head")
	}
	return ""
}

func (b *pageOf) nameOf(c compare.Contribution) string {
	if c.HeadIndex >= 0 {
		return b.headNames[c.HeadIndex]
	}
	return b.baseNames[c.BaseIndex]
}

// counts say what differs beside the makespans.
func (b *pageOf) counts() []string {
	r, t := b.Result, b.text
	significant, states := 0, 0
	for _, p := range r.Pairs {
		if p.Significant {
			significant++
		}
		if p.StateBase != p.StateHead {
			states++
		}
	}
	lines := []string{t.N("compare.matched", len(r.Pairs), "Differ", t.Count(significant))}
	if states > 0 {
		lines[0] += t.N("compare.states_differ", states)
	}
	if n := len(r.OnlyBase); n > 0 {
		lines[0] += t.N("compare.count_only_base", n)
	}
	if n := len(r.OnlyHead); n > 0 {
		lines[0] += t.N("compare.count_only_head", n)
	}
	return lines
}

// Only is what one run has and the other has not.
type Only struct {
	Title string
	Lines []OnlyLine
}

// OnlyLine is a subtask without a counterpart.
type OnlyLine struct {
	Name  string
	URL   string
	State task.State
	Raw   task.Status
	Run   string
	Exact string
	Wait  string
}

func (b *pageOf) only(which side) Only {
	run, ref, key := b.Base, b.URL.Base, "compare.only_base"
	if which == onlyHead {
		run, ref, key = b.Head, b.URL.Head, "compare.only_head"
	}
	o := Only{}
	for _, r := range b.rows {
		if r.side != which {
			continue
		}
		i := max(r.base, r.head)
		s, span := at(run, i), &run.Analysis.Spans[i]
		line := OnlyLine{Name: r.name, URL: b.subtask(ref, s.ID), State: run.Analysis.States[i], Raw: s.Status, Run: "–", Wait: "–"}
		if span.OK {
			line.Run, line.Exact, line.Wait = b.text.Duration(span.RunMS), b.text.MS(span.RunMS), b.text.Duration(span.WaitMS)
		}
		o.Lines = append(o.Lines, line)
	}
	o.Title = b.text.N(key, len(o.Lines))
	return o
}
