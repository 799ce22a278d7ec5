package taskpage

import (
	"cmp"
	"slices"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Table is the subtasks as rows of fields.
type Table struct {
	Caption string
	Columns []ColumnHead
	Rows    []TableRow
	More    int       // subtasks that this view leaves out
	MoreURL string    // shows them
	Whole   columnSet // whether it has every column, which is more than a sheet of paper is wide
}

// ColumnHead is a column's name and, where the table can be sorted by it, the
// URL that does.
type ColumnHead struct {
	Name    string
	SortURL string
	Order   string // aria-sort: "ascending", "descending" or ""
	Num     bool
}

// TableRow is one subtask. Cells are in the order of the columns behind the
// name.
type TableRow struct {
	ID      task.SubtaskID
	Class   string // of its state
	Mark    string // of the filters: dim, hit or ""
	State   string
	URL     string
	Name    string
	Current bool
	Cells   []string
}

// column is one field of a subtask.
type column struct {
	key   string // of its name in the catalogue
	sort  permalink.Sort
	num   bool
	brief bool // part of the overview
	value func(b *pageOf, i int) string
}

type columnSet bool

const (
	briefColumns columnSet = false
	allColumns   columnSet = true
)

// columns are every field of the API, and what follows from them.
func columns() []column {
	field := func(key string, num bool, value func(b *pageOf, s *task.Subtask) string) column {
		return column{key: key, num: num, value: func(b *pageOf, i int) string { return value(b, &b.task.Subtasks[i]) }}
	}
	span := func(key string, sort permalink.Sort, value func(*timeline.Span) (int64, bool)) column {
		return column{key: key, sort: sort, num: true, brief: true, value: func(b *pageOf, i int) string {
			if ms, ok := value(&b.Analysis.Spans[i]); ok {
				return b.text.Duration(ms)
			}
			return ""
		}}
	}
	brief := func(c column, sort permalink.Sort) column { c.brief, c.sort = true, sort; return c }
	return []column{
		{key: "field.run", sort: permalink.ByDuration, num: true, brief: true, value: func(b *pageOf, i int) string {
			if p := &b.Analysis.Spans[i]; p.OK { // how often it ran is a column of its own
				return b.text.Ran(p.RunMS, 1, p.Undone)
			}
			return ""
		}},
		span("field.wait", permalink.ByWait, (*timeline.Span).Wait),
		span("field.slack", permalink.BySlack, (*timeline.Span).Slack),
		{key: "field.critical", brief: true, value: func(b *pageOf, i int) string {
			if b.Analysis.Spans[i].Critical {
				return b.text.T("task.yes")
			}
			return ""
		}},
		brief(field("field.startTime", false, func(b *pageOf, s *task.Subtask) string { return date(b, s.Started) }), permalink.ByStart),
		field("field.finishTime", false, func(b *pageOf, s *task.Subtask) string { return date(b, s.Finished) }),
		field("field.status", false, func(_ *pageOf, s *task.Subtask) string { return string(s.Status) }),
		field("field.operation", false, func(_ *pageOf, s *task.Subtask) string { return string(s.Operation) }),
		brief(field("field.runTime", true, func(_ *pageOf, s *task.Subtask) string { return opt(s.RunTime) }), ""),
		brief(field("field.executor", false, func(_ *pageOf, s *task.Subtask) string { return s.Executor }), ""),
		field("field.timeout", true, func(b *pageOf, s *task.Subtask) string { return b.timeout(s) }),
		field("field.parallelIdx", true, func(_ *pageOf, s *task.Subtask) string { return opt(s.ParallelIdx) }),
		{key: "field.id", num: true, sort: permalink.ByID, value: func(b *pageOf, i int) string { return b.task.Subtasks[i].ID.String() }},
		field("field.seriesId", true, func(_ *pageOf, s *task.Subtask) string { return opt(s.SeriesID) }),
		field("field.upstreams", false, func(_ *pageOf, s *task.Subtask) string { return idList(s.Upstreams) }),
		field("field.downstreams", false, func(_ *pageOf, s *task.Subtask) string { return idList(s.Downstreams) }),
		field("field.nodeType", false, func(_ *pageOf, s *task.Subtask) string { return s.NodeType }),
		field("field.prohibitRollback", false, func(b *pageOf, s *task.Subtask) string { return b.rollback(s.ProhibitRollback) }),
		field("field.createTime", false, func(b *pageOf, s *task.Subtask) string { return date(b, s.Created) }),
		field("field.description", false, func(_ *pageOf, s *task.Subtask) string { return s.Description }),
		field("field.extra", false, func(_ *pageOf, s *task.Subtask) string { return extra(s.Extra) }),
	}
}

func (b *pageOf) table(rows []int, set columnSet) *Table {
	cols := slices.Insert(columns(), 1, b.usualColumns()...)
	if set == briefColumns {
		cols = slices.DeleteFunc(cols, func(c column) bool { return !c.brief })
	}
	t := &Table{Whole: set, Caption: b.text.N("table.caption", len(rows)), Rows: make([]TableRow, len(rows))}
	t.Columns = append(t.Columns, b.head(column{key: "field.state", sort: permalink.ByState}), b.head(column{key: "field.name", sort: permalink.ByName}))
	for _, c := range cols {
		t.Columns = append(t.Columns, b.head(c))
	}
	for at, i := range rows {
		s, state := &b.task.Subtasks[i], b.Analysis.States[i]
		r := TableRow{
			ID: s.ID, Class: "s-" + state.String(), Mark: strings.TrimSpace(b.mark(i)), State: b.text.State(state), URL: b.link(s.ID),
			Name: name(s), Current: s.ID == b.URL.Subtask, Cells: make([]string, len(cols)),
		}
		if state == task.Unknown {
			r.State += ": " + string(s.Status)
		}
		for k, c := range cols {
			r.Cells[k] = c.value(b, i)
		}
		t.Rows[at] = r
	}
	return t
}

func (b *pageOf) head(c column) ColumnHead {
	h := ColumnHead{Name: b.text.T(c.key), Num: c.num}
	if c.sort == "" {
		return h
	}
	h.SortURL = b.URL.SortBy(c.sort).Query()
	if key, reverse := b.URL.Sort.Key(); key == c.sort {
		h.Order = "ascending"
		if falls := c.sort == permalink.ByDuration || c.sort == permalink.ByWait; falls != reverse {
			h.Order = "descending"
		}
	}
	return h
}

// overviewTable is the whole table where that is short, else what one would
// look for: what went wrong or is under way, then the longest.
func (b *pageOf) overviewTable() *Table {
	if len(b.rows) <= overviewTable {
		return b.table(b.rows, briefColumns)
	}
	rows := slices.Clone(b.rows)
	states, spans := b.Analysis.States, b.Analysis.Spans
	weight := func(i int) int {
		switch s := states[i]; {
		case b.dimmed[i]:
			return 4
		case s.Bad() || s == task.Unknown:
			return 0
		case s.Active():
			return 1
		case s == task.Skipped || spans[i].Retried:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(rows, func(i, j int) int {
		return cmp.Or(cmp.Compare(weight(i), weight(j)), cmp.Compare(spans[j].RunMS, spans[i].RunMS))
	})
	t := b.table(rows[:overviewRows], briefColumns)
	t.Caption = b.text.N("table.caption_first", overviewRows, "Of", b.text.Count(len(rows)))
	for k := range t.Columns { // it has an order of its own
		t.Columns[k].SortURL, t.Columns[k].Order = "", ""
	}
	t.More, t.MoreURL = len(rows)-overviewRows, b.URL.Show(permalink.Subtasks).Query()
	return t
}

// overviewRows is how many rows the overview of a large task shows.
const overviewRows = 20

// shownIDs is how many ids a cell lists; the panel lists them all.
const shownIDs = 8

func idList(ids []task.SubtaskID) string {
	var s strings.Builder
	for k, id := range ids {
		if k == shownIDs {
			s.WriteString(" +" + itoa(int64(len(ids)-k)))
			break
		}
		if k > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(id.String())
	}
	return s.String()
}

func extra(fields []task.Field) string {
	parts := make([]string, len(fields))
	for k, f := range fields {
		parts[k] = f.Name + "=" + f.JSON
	}
	return strings.Join(parts, " ")
}

func opt(n task.Opt[int64]) string {
	if !n.OK {
		return ""
	}
	return itoa(n.V)
}

func date(b *pageOf, i task.Instant) string {
	if !i.Set {
		return ""
	}
	return b.clock.Date(i)
}

// timeout is per attempt; 0 arms no timer.
func (b *pageOf) timeout(s *task.Subtask) string {
	switch {
	case !s.TimeoutS.OK:
		return ""
	case s.TimeoutS.V <= 0:
		return b.text.T("task.timeout_none")
	}
	return b.text.N("task.seconds", int(s.TimeoutS.V))
}
