package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// picture prints bands as rows of letters: a state's first.
func picture(bands []timeline.Band, rows, columns int) string {
	grid := make([][]byte, rows)
	for r := range grid {
		grid[r] = []byte(strings.Repeat(".", columns))
	}
	for _, b := range bands {
		for c := b.From; c < b.To; c++ {
			grid[b.Row][c] = b.State.String()[0]
		}
	}
	return strings.TrimSpace(string(join(grid)))
}

func join(grid [][]byte) (all []byte) {
	for _, row := range grid {
		all = append(append(all, row...), ' ')
	}
	return all
}

func TestBands(t *testing.T) {
	tk, now := timelinetest.Load(t, timelinetest.Sample)
	g, _ := dag.Build(tk)
	a := timeline.Analyze(tk, g, now)
	for _, test := range []struct {
		rows, columns int
		want          string
	}{
		{4, 22, "ss.................... .sss.................. .....ssssssssssssssss. .....................s"},
		{2, 11, "ss......... ..sssssssss"},
	} {
		if got := picture(a.Bands(g.Order, a.Start, a.End, test.rows, test.columns), test.rows, test.columns); got != test.want {
			t.Errorf("Bands(%d × %d) = %s, want %s", test.rows, test.columns, got, test.want)
		}
	}
	if got := a.Bands(g.Order, 5, 5, 4, 10); got != nil {
		t.Errorf("Bands of an empty range = %v, want none", got)
	}
}

// A column may be shorter than a millisecond: what ended then is drawn to its end.
func TestBandsOfMilliseconds(t *testing.T) {
	tk := &task.Task{ID: 1, Status: task.StatusSuccessful, Started: task.At(0, 0), Finished: task.At(7, 0), Subtasks: []task.Subtask{
		{ID: 1, Status: task.StatusSuccessful, Started: task.At(0, 0), Finished: task.At(1, 0)},
		{ID: 2, Status: task.StatusSuccessful, Started: task.At(1, 0), Finished: task.At(7, 0), Upstreams: []task.SubtaskID{1}},
	}}
	g, _ := dag.Build(tk)
	a := timeline.Analyze(tk, g, task.At(7, 0))
	if got, want := picture(a.Bands(g.Order, 0, 7, 2, 14), 2, 14), "ss............ ..ssssssssssss"; got != want {
		t.Errorf("Bands = %s, want %s", got, want)
	}
}

// Every subtask with times marks the cells that it ran in with its state or a
// worse one, and no cell is marked that nobody ran in.
func TestBandsLaws(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 9))
		tk := timelinetest.Odd(r, 1+r.IntN(80))
		g, _ := dag.Build(tk)
		a := timeline.Analyze(tk, g, timelinetest.Now())
		if !a.OK {
			continue
		}
		from, to := a.Extent()
		rows, columns := 1+r.IntN(30), 1+r.IntN(100)
		to = max(to, from+1)
		bands := a.Bands(g.Order, from, to, rows, columns)
		cell := map[[2]int]task.State{}
		for _, b := range bands {
			for c := b.From; c < b.To; c++ {
				if _, twice := cell[[2]int{b.Row, c}]; twice || b.Row >= rows || c >= columns {
					t.Fatalf("seed %d: cell %d, %d is marked twice or outside", seed, b.Row, c)
				}
				cell[[2]int{b.Row, c}] = b.State
			}
		}
		touched := map[[2]int]bool{}
		for k, i := range g.Order {
			p := &a.Spans[i]
			if !p.OK {
				continue
			}
			row := timeline.BandRow(k, len(g.Order), rows)
			for c := timeline.Column(p.Start, from, to, columns); ; c++ {
				touched[[2]int{row, c}] = true
				if s, ok := cell[[2]int{row, c}]; !ok || s > a.States[i] {
					t.Fatalf("seed %d: subtask %d, %s, has %v, %v in row %d, column %d", seed, i, a.States[i], s, ok, row, c)
				}
				if next := int64(c + 1); c == columns-1 || next*(to-from) >= (max(p.Start, p.End)-from)*int64(columns) {
					break // the next column begins where it has ended, or later
				}
			}
		}
		if len(touched) != len(cell) {
			t.Errorf("seed %d: %d cells are marked, %d have a run: %s", seed, len(cell), len(touched), fmt.Sprint(bands))
		}
	}
}
