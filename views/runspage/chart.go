package runspage

import (
	"cmp"
	"slices"
	"strconv"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/comparepage"
	"taskscope/views/ui"
)

// Chart is every run as a small timeline, all on one axis. A subtask is at the
// same height in each.
type Chart struct {
	comparepage.Axis
	Smalls []Small
	Height int // of each, px
	Notes  []string
	Links  []ui.Link
}

// Small is one run. Its paths are in a box of boxWidth by Height.
type Small struct {
	Letter, Ref, Makespan string
	Label                 string // what it shows, in words
	Paths                 []SmallPath
	Critical              string
	End                   chart.Percent
}

// SmallPath are the bars of one state.
type SmallPath struct{ Class, D string }

const (
	boxWidth    = 10_000
	leastHeight = 48
	mostHeight  = 220
	rowPixels   = 7 // of a row, where that many have room
)

func (b *pageOf) chart() Chart {
	lined := b.lined()
	c := Chart{Axis: comparepage.NewAxis(b.text, lined, b.URL.Gaps)}
	c.Height = min(mostHeight, max(leastHeight, len(b.Many.Rows)*rowPixels))
	order := b.inTime(lined)
	for k := range b.Runs {
		c.Smalls = append(c.Smalls, b.small(&c, k, order))
	}
	switch {
	case c.Folded:
		c.Notes = append(c.Notes, b.text.N("runs.gaps_folded", len(c.Breaks), "Idle", b.text.Duration(c.FoldedMS())))
		c.Links = append(c.Links, ui.Link{Text: b.text.T("compare.gaps_open"), URL: b.URL.Fold(permalink.GapsOpen).Query()})
	case len(c.Idle) > 0:
		c.Links = append(c.Links, ui.Link{Text: b.text.T("compare.gaps_fold"), URL: b.URL.Fold(permalink.GapsFolded).Query()})
	}
	return c
}

// lined are the runs, each from its own start.
func (b *pageOf) lined() []compare.Lined {
	lined := make([]compare.Lined, len(b.Runs))
	for k, r := range b.Runs {
		lined[k] = compare.Lined{Analysis: r.Analysis, Origin: r.Analysis.Start}
	}
	return lined
}

// inTime are the rows by their earliest start in any run.
func (b *pageOf) inTime(lined []compare.Lined) []int {
	start := make([]int64, len(b.Many.Rows))
	order := make([]int, len(start))
	for n, row := range b.Many.Rows {
		order[n], start[n] = n, 1<<62
		for k, i := range row.At {
			if l := lined[k]; i >= 0 && l.Analysis.OK && l.Analysis.Spans[i].Started {
				start[n] = min(start[n], l.Analysis.Spans[i].Start-l.Origin)
			}
		}
	}
	slices.SortStableFunc(order, func(m, n int) int { return cmp.Compare(start[m], start[n]) })
	return order
}

func (b *pageOf) small(c *Chart, k int, order []int) Small {
	r, a := b.Runs[k], b.Runs[k].Analysis
	s := Small{Letter: letter(k), Ref: b.URL.Refs[k].String(), Makespan: "–"}
	critical := 0
	if a.OK {
		s.Makespan, s.End = b.text.Exact(a.MakespanMS), c.X(a.End-a.Start)
		paths := map[task.State][]byte{}
		var line []byte
		b.eachBar(c, k, order, func(i int, bar comparepage.Bar, y, high float64) {
			paths[a.States[i]] = rect(paths[a.States[i]], bar, y+high*0.1, high*0.8)
			if a.Spans[i].Critical {
				critical++
				line = rect(line, bar, y+high*0.45, max(1.2, high*0.45))
			}
		})
		for _, state := range slices.Backward(task.SubtaskStates()) { // the worst on top
			if d := paths[state]; d != nil {
				s.Paths = append(s.Paths, SmallPath{"s-" + state.String(), string(d)})
			}
		}
		s.Critical = string(line)
	}
	s.Label = b.text.T("runs.small", "Run", s.Letter+" "+s.Ref, "State", b.text.State(r.Snapshot.Task.State()), "Makespan", s.Makespan,
		"Subtasks", b.text.Count(len(r.Snapshot.Task.Subtasks)), "Critical", b.text.Count(critical))
	return s
}

// eachBar calls f for the bar of each subtask i of run k: y is the top of its
// row, which is high, both px.
func (b *pageOf) eachBar(c *Chart, k int, order []int, f func(i int, bar comparepage.Bar, y, high float64)) {
	a := b.Runs[k].Analysis
	if !a.OK {
		return
	}
	high := float64(c.Height) / float64(max(1, len(order)))
	for at, n := range order {
		i := b.Many.Rows[n].At[k]
		if i < 0 || !a.Spans[i].OK {
			continue
		}
		span := &a.Spans[i]
		f(i, c.Stretch(span.Start-a.Start, span.BarEnd()-a.Start), float64(at)*high, high)
	}
}

// rect adds a bar to a path; one too short to be seen is a sliver all the same.
func rect(d []byte, bar comparepage.Bar, y, h float64) []byte {
	x, w := float64(bar.X)*boxWidth/100, max(12, float64(bar.Width)*boxWidth/100)
	d = append(d, 'M')
	d = number(d, x)
	d = append(d, ' ')
	d = number(d, y)
	d = append(d, 'h')
	d = number(d, w)
	d = append(d, 'v')
	d = number(d, h)
	d = append(d, 'h')
	d = number(d, -w)
	return append(d, 'z')
}

func number(d []byte, f float64) []byte {
	return strconv.AppendFloat(d, float64(int64(f*10))/10, 'f', -1, 64)
}
