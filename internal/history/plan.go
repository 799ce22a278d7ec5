package history

import (
	"strings"

	"taskscope/internal/task"
)

// Which tasks are on a page is found in one of five ways, and which one is
// decided here, not by SQLite: it has no figures of the data, and would follow
// the time index row by row for a word that nothing has.
//
//	by id     the id is given: at most one task per source
//	by state  only states are asked: the first of each state's index, merged
//	gather    the subjects asked for have few tasks: collect them, then sort
//	walk      else: follow time, look at each task's subject, stop when full
//
//	granted   a reader who sees some tasks only: collect those, then sort
//
// Gather is bounded by gatherLimit; walk stops early when much matches, and is
// bounded by one pass over an index that has all it needs.

// gatherLimit is up to how many tasks are collected and sorted.
//
// With N tasks of which M match, a walk looks at about 50 × N / M before a page
// is full, gather at M: at 200,000 tasks they cost the same near 2,000.
const gatherLimit = 2000

// grantLimit is up to how many tasks that a reader was granted are collected.
// Who was granted more than that sees so much that the other ways, which then
// look at the grant of each task, soon have a full page.
const grantLimit = 5000

// cond is a condition in SQL with its values.
type cond struct {
	sql  string
	args []any
}

func (c *cond) add(sql string, args ...any) {
	if c.sql != "" {
		c.sql += " AND "
	}
	c.sql += sql
	c.args = append(c.args, args...)
}

func (c *cond) and(o cond) {
	if o.sql != "" {
		c.add(o.sql, o.args...)
	}
}

// where is the condition as a clause; none is an empty one.
func (c cond) where() string {
	if c.sql == "" {
		return ""
	}
	return " WHERE " + c.sql
}

// filter is a Query as conditions on a subject u and on a task t.
type filter struct {
	newest  bool
	id      task.ID
	subject cond
	task    cond // except its time and states
	time    cond
	states  []any // of string
	viewer  *Viewer
	visible cond // to the viewer
}

func newFilter(q *Query) filter {
	f := filter{newest: q.Newest, id: q.ID}
	if q.Source != "" {
		f.subject.add("u.source = ?", q.Source)
	}
	for _, c := range []struct{ column, value string }{
		{"u.name", q.Name}, {"u.cluster", q.Cluster}, {"u.tenant", q.Tenant}, {"u.creator", q.Creator},
	} {
		if v := strings.TrimSpace(c.value); v != "" {
			f.subject.add(c.column+" = ? COLLATE NOCASE", v)
		}
	}
	for _, w := range words(q.Text) {
		if isNumber(w) {
			// Few names have a number in them, so which do is found out once.
			f.task.add("(instr(t.task_id, ?) > 0 OR t.subject IN (SELECT id FROM subject WHERE instr(text, ?) > 0))", w, w)
		} else {
			f.subject.add("instr(u.text, ?) > 0", w)
		}
	}
	if q.FromMS.OK {
		f.time.add("t.at_ms >= ?", q.FromMS.V)
	}
	if q.ToMS.OK {
		f.time.add("t.at_ms < ?", q.ToMS.V)
	}
	for _, st := range q.States {
		f.states = append(f.states, st.String())
	}
	return f
}

// onTask are the conditions on a task that need its row: all but the time, and
// that one of its snapshots that count is in one of the states.
func (f *filter) onTask() cond {
	c := f.task
	c.and(f.visible)
	switch {
	case len(f.states) == 0:
	case f.newest:
		c.add("t.state IN ("+marks(len(f.states))+")", f.states...)
	default:
		var any cond
		for _, st := range f.states {
			any.sql += " OR instr(t.states, ?) > 0"
			any.args = append(any.args, " "+st.(string)+" ")
		}
		c.add("("+strings.TrimPrefix(any.sql, " OR ")+")", any.args...)
	}
	return c
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
