package comparepage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
)

// Table is the matched pairs that are worth being shown, or all of them.
type Table struct {
	Caption  string
	Hidden   string // how many are not shown, and why; "" for none
	AllURL   string // the page with every row, or with only those worth it
	AllName  string
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
	Name         string
	URL          string // looks at the pair
	Current      bool
	Note         string // "several attempts in head"
	StateBase    State
	StateHead    State
	StateDiffers bool
	Run, Wait    Measure
	Effect       Delta // on the makespan; not OK when it is on neither path
}

// Measure is a duration in both runs.
type Measure struct {
	Base, Head string
	Delta      Delta
	Share      string // in percent, with its sign; "" for no share
	Bar        Bar    // around the middle, which is no difference
	Class      string // of the bar
}

// State is a state and OCP's word for it.
type State struct {
	State task.State
	Raw   task.Status
}

func (b *pageOf) table() Table {
	t := Table{Columns: b.columns(), OrderURL: b.URL.SortBy(permalink.DeltaOrder).Query()}
	pairs := b.pairs()
	var shown []row
	for k, r := range pairs {
		if b.URL.Worth.All || r.differs() {
			shown = append(shown, pairs[k])
		}
	}
	longest := int64(1)
	for _, r := range shown {
		longest = max(longest, size(r.pair.RunDeltaMS.V), size(r.pair.WaitDeltaMS.V))
	}
	for _, r := range shown {
		t.Rows = append(t.Rows, b.tableRow(r, longest))
	}
	t.Caption = b.text.N("compare.pairs", len(pairs))
	if hidden := len(pairs) - len(shown); hidden > 0 {
		t.Hidden = b.text.N("compare.hidden", hidden, "Rule", b.rule())
		t.AllURL, t.AllName = b.URL.ShowAll(true).Query(), b.text.T("compare.show_all")
	} else if b.URL.Worth.All {
		t.AllURL, t.AllName = b.URL.ShowAll(false).Query(), b.text.T("compare.show_worth")
	}
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
		column("compare.col_run_delta", permalink.ByRunDelta, true, true), column("compare.col_run_share", permalink.ByRunPercent, true, true),
		column("compare.col_run_bar", "", false, false), column("compare.col_run", "", true, false),
		column("compare.col_wait_delta", permalink.ByWaitDelta, true, true), column("compare.col_wait_share", permalink.ByWaitPercent, true, true),
		column("compare.col_wait_bar", "", false, false), column("compare.col_wait", "", true, false),
	}
}

func (b *pageOf) tableRow(r row, longest int64) TableRow {
	p, base, head := r.pair, b.base(r), b.head(r)
	t := TableRow{
		Name: r.name, URL: b.choose(r.id), Current: b.selected >= 0 && b.rows[b.selected].id == r.id,
		StateBase: State{p.StateBase, base.Status}, StateHead: State{p.StateHead, head.Status},
		Note: b.attemptsNote(r.base, r.head), StateDiffers: p.StateBase != p.StateHead,
	}
	was, is := &b.Base.Analysis.Spans[r.base], &b.Head.Analysis.Spans[r.head]
	t.Run = b.measure(p.RunDeltaMS, p.RunSignificant, longest, was, is, func(s *timeline.Span) int64 { return s.RunMS })
	t.Wait = b.measure(p.WaitDeltaMS, p.WaitSignificant, longest, was, is, func(s *timeline.Span) int64 { return s.WaitMS })
	if b.Result.OK && (p.ContributionWaitMS != 0 || p.ContributionRunMS != 0 || was.Critical || is.Critical) {
		t.Effect = b.delta(p.ContributionMS, false)
	}
	return t
}

func (b *pageOf) measure(delta task.Opt[int64], significant bool, longest int64, was, is *timeline.Span, of func(*timeline.Span) int64) Measure {
	written := func(s *timeline.Span) string {
		if !s.OK {
			return "–"
		}
		return b.text.Duration(of(s))
	}
	m := Measure{Base: written(was), Head: written(is)}
	if !delta.OK {
		return m
	}
	m.Delta, m.Class = b.delta(delta.V, significant), way(delta.V)
	if delta.V != 0 {
		m.Share = signedPercent(b.text, delta.V, of(was))
	}
	// Both directions have half of the width.
	width := chart.Percent(float64(size(delta.V)) / float64(longest) * 50)
	if width < leastBar { // nobody sees it
		return m
	}
	m.Bar = Bar{50, width}
	if delta.V < 0 {
		m.Bar.X -= width
	}
	if !significant {
		m.Class += " little"
	}
	return m
}

// leastBar is the width, in percent, that a bar has at least.
const leastBar = 0.5

// Only is what one run has and the other has not.
type Only struct {
	Title string
	Lines []OnlyLine
}

// OnlyLine is a subtask without a counterpart.
type OnlyLine struct {
	Name    string
	URL     string
	Current bool
	State   State
	Run     string
	Exact   string
	Wait    string
	Effect  Delta
}

func (b *pageOf) only(which side) Only {
	run, key := b.Base, "compare.only_base"
	if which == onlyHead {
		run, key = b.Head, "compare.only_head"
	}
	o := Only{}
	for k, r := range b.rows {
		if r.side != which {
			continue
		}
		i := max(r.base, r.head)
		s, span := at(run, i), &run.Analysis.Spans[i]
		line := OnlyLine{Name: r.name, URL: b.choose(s.ID), Current: k == b.selected, State: State{run.Analysis.States[i], s.Status}, Run: "–", Wait: "–"}
		if span.OK {
			line.Run, line.Exact, line.Wait = b.text.Duration(span.RunMS), b.text.MS(span.RunMS), b.waited(span)
		}
		if b.Result.OK && span.Critical {
			line.Effect = b.delta(b.effect(r), false)
		}
		o.Lines = append(o.Lines, line)
	}
	o.Title = b.text.N(key, len(o.Lines))
	return o
}
