package history

import (
	"context"
	"database/sql"
)

// scope is which part of the list is asked for: limit tasks, in order, from a
// position on.
type scope struct {
	from      *position // nil: from the end of the list that back says
	inclusive bool      // with the task at from
	back      bool      // towards newer ones
	limit     int
}

// bound is the condition that the task of these columns is in the scope.
func (sc *scope) bound(at, key string) cond {
	var c cond
	if sc.from != nil {
		op := "<"
		if sc.back {
			op = ">"
		}
		if sc.inclusive {
			op += "="
		}
		c.add("("+at+", "+key+") "+op+" (?, ?)", sc.from.atMS, sc.from.key)
	}
	return c
}

func (sc *scope) order(at, key string) string {
	dir := " DESC"
	if sc.back {
		dir = " ASC"
	}
	return " ORDER BY " + at + dir + ", " + key + dir + " LIMIT ?"
}

// within is the scope together with the filter's time.
func (f *filter) within(sc *scope, at, key string) cond {
	c := sc.bound(at, key)
	if f.fromMS.OK {
		c.add(at+" >= ?", f.fromMS.V)
	}
	if f.toMS.OK {
		c.add(at+" < ?", f.toMS.V)
	}
	return c
}

// findTasks gives the tasks of the scope that f lets through, in the order of
// the scope.
func findTasks(ctx context.Context, tx *sql.Tx, f *filter, sc *scope) ([]position, error) {
	lead, rest := f.leader()
	switch {
	case f.none:
		return nil, nil
	case f.id != 0:
		return positions(ctx, tx, byID(f, sc))
	case lead == nil:
		return positions(ctx, tx, walk(f, f.all, sc))
	case lead.tasks <= gatherLimit:
		return positions(ctx, tx, gather(f, lead, rest, sc))
	case len(lead.terms) <= mergeLimit:
		return positions(ctx, tx, merge(f, lead, rest, sc))
	case lead.tasks <= gatherMost:
		return positions(ctx, tx, gather(f, lead, rest, sc))
	}
	lead.set = len(rest) > 0 && lead.tasks <= collectMost
	return positions(ctx, tx, walk(f, append(rest, *lead), sc))
}

// positions runs one of the queries below, which are written as a cond. The
// positions have no snapshot number yet.
func positions(ctx context.Context, tx *sql.Tx, q cond) ([]position, error) {
	var all []position
	err := each(ctx, tx, q.sql, q.args, func(row *sql.Rows) error {
		var p position
		err := row.Scan(&p.atMS, &p.key)
		all = append(all, p)
		return err
	})
	return all, err
}

// columns of a task t and of a mention m.
const (
	taskAt, taskKey, taskID          = "t.at_ms", "t.key", "t.task_id"
	mentionAt, mentionKey, mentionID = "m.at_ms", "m.task", "(SELECT task_id FROM task WHERE key = m.task)"
)

func byID(f *filter, sc *scope) cond {
	var c cond
	c.add("t.task_id = ? AND t.newest > 0", int64(f.id))
	c.and(f.within(sc, taskAt, taskKey))
	for i := range f.all {
		c.and(f.all[i].on(taskAt, taskKey, taskID))
	}
	return cond{`SELECT t.at_ms, t.key FROM task t INDEXED BY task_identity` + c.where() + sc.order(taskAt, taskKey),
		append(c.args, sc.limit)}
}

// gather collects the tasks that mention one of the terms, then looks at them
// in order.
func gather(f *filter, lead *oneOf, rest []oneOf, sc *scope) cond {
	c := cond{args: []any{array(lead.terms)}}
	c.and(f.within(sc, mentionAt, mentionKey))
	all := *sc
	all.limit = -1
	return checked(cond{`SELECT m.at_ms, m.task FROM json_each(?) k CROSS JOIN mention m ON m.term = k.value` +
		c.where() + all.order(mentionAt, mentionKey), append(c.args, all.limit)}, rest, sc.limit)
}

// merge reads the mentions of all terms side by side, in order.
func merge(f *filter, lead *oneOf, rest []oneOf, sc *scope) cond {
	var q cond
	for i, id := range lead.terms {
		var c cond
		c.add("m.term = ?", id)
		c.and(f.within(sc, mentionAt, mentionKey))
		if i > 0 {
			q.sql += " UNION ALL " // which SQLite merges as a tree, UNION as a chain
		}
		q.sql += `SELECT m.at_ms, m.task FROM mention m` + c.where()
		q.args = append(q.args, c.args...)
	}
	return checked(cond{q.sql + sc.order("1", "2"), append(q.args, -1)}, rest, sc.limit)
}

// checked takes the first tasks of an ordered query that fulfil the conditions,
// each once: it may mention two of the terms.
// The query has a limit of its own, if only -1: then SQLite keeps its order, and
// reads no further than it has to.
func checked(q cond, rest []oneOf, limit int) cond {
	var c cond
	for i := range rest {
		c.and(rest[i].on(mentionAt, mentionKey, mentionID))
	}
	return cond{`SELECT DISTINCT m.at_ms, m.task FROM (` + q.sql + `) m` + c.where() + ` LIMIT ?`, append(append(q.args, c.args...), limit)}
}

func walk(f *filter, all []oneOf, sc *scope) cond {
	var c cond
	c.add("t.newest > 0")
	c.and(f.within(sc, taskAt, taskKey))
	for i := range all {
		c.and(all[i].on(taskAt, taskKey, taskID))
	}
	return cond{`SELECT t.at_ms, t.key FROM task t INDEXED BY task_time` + c.where() + sc.order(taskAt, taskKey),
		append(c.args, sc.limit)}
}
