package runspage

import (
	"cmp"
	"slices"
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/comparepage"
)

// Table is a row for each subtask, with its run time in every run.
type Table struct {
	Caption string
	Hidden  string
	AllURL  string
	AllName string
	Columns []comparepage.Column
	Rows    []Row
}

// Row is one subtask.
type Row struct {
	Name             string
	Min, Median, Max string
	Slowest          string // letter of the run; "" where all are equal
	Spread           comparepage.Delta
	Cells            []Cell
	spread           compare.Spread
}

// Cell is a subtask in one run.
type Cell struct {
	URL   string // of the subtask on its task's page; "" where the run does not have it
	Text  string
	Exact string
	Mark  string // "▲" for the longest, "▼" for the shortest, where that is worth it
	Class string
	State task.State
	Raw   task.Status
	Odd   bool // its state is not that of most
}

func (b *pageOf) filter() comparepage.Filter {
	u := b.URL
	f := comparepage.NewFilter(u.Path(), u.Q, u.Worth, u.Params())
	if u.Q != "" {
		f.Shown = b.text.N("compare.shown", len(b.found()), "Of", b.text.Count(len(b.Many.Rows)))
		f.Clear = u.Unfiltered().Query()
	}
	if usual := u.Worth.Usual(); u.Worth != usual {
		u.Worth = usual
		f.Reset = u.Query()
	}
	return f
}

// found are the rows that pass the filter by name.
func (b *pageOf) found() []int {
	q := strings.ToLower(b.URL.Q)
	var rows []int
	for n := range b.Many.Rows {
		if q == "" || strings.Contains(strings.ToLower(b.names[n]), q) {
			rows = append(rows, n)
		}
	}
	return rows
}

// differs says whether a row is worth being shown first: the run times spread,
// a run does not have it, or the states are not the same.
func (b *pageOf) differs(n int) bool {
	row := &b.Many.Rows[n]
	if row.Significant {
		return true
	}
	first := task.State(255)
	for k, i := range row.At {
		if i < 0 {
			return true
		}
		if s := b.Runs[k].Analysis.States[i]; first != s && first != 255 {
			return true
		}
		first = b.Runs[k].Analysis.States[i]
	}
	return false
}

func (b *pageOf) table() Table {
	found := b.found()
	shown := found
	if !b.URL.Worth.All {
		shown = slices.DeleteFunc(slices.Clone(found), func(n int) bool { return !b.differs(n) })
	}
	t := Table{Caption: b.text.N("runs.rows", len(found)), Columns: b.columns()}
	if hidden := len(found) - len(shown); hidden > 0 {
		t.Hidden = b.text.N("compare.hidden", hidden, "Rule", comparepage.Rule(b.text, b.URL.Worth))
		t.AllURL, t.AllName = b.URL.ShowAll(true).Query(), b.text.T("compare.show_all")
	} else if b.URL.Worth.All {
		t.AllURL, t.AllName = b.URL.ShowAll(false).Query(), b.text.T("compare.show_worth")
	}
	b.sort(shown)
	for _, n := range shown {
		t.Rows = append(t.Rows, b.row(n))
	}
	return t
}

func (b *pageOf) sort(rows []int) {
	key, desc := b.URL.Sort.Key()
	of := func(value func(compare.Spread) int64) func(m, n int) int {
		return func(m, n int) int { return cmp.Compare(value(b.Many.Rows[n].Run), value(b.Many.Rows[m].Run)) }
	}
	order := of(func(s compare.Spread) int64 { return s.Max - s.Min })
	switch key {
	case permalink.ByMax:
		order = of(func(s compare.Spread) int64 { return s.Max })
	case permalink.ByMedian:
		order = of(func(s compare.Spread) int64 { return s.Median })
	case permalink.RunsName:
		order = func(m, n int) int { return strings.Compare(b.names[m], b.names[n]) }
	case permalink.RunsOrder:
		rank := b.ranks()
		order = func(m, n int) int { return cmp.Compare(rank[m], rank[n]) }
	}
	slices.SortStableFunc(rows, func(m, n int) int {
		if desc {
			return order(n, m)
		}
		return order(m, n)
	})
}

