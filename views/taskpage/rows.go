package taskpage

import (
	"strconv"

	"taskscope/views/shown"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// visible are the subtasks that the filter lets through, in the asked order.
// Timeline and table share it, and the graph dims what is not in it.
func (b *pageOf) visible() []int { return shown.Rows(b.URL, b.task, b.Graph, b.Analysis) }
