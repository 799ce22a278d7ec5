package comparepage

import (
	"cmp"
	"slices"
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/timeline"
)

const (
	mostNamed = 3  // steps that the summary names
	mostShare = 80 // percent of the difference at which it stops earlier
)

// where names the steps that pull the way the difference went, the largest
// first, and what the rest adds up to.
func (b *pageOf) where() string {
	r, t := b.Result, b.text
	if r.DeltaMS == 0 {
		return ""
	}
	type part struct {
		ms   int64
		step *compare.Step // nil: the tail
	}
	var all []part
	for k := range r.Steps {
		if alike(r.Steps[k].DeltaMS, r.DeltaMS) {
			all = append(all, part{r.Steps[k].DeltaMS, &r.Steps[k]})
		}
	}
	if alike(r.TailDeltaMS, r.DeltaMS) {
		all = append(all, part{r.TailDeltaMS, nil})
	}
	slices.SortStableFunc(all, func(p, q part) int { return cmp.Compare(size(q.ms), size(p.ms)) })
	var parts []string
	var sum int64
	for _, p := range all {
		if len(parts) == mostNamed || sum*100 >= size(r.DeltaMS)*mostShare {
			break
		}
		if p.step == nil {
			parts = append(parts, t.T("compare.part_tail", "Delta", b.signed(p.ms)))
		} else {
			parts = append(parts, b.stepWords(p.step))
		}
		sum += size(p.ms)
	}
	if len(parts) == 0 {
		return ""
	}
	args := []any{"List", strings.Join(parts, t.T("compare.label_sep"))}
	signed := sum
	if r.DeltaMS < 0 {
		signed = -sum
	}
	rest := r.DeltaMS - signed
	switch {
	case sum*2 < size(r.DeltaMS):
		return t.N("compare.most_spread", len(all), append(args, "Rest", b.signed(rest))...)
	case rest == 0:
		return t.T("compare.most", args...)
	}
	return t.T("compare.most_rest", append(args, "Rest", b.signed(rest))...)
}

// alike says whether a part pulls the same way as the whole.
func alike(part, whole int64) bool { return part > 0 && whole > 0 || part < 0 && whole < 0 }

// stepWords is a step in words: what it cost, where, and why.
func (b *pageOf) stepWords(s *compare.Step) string {
	t := b.text
	if s.Common {
		base, head := s.Base[0].Subtask, s.Head[0].Subtask
		args := []any{"Delta", b.signed(s.DeltaMS), "Name", b.headNames[head]}
		switch retriedBase, retriedHead := b.attempts(b.Base, base), b.attempts(b.Head, head); {
		case retriedHead && !retriedBase: // not "ran longer": the span holds the pauses between attempts
			return t.T("compare.part_retried_head", args...)
		case retriedBase && !retriedHead:
			return t.T("compare.part_retried_base", args...)
		}
		return t.T("compare.part_in", append(args, "How", b.how(s.WaitDeltaMS, s.RunDeltaMS))...)
	}
	was, is := b.hopNames(s.Base, b.baseNames), b.hopNames(s.Head, b.headNames)
	args := []any{"Delta", b.signed(s.DeltaMS), "Base", was, "Head", is}
	key := "compare.part_instead"
	switch {
	case len(s.Base) == 0:
		key = "compare.part_came"
	case len(s.Head) == 0:
		key = "compare.part_left"
	}
	return t.T(key, args...) + b.reason(s)
}

// how says how a subtask's wait and run changed, both always: is it slower, or
// did it just wait longer?
func (b *pageOf) how(wait, run int64) string {
	clause := func(ms int64, longer, shorter, same string) string {
		switch {
		case ms > 0:
			return b.text.T(longer, "By", b.text.Exact(ms))
		case ms < 0:
			return b.text.T(shorter, "By", b.text.Exact(-ms))
		}
		return b.text.T(same)
	}
	return b.text.T("compare.how",
		"Wait", clause(wait, "compare.waited_longer", "compare.waited_shorter", "compare.waited_same"),
		"Run", clause(run, "compare.ran_longer", "compare.ran_shorter", "compare.ran_same"))
}

func on(hops []timeline.Hop, subtask int) bool {
	return slices.ContainsFunc(hops, func(h timeline.Hop) bool { return h.Subtask == subtask })
}

func (b *pageOf) hopNames(hops []timeline.Hop, names []string) string {
	list := make([]string, len(hops))
	for k, h := range hops {
		list[k] = names[h.Subtask]
	}
	return join(b.text, few(b.text, list, 2))
}

// attempts says whether a subtask's span may hold several attempts, or a
// rollback, with the pauses between.
func (b *pageOf) attempts(run Run, i int) bool {
	return i >= 0 && run.Analysis.Spans[i].Mixed()
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
