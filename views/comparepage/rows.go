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
	id         task.SubtaskID
	name       string
}

// differs says whether the row is a difference.
func (r row) differs() bool {
	return r.pair == nil || r.pair.Significant || r.pair.StateBase != r.pair.StateHead
}

// collect lists the places that pass the filter by name: pairs, then what only
// base has, then what only head has.
func (b *pageOf) collect() {
	r := b.Result
	b.all, b.selected = len(r.Pairs)+len(r.OnlyBase)+len(r.OnlyHead), -1
	q := strings.ToLower(b.URL.Q)
	add := func(x row) {
		if x.head >= 0 {
			x.name, x.id = b.headNames[x.head], b.head(x).ID
		} else {
			x.name, x.id = b.baseNames[x.base], b.base(x).ID
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
	b.selected = b.place(b.URL.Subtask)
}

// place is the row of an id: head's, else base's, so that a link means the same
// pair when the runs are swapped; -1 for none.
func (b *pageOf) place(id task.SubtaskID) int {
	if id == 0 {
		return -1
	}
	for _, of := range []func(row) *task.Subtask{b.head, b.base} {
		for k, r := range b.rows {
			if s := of(r); s != nil && s.ID == id {
				return k
			}
		}
	}
	return -1
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
	timed := func(r row) bool { return r.pair.RunDeltaMS.OK }
	falling := func(of func(row) int64) func(r, q row) int {
		return func(r, q row) int { return cmp.Compare(of(q), of(r)) }
	}
	switch key {
	case permalink.ByRunDelta:
		return falling(func(r row) int64 { return size(r.pair.RunDeltaMS.V) }), timed
	case permalink.ByWaitDelta:
		return falling(func(r row) int64 { return size(r.pair.WaitDeltaMS.V) }), timed
	case permalink.ByRunPercent:
		return falling(func(r row) int64 { return size(share(r.pair.RunDeltaMS.V, b.Base.Analysis.Spans[r.base].RunMS)) }), timed
	case permalink.ByWaitPercent:
		return falling(func(r row) int64 { return size(share(r.pair.WaitDeltaMS.V, b.Base.Analysis.Spans[r.base].WaitMS)) }), timed
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

// share is a difference in hundredths of a percent of what it was; of nothing
// any difference is the largest share there is.
func share(delta, was int64) int64 {
	const most = 1 << 40
	switch {
	case delta == 0:
		return 0
	case was <= 0:
		return most
	}
	return min(most, size(delta)*10_000/was)
}