// ranks are the rows' places in the order of execution of the first run that
// has them.
func (b *pageOf) ranks() []int {
	ranks := make([]int, len(b.Many.Rows))
	for n, row := range b.Many.Rows {
		for k, i := range row.At {
			if i >= 0 {
				ranks[n] = b.Runs[k].Graph.Rank[i]
				break
			}
		}
	}
	return ranks
}

func (b *pageOf) columns() []comparepage.Column {
	key, desc := b.URL.Sort.Key()
	column := func(name string, by permalink.RunsSort, num, falls bool) comparepage.Column {
		c := comparepage.Column{Name: b.text.T(name), Num: num, SortURL: b.URL.SortBy(by).Query()}
		if by == key {
			c.Order = "ascending"
			if falls != desc {
				c.Order = "descending"
			}
		}
		return c
	}
	columns := []comparepage.Column{
		column("compare.col_name", permalink.RunsName, false, false),
		{Name: b.text.T("runs.col_min"), Num: true}, column("runs.col_median", permalink.ByMedian, true, true),
		column("runs.col_max", permalink.ByMax, true, true), column("runs.col_spread", permalink.BySpread, true, true),
		{Name: b.text.T("runs.col_slowest")},
	}
	for k := range b.Runs {
		columns = append(columns, comparepage.Column{Name: letter(k), Hint: b.URL.Refs[k].String(), Num: true})
	}
	return columns
}

func (b *pageOf) row(n int) Row {
	m := &b.Many.Rows[n]
	r := Row{Name: b.names[n], Min: "–", Median: "–", Max: "–", spread: m.Run}
	if m.Run.N > 0 {
		r.Min, r.Median, r.Max = b.text.Duration(m.Run.Min), b.text.Duration(m.Run.Median), b.text.Duration(m.Run.Max)
		spread := m.Run.Max - m.Run.Min
		_, class := comparepage.Mark(b.text, spread, m.Significant)
		r.Spread = comparepage.Delta{OK: true, Text: b.text.Duration(spread), Exact: b.text.MS(spread), Class: class}
	}
	if m.Run.Slowest >= 0 {
		r.Slowest = letter(m.Run.Slowest)
	}
	usual := b.usualState(m)
	for k, i := range m.At {
		r.Cells = append(r.Cells, b.cell(m, k, i, usual))
	}
	return r
}

// usualState is the state of most runs, the worst of those that are as many.
func (b *pageOf) usualState(m *compare.Row) task.State {
	count := map[task.State]int{}
	for k, i := range m.At {
		if i >= 0 {
			count[b.Runs[k].Analysis.States[i]]++
		}
	}
	best, most := task.Succeeded, 0
	for _, s := range task.SubtaskStates() {
		if count[s] > most {
			best, most = s, count[s]
		}
	}
	return best
}

func (b *pageOf) cell(m *compare.Row, k, i int, usual task.State) Cell {
	if i < 0 {
		return Cell{Text: "–"}
	}
	a, s := b.Runs[k].Analysis, &b.Runs[k].Snapshot.Task.Subtasks[i]
	u := permalink.ToTask(b.URL.Refs[k])
	u.Zone = b.URL.Zone
	c := Cell{URL: u.Select(s.ID).String(), Text: "–", State: a.States[i], Raw: s.Status, Odd: a.States[i] != usual}
	span := &a.Spans[i]
	if !span.OK {
		c.Odd = true // it has a state and no figure
		return c
	}
	c.Text, c.Exact = b.text.Duration(span.RunMS), b.text.MS(span.RunMS)
	if m.Significant {
		switch span.RunMS {
		case m.Run.Max:
			c.Mark, c.Class = "▲", "longer"
		case m.Run.Min:
			c.Mark, c.Class = "▼", "shorter"
		}
	}
	return c
}
