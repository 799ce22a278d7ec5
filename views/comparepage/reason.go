package comparepage

import (
	"slices"

	"taskscope/internal/compare"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// reason is why the path went another way, where something explains at least
// half of what that cost: one subtask that only that run has, that the other
// never got to some of them, or the one whose own times changed most; "" where
// nothing does.
func (b *pageOf) reason(s *compare.Step) string {
	t, half := b.text, (size(s.DeltaMS)+1)/2
	longer := path{s.Head, b.Result.OnlyHead, b.headNames, b.unreached(b.Base, func(p compare.Pair) (int, int) { return p.Base, p.Head })}
	one, some, unreached := "compare.because_only_head", "compare.because_some_head", "compare.because_unreached_base"
	if s.DeltaMS < 0 {
		longer = path{s.Base, b.Result.OnlyBase, b.baseNames, b.unreached(b.Head, func(p compare.Pair) (int, int) { return p.Head, p.Base })}
		one, some, unreached = "compare.because_only_base", "compare.because_some_base", "compare.because_unreached_head"
	}
	alone, n, most := longer.sum(longer.only)
	if n > 0 && most.ms >= half {
		return t.T(one, "Name", most.name)
	}
	if ms, k, _ := longer.sum(longer.unreached); k > 0 && ms >= half {
		return t.N(unreached, k)
	}
	if n > 0 && alone >= half {
		return t.N(some, n)
	}
	return b.changedMost(s, half)
}

// path is the way of the run that took longer there.
type path struct {
	hops      []timeline.Hop
	only      []int // subtasks that the other run does not have
	names     []string
	unreached []int // subtasks that the other run has, and has not begun
}

type longest struct {
	name string
	ms   int64
}

// sum is what those of the hops cost that are in a list, how many these are, and
// the longest of them.
func (p *path) sum(list []int) (ms int64, n int, most longest) {
	for _, h := range p.hops {
		if !slices.Contains(list, h.Subtask) {
			continue
		}
		took := h.WaitMS + h.RunMS
		ms, n = ms+took, n+1
		if n == 1 || took > most.ms {
			most = longest{p.names[h.Subtask], took}
		}
	}
	return ms, n, most
}

// unreached are the subtasks of the one run whose counterparts in the other have
// not begun, by their state: times may be missing. Of says which is which.
func (b *pageOf) unreached(other Run, of func(compare.Pair) (other, one int)) []int {
	var list []int
	for _, p := range b.Result.Pairs {
		o, i := of(p)
		if st := other.Analysis.States[o]; !other.Analysis.Spans[o].Started && (st.Waiting() || st == task.NotStarted) {
			list = append(list, i)
		}
	}
	return list
}

// changedMost is the subtask of either way whose own time changed most, where
// that is at least so much.
func (b *pageOf) changedMost(s *compare.Step, least int64) string {
	t := b.text
	var best *compare.Pair
	for k := range b.Result.Pairs {
		p := &b.Result.Pairs[k]
		on := on(s.Head, p.Head) || on(s.Base, p.Base)
		if on && p.RunSignificant && alike(p.RunDeltaMS.V, s.DeltaMS) && (best == nil || size(p.RunDeltaMS.V) > size(best.RunDeltaMS.V)) {
			best = p
		}
	}
	if best == nil || size(best.RunDeltaMS.V) < least {
		return ""
	}
	switch retriedBase, retriedHead := b.attempts(b.Base, best.Base), b.attempts(b.Head, best.Head); {
	case retriedHead && !retriedBase:
		return t.T("compare.because_retried_head", "Name", b.headNames[best.Head])
	case retriedBase && !retriedHead:
		return t.T("compare.because_retried_base", "Name", b.headNames[best.Head])
	}
	return t.T("compare.because", "Name", b.headNames[best.Head], "How", b.how(best.WaitDeltaMS.V, best.RunDeltaMS.V))
}
