package timeline

import (
	"cmp"
	"slices"
	"strings"
)

// Sort is an order of rows. The words are those of the URL.
type Sort string

// The orders, each in the direction that a person asks for first.
const (
	ByOrder    Sort = "order"    // topological
	ByStart    Sort = "start"    // earliest first
	ByDuration Sort = "duration" // longest run first
	ByWait     Sort = "wait"     // longest wait first
	BySlack    Sort = "slack"    // least first: critical ones on top
	ByName     Sort = "name"     // then the copies of a split stage by index
	ByState    Sort = "state"    // worst first
	ByID       Sort = "id"
)

// Sorts are all orders, the default first.
func Sorts() []Sort {
	return []Sort{ByOrder, ByStart, ByDuration, ByWait, BySlack, ByName, ByState, ByID}
}

// Rows are all subtasks in the order asked for, turned round when reverse is set.
// Those that lack the time an order looks at come last either way; what is equal
// is in topological order.
func (a *Analysis) Rows(by Sort, reverse bool) []int {
	rows := slices.Clone(a.graph.Order)
	if by == ByOrder {
		if reverse {
			slices.Reverse(rows)
		}
		return rows
	}
	slices.SortStableFunc(rows, func(i, j int) int { return place(a.figure(by, i), a.figure(by, j), reverse) })
	return rows
}

// figure is what an order looks at in one row: less comes first.
type figure struct {
	ok   bool // the row has it
	name string
	n    int64
}

// place compares two rows by their figures; those without one come last either
// way.
func place(f, o figure, reverse bool) int {
	switch {
	case f.ok != o.ok && f.ok:
		return -1
	case f.ok != o.ok:
		return 1
	case !f.ok:
		return 0
	case reverse:
		f, o = o, f
	}
	return cmp.Or(strings.Compare(f.name, o.name), cmp.Compare(f.n, o.n))
}

// figure is that of the row of subtask i.
func (a *Analysis) figure(by Sort, i int) figure {
	p, s := &a.Spans[i], &a.task.Subtasks[i]
	switch by {
	case ByStart:
		return figure{ok: p.Started, n: p.Start}
	case ByDuration:
		return figure{ok: p.OK, n: -p.RunMS}
	case ByWait:
		ms, ok := p.Wait()
		return figure{ok: ok, n: -ms}
	case BySlack:
		ms, ok := p.Slack()
		return figure{ok: ok, n: ms}
	case ByName:
		return figure{ok: true, name: s.Called(), n: s.ParallelIdx.Or(-1)}
	case ByState:
		return figure{ok: true, n: int64(a.States[i])}
	case ByID:
		return figure{ok: true, n: int64(s.ID)}
	}
	return figure{ok: true, n: int64(a.graph.Rank[i])}
}

// groupFigure is that of the row of several copies: what the row shows. It lasts
// from their first start to their last end, waited as long as the one that did so
// longest, and is in the worst of their states; else it is the first of them.
func (a *Analysis) groupFigure(by Sort, members []int) figure {
	if by == ByDuration {
		s := a.Summarize(members)
		return figure{ok: s.Timed > 0, n: s.From - s.To}
	}
	var first figure
	for _, i := range members {
		if f := a.figure(by, i); !first.ok || place(f, first, false) < 0 {
			first = f
		}
	}
	return first
}
