package taskpage

import (
	"slices"
	"strconv"
	"strings"

	"taskscope/internal/timeline"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// visible are the subtasks that the filter lets through, in the asked order.
// Timeline and table share it, and the graph dims what is not in it.
func (b *pageOf) visible() []int {
	q := strings.ToLower(b.URL.Q)
	key, reverse := b.URL.Sort.Key()
	return timeline.Rows(b.task, b.Graph, b.Analysis, timeline.Sort(key), reverse,
		func(i int) bool { return b.passes(i, q) })
}

func (b *pageOf) passes(i int, q string) bool {
	if states := b.URL.States; len(states) > 0 && !slices.Contains(states, b.Analysis.States[i]) {
		return false
	}
	if q == "" {
		return true
	}
	s := &b.task.Subtasks[i]
	for _, field := range []string{name(s), s.Description, s.Executor, s.ID.String(), string(s.Status), string(s.Operation)} {
		if strings.Contains(strings.ToLower(field), q) {
			return true
		}
	}
	return false
}
