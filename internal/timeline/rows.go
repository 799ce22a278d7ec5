package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taskscope/internal/dag"
	"taskscope/internal/task"
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

// ParseSort reads the word of an order.
func ParseSort(word string) (Sort, error) {
	if slices.Contains(Sorts(), Sort(word)) {
		return Sort(word), nil
	}
	return ByOrder, fmt.Errorf("%q is not an order of rows", word)
}

// Rows are the subtasks that keep accepts (all, when it is nil), in the order
// asked for, turned round when reverse is set. Subtasks that lack the time an
// order looks at come last either way; what is equal is in topological order.
func Rows(t *task.Task, g *dag.Graph, a *Analysis, by Sort, reverse bool, keep func(i int) bool) []int {
	rows := make([]int, 0, len(g.Order))
	for _, i := range g.Order {
		if keep == nil || keep(i) {
			rows = append(rows, i)
		}
	}
	if by == ByOrder {
		if reverse {
			slices.Reverse(rows)
		}
		return rows
	}
	compare, has := order(t, a, by)
	slices.SortStableFunc(rows, func(i, j int) int {
		switch hi, hj := has(i), has(j); {
		case hi != hj && hi:
			return -1
		case hi != hj:
			return 1
		case !hi:
			return 0
		case reverse:
			return compare(j, i)
		}
		return compare(i, j)
	})
	return rows
}

// order is how to compare two subtasks, and which have what is compared.
func order(t *task.Task, a *Analysis, by Sort) (compare func(i, j int) int, has func(i int) bool) {
	spans, subtasks := a.Spans, t.Subtasks
	all := func(int) bool { return true }
	timed := func(i int) bool { return spans[i].OK }
	switch by {
	case ByStart:
		return func(i, j int) int { return cmp.Compare(spans[i].Start, spans[j].Start) },
			func(i int) bool { return spans[i].Started }
	case ByDuration:
		return func(i, j int) int { return cmp.Compare(spans[j].RunMS, spans[i].RunMS) }, timed
	case ByWait:
		return func(i, j int) int { return cmp.Compare(spans[j].WaitMS, spans[i].WaitMS) }, timed
	case BySlack:
		return func(i, j int) int { return cmp.Compare(spans[i].SlackMS, spans[j].SlackMS) }, timed
	case ByName:
		return func(i, j int) int {
			return cmp.Or(strings.Compare(subtasks[i].Name, subtasks[j].Name),
				cmp.Compare(subtasks[i].ParallelIdx.Or(-1), subtasks[j].ParallelIdx.Or(-1)))
		}, all
	case ByState:
		return func(i, j int) int { return cmp.Compare(a.States[i], a.States[j]) }, all
	case ByID:
		return func(i, j int) int { return cmp.Compare(subtasks[i].ID, subtasks[j].ID) }, all
	}
	return func(int, int) int { return 0 }, all
}
