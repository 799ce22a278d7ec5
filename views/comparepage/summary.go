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
	lines := []string{b.difference() + b.split()}
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

// split says how much of the difference is work and how much is waiting.
func (b *pageOf) split() string {
	base, head, delta := b.Base.Analysis, b.Head.Analysis, b.text.Delta
	if b.Result.DeltaMS == 0 || len(base.Path) == 0 || len(head.Path) == 0 {
		return ""
	}
	return b.text.T("compare.split", "Run", delta(head.CriticalRunMS-base.CriticalRunMS),
		"Wait", delta(head.CriticalWaitMS-base.CriticalWaitMS), "Tail", delta(b.Result.TailDeltaMS))
}

const (
	mostNamed = 3  // subtasks that the summary names
	mostShare = 80 // percent of the difference at which it stops earlier
)

// most names the largest parts that pull the way the difference went. What
// took another time by itself comes before what merely came onto the critical
// path, or left it, in place of another.
func (b *pageOf) most() string {
	r := b.Result
	var parts []string
	var sum int64
	enough := func() bool { return len(parts) == mostNamed || sum*100 >= size(r.DeltaMS)*mostShare }
	say := func(what string, ms int64) {
		parts, sum = append(parts, what), sum+size(ms)
	}
	tail := !alike(r.TailDeltaMS, r.DeltaMS) // said, or not worth saying
	for _, changed := range []bool{true, false} {
		if !changed && !r.Significant {
			break // the path went another way for next to nothing
		}
		for _, c := range r.Attribution {
			if enough() {
				break
			}
			key, own := b.why(c)
			if own != changed || !alike(c.DeltaMS, r.DeltaMS) {
				continue
			}
			if !tail && size(r.TailDeltaMS) > size(c.DeltaMS) {
				say(b.text.T("compare.part_tail", "Delta", b.text.Delta(r.TailDeltaMS)), r.TailDeltaMS)
				tail = true
			}
			if !enough() {
				say(b.text.T(key, "Name", b.nameOf(c), "Delta", b.text.Delta(c.DeltaMS)), c.DeltaMS)
			}
		}
	}
	if !tail && !enough() && r.Significant {
		say(b.text.T("compare.part_tail", "Delta", b.text.Delta(r.TailDeltaMS)), r.TailDeltaMS)
	}
	switch {
	case len(parts) == 0:
		return ""
	case sum*2 < size(r.DeltaMS):
		return b.text.T("compare.most_spread", "List", list(b.text, parts))
	case sum > size(r.DeltaMS): // others made up for some of it
		return b.text.T("compare.most_offset", "List", list(b.text, parts))
	}
	return b.text.T("compare.most", "List", list(b.text, parts))
}

// alike says whether a part pulls the same way as the whole.
func alike(part, whole int64) bool { return part > 0 && whole > 0 || part < 0 && whole < 0 }

// why is the key of the words for what a part comes from; own says that the
// subtask's own times are another, and not only its place on the path.
func (b *pageOf) why(c compare.Contribution) (key string, own bool) {
	switch {
	case c.BaseIndex < 0:
		return "compare.part_only_head", true
	case c.HeadIndex < 0:
		return "compare.part_only_base", true
	}
	was, is := &b.Base.Analysis.Spans[c.BaseIndex], &b.Head.Analysis.Spans[c.HeadIndex]
	run, wait := is.RunMS-was.RunMS, is.WaitMS-was.WaitMS
	ran := b.worth(was.RunMS, is.RunMS) && alike(run, c.DeltaMS)
	waited := b.worth(was.WaitMS, is.WaitMS) && alike(wait, c.DeltaMS)
	less := c.DeltaMS < 0
	switch {
	case ran && !less && b.attempts(b.Head, c.HeadIndex):
		return "compare.part_retried_head", true // not "ran longer": the span holds the pauses between attempts
	case ran && less && b.attempts(b.Base, c.BaseIndex):
		return "compare.part_retried_base", true
	case ran && waited && less:
		return "compare.part_shorter", true
	case ran && waited:
		return "compare.part_longer", true
	case ran && less:
		return "compare.part_ran_shorter", true
	case ran:
		return "compare.part_ran_longer", true
	case waited && less:
		return "compare.part_waited_shorter", true
	case waited:
		return "compare.part_waited_longer", true
	case is.Critical && !was.Critical:
		return "compare.part_path_head", false
	case was.Critical && !is.Critical:
		return "compare.part_path_base", false
	}
	return "compare.part_little", false
}

func (b *pageOf) worth(was, is int64) bool { return compare.DefaultThreshold().Exceeded(was, is) }

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
