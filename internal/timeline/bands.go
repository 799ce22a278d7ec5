package timeline

import (
	"cmp"
	"slices"

	"taskscope/internal/task"
)

// Band is a stretch of a small picture of a task: in one of its rows, from
// column From up to but not including To.
type Band struct {
	Row, From, To int
	State         task.State
}

// Bands draw the subtasks of list, in that order, on rows × columns cells over
// [from, to), UTC ms: several share a cell when there are more than rows, or
// they are shorter than a column, and the worst state wins. However many
// subtasks there are, the picture stays as small as its cells; a subtask of
// any length marks one at least. Sorted by state, then row and column.
func (a *Analysis) Bands(list []int, from, to int64, rows, columns int) []Band {
	rows = min(rows, len(list))
	if rows < 1 || columns < 1 || from >= to {
		return nil
	}
	const empty = task.State(255)
	cells := make([]task.State, rows*columns)
	for k := range cells {
		cells[k] = empty
	}
	for k, i := range list {
		p := &a.Spans[i]
		if !p.OK || p.Start >= to || p.BarEnd() < from {
			continue
		}
		first := Column(p.Start, from, to, columns)
		last := max(first, edge(p.BarEnd(), from, to, columns)-1)
		row := cells[BandRow(k, len(list), rows)*columns:][:columns]
		for c := first; c <= last; c++ {
			row[c] = min(row[c], a.States[i])
		}
	}
	var bands []Band
	for r := range rows {
		for c := 0; c < columns; {
			state, begin := cells[r*columns+c], c
			for c < columns && cells[r*columns+c] == state {
				c++
			}
			if state != empty {
				bands = append(bands, Band{Row: r, From: begin, To: c, State: state})
			}
		}
	}
	slices.SortStableFunc(bands, func(b, d Band) int { return cmp.Compare(b.State, d.State) })
	return bands
}

// BandRow is the row of the k-th of n subtasks.
func BandRow(k, n, rows int) int { return k * min(rows, n) / max(1, n) }

// Column is the column of a moment, UTC ms; the first or the last for one
// outside of [from, to).
func Column(at, from, to int64, columns int) int {
	at = min(max(at, from), to-1)
	// Exact for all that OCP can write: a span of 9999 years in ms times 1000
	// columns is below 2^63.
	return int((at - from) * int64(columns) / (to - from))
}

// edge is how many columns lie before a moment, UTC ms, whole or in part: what
// ends then is drawn up to there. Columns may be shorter than a millisecond.
func edge(at, from, to int64, columns int) int {
	at = min(max(at, from), to)
	return int(((at-from)*int64(columns) + to - from - 1) / (to - from))
}
