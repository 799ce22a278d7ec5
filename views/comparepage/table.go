package comparepage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Find is the filter by name.
type Find struct {
	Action string
	Q      string
	Keep   []permalink.Param // the other parameters of the URL
	Shown  string            // how many pass; "" without a filter
	Clear  string            // URL without the filter
}

// Table is every matched pair.
type Table struct {
	Caption  string
	OrderURL string // the rows in order of execution
	Columns  []Column
	Rows     []TableRow
}

// Column is the head of a column; SortURL is "" where it cannot be sorted by.
type Column struct {
	Name    string
	Hint    string
	SortURL string
	Order   string // value of aria-sort; "" when the rows are in another order
	Num     bool
}

// TableRow is one matched pair.
type TableRow struct {
	Name               string
	URL                string // of head's subtask
	Note               string // "several attempts in head"
	StateBase          State
	StateHead          State
	StateDiffers       bool
	RunBase, RunHead   string
	RunDelta           Delta
	WaitBase, WaitHead string
	WaitDelta          Delta
	Effect             Delta // on the makespan; not OK when it is on neither path
	BaseURL            string
}

// State is a state and OCP's word for it.
type State struct {
	State task.State
	Raw   task.Status
}

func (b *pageOf) find() Find {
	f := Find{Action: b.URL.Path(), Q: b.URL.Q, Keep: b.URL.Unfiltered().Params()}
	if b.URL.Q != "" {
		f.Shown = b.text.N("compare.shown", len(b.rows), "Of", b.text.Count(b.all))
		f.Clear = b.URL.Unfiltered().Query()
	}
	return f
}

func (b *pageOf) table() Table {
	t := Table{Columns: b.columns(), OrderURL: b.URL.SortBy(permalink.DeltaOrder).Query()}
	for _, r := range b.pairs() {
		t.Rows = append(t.Rows, b.tableRow(r))
	}
	t.Caption = b.text.N("compare.pairs", len(t.Rows))
	return t
}

func (b *pageOf) columns() []Column {
	key, desc := b.URL.Sort.Key()
	column := func(name string, by permalink.DeltaSort, num, falls bool) Column {
		c := Column{Name: b.text.T(name), Num: num}
		if by == "" {
			return c
		}
		c.SortURL = b.URL.SortBy(by).Query()
		if by == key {
			c.Order = "ascending"
			if falls != desc {
				c.Order = "descending"
			}
		}
		return c
	}
	effect := column("compare.col_effect", permalink.ByDelta, true, true)
	effect.Hint = b.text.T("compare.col_effect_hint")
	return []Column{
		column("compare.col_name", permalink.DeltaName, false, false), column("compare.col_state", "", false, false),
		effect,
		column("compare.col_run_delta", permalink.ByRunDelta, true, true),
		column("compare.col_run_base", "", true, false), column("compare.col_run_head", "", true, false),
		column("compare.col_wait_delta", permalink.ByWaitDelta, true, true),
		column("compare.col_wait_base", "", true, false), column("compare.col_wait_head", "", true, false),
	}
}

func (b *pageOf) tableRow(r row) TableRow {
	p, base, head := r.pair, b.base(r), b.head(r)
	t := TableRow{
		Name: r.name, URL: b.subtask(b.URL.Head, head.ID), BaseURL: b.subtask(b.URL.Base, base.ID),
		StateBase: State{p.StateBase, base.Status}, StateHead: State{p.StateHead, head.Status},
		Note: b.attemptsNote(r.base, r.head), StateDiffers: p.StateBase != p.StateHead,
	}
	t.RunBase, t.WaitBase = b.times(&b.Base.Analysis.Spans[r.base])
	t.RunHead, t.WaitHead = b.times(&b.Head.Analysis.Spans[r.head])
	if p.RunDeltaMS.OK {
		t.RunDelta = b.delta(p.RunDeltaMS.V, p.RunSignificant)
	}
	if p.WaitDeltaMS.OK {
		t.WaitDelta = b.delta(p.WaitDeltaMS.V, p.WaitSignificant)
	}
	if b.Result.OK && (p.ContributionWaitMS != 0 || p.ContributionRunMS != 0 ||
		b.Base.Analysis.Spans[r.base].Critical || b.Head.Analysis.Spans[r.head].Critical) {
		t.Effect = b.delta(p.ContributionMS, false)
	}
	return t
}

func (b *pageOf) times(s *timeline.Span) (run, wait string) {
	if !s.OK {
		return "–", "–"
	}
	return b.text.Duration(s.RunMS), b.text.Duration(s.WaitMS)
}
