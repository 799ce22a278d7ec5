package comparepage

import (
	"cmp"
	"slices"
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// side says which run has a row.
type side int

const (
	both side = iota
	onlyBase
	onlyHead
)

// row is one place: a pair of subtasks, or one without a counterpart.
type row struct {
	side       side
	base, head int           // indices of the subtasks; -1 where the run has none
	pair       *compare.Pair // nil unless both have it
	name       string
}

// differs says whether the row is worth being seen first.
func (r row) differs() bool {
	return r.pair == nil || r.pair.Significant || r.pair.ContributionMS != 0 || r.pair.StateBase != r.pair.StateHead
}

// collect lists the places that pass the filter: pairs, then what only base
// has, then what only head has.
func (b *pageOf) collect() {
	r := b.Result
	b.all = len(r.Pairs) + len(r.OnlyBase) + len(r.OnlyHead)
	q := strings.ToLower(b.URL.Q)
	add := func(x row) {
		if x.head >= 0 {
			x.name = b.headNames[x.head]
		} else {
			x.name = b.baseNames[x.base]
		}
		if q == "" || strings.Contains(strings.ToLower(x.name), q) {
			b.rows = append(b.rows, x)
		}
	}
	for i := range r.Pairs {
		add(row{side: both, base: r.Pairs[i].Base, head: r.Pairs[i].Head, pair: &r.Pairs[i]})
	}
	for _, i := range r.OnlyBase {
		add(row{side: onlyBase, base: i, head: -1})
	}
	for _, i := range r.OnlyHead {
		add(row{side: onlyHead, base: -1, head: i})
	}
}

// pairs are the matched rows in the order asked for. What has no difference to
// sort by comes last in either direction.
func (b *pageOf) pairs() []row {
	var pairs []row
	for _, r := range b.rows {
		if r.side == both {
			pairs = append(pairs, r)
		}
	}
	key, desc := b.URL.Sort.Key()
	compareRows, has := b.order(key)
	slices.SortStableFunc(pairs, func(r, q row) int {
		switch hr, hq := has(r), has(q); {
		case hr && !hq:
			return -1
		case hq && !hr:
			return 1
		}
		if desc {
			return compareRows(q, r)
		}
		return compareRows(r, q)
	})
	return pairs
}

func (b *pageOf) order(key permalink.DeltaSort) (compareRows func(r, q row) int, has func(row) bool) {
	always := func(row) bool { return true }
	largest := func(of func(*compare.Pair) task.Opt[int64]) (func(r, q row) int, func(row) bool) {
		return func(r, q row) int { return cmp.Compare(size(of(q.pair).V), size(of(r.pair).V)) },
			func(r row) bool { return of(r.pair).OK }
	}
	switch key {
	case permalink.ByRunDelta:
		return largest(func(p *compare.Pair) task.Opt[int64] { return p.RunDeltaMS })
	case permalink.ByWaitDelta:
		return largest(func(p *compare.Pair) task.Opt[int64] { return p.WaitDeltaMS })
	case permalink.DeltaOrder:
		return func(r, q row) int { return cmp.Compare(b.Head.Graph.Rank[r.head], b.Head.Graph.Rank[q.head]) }, always
	case permalink.DeltaName:
		return func(r, q row) int { return strings.Compare(r.name, q.name) }, always
	}
	// What moved the makespan first, then what merely took longer or shorter.
	return func(r, q row) int {
		return cmp.Or(cmp.Compare(size(q.pair.ContributionMS), size(r.pair.ContributionMS)),
			cmp.Compare(moved(q.pair), moved(r.pair)))
	}, always
}

// moved is by how much a pair's times differ, whether the makespan felt it or not.
func moved(p *compare.Pair) int64 { return size(p.RunDeltaMS.V) + size(p.WaitDeltaMS.V) }
