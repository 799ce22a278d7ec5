package history

import (
	"context"
	"database/sql"
	"slices"
	"strings"
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
	switch {
	case f.none:
		return nil, nil
	case f.id != 0:
		return positions(ctx, tx, byID(f, sc))
	case f.viewer != nil:
		return findGranted(ctx, tx, f, sc)
	}
	return findAny(ctx, tx, f, sc)
}

// findGranted is findTasks for a reader who sees some tasks only.
func findGranted(ctx context.Context, tx *sql.Tx, f *filter, sc *scope) ([]position, error) {
	all, err := positions(ctx, tx, granted(f, sc, grantLimit))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if collected := all[0].key; collected > grantLimit {
		return findAny(ctx, tx, f, sc)
	}
	return all[1:], nil
}

func findAny(ctx context.Context, tx *sql.Tx, f *filter, sc *scope) ([]position, error) {
	lead, rest := f.leader()
	switch {
	case lead == nil:
		return positions(ctx, tx, walk(f, f.all, sc))
	case lead.tasks <= gatherLimit:
		return positions(ctx, tx, gather(f, lead, rest, sc))
	case len(lead.terms) <= mergeLimit:
		return positions(ctx, tx, merge(f, lead, rest, sc))
	case lead.tasks <= gatherMost:
		return positions(ctx, tx, gather(f, lead, rest, sc))
	}
	last := *lead
	last.set = len(rest) > 0 && lead.tasks <= collectMost
	return positions(ctx, tx, walk(f, append(slices.Clone(rest), last), sc))
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
	c.and(f.onTask(f.all))
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
	return checked(f, cond{`SELECT m.at_ms, m.task FROM json_each(?) k CROSS JOIN mention m ON m.term = k.value` +
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
	return checked(f, cond{q.sql + sc.order("1", "2"), append(q.args, -1)}, rest, sc.limit)
}

// checked takes the first tasks of an ordered query that fulfil the conditions,
// each once: it may mention two of the terms.
// The query has a limit of its own, if only -1: then SQLite keeps its order, and
// reads no further than it has to.
func checked(f *filter, q cond, rest []oneOf, limit int) cond {
	c, beside := f.visible, ""
	if c.sql != "" {
		beside = ` CROSS JOIN task t ON t.key = m.task`
	}
	for i := range rest {
		c.and(rest[i].on(mentionAt, mentionKey, mentionID))
	}
	return cond{`SELECT DISTINCT m.at_ms, m.task FROM (` + q.sql + `) m` + beside + c.where() + ` LIMIT ?`, append(append(q.args, c.args...), limit)}
}

// granted collects up to limit+1 tasks of the reader's grants; the key of its
// first row is how many those were. With limit+1 there may be more, and the
// other rows mean nothing.
func granted(f *filter, sc *scope, limit int) cond {
	var ids []string
	var q cond
	for _, id := range f.viewer.Identities {
		ids = append(ids, `SELECT a.source, a.task_id FROM access_grant a INDEXED BY access_grant_fresh
			WHERE a.source = ? AND a.user_name = ? AND a.granted_ms > ?`)
		q.args = append(q.args, id.Source, id.User, f.viewer.SinceMS)
	}
	if len(ids) == 0 {
		ids = []string{"SELECT '', 0 WHERE 0"}
	}
	var c cond
	c.add("t.newest > 0")
	c.and(f.within(sc, taskAt, taskKey))
	c.and(f.onTask(f.all))
	q.sql = `WITH m (source, task_id) AS MATERIALIZED (` + strings.Join(ids, " UNION ") + ` LIMIT ?)
		SELECT 0, count(*) FROM m UNION ALL
		SELECT at_ms, key FROM (SELECT t.at_ms, t.key FROM m CROSS JOIN task t INDEXED BY task_identity
			ON t.task_id = m.task_id AND t.source = m.source` + c.where() + sc.order(taskAt, taskKey) + `)`
	q.args = append(append(append(q.args, limit+1), c.args...), sc.limit)
	return q
}

func walk(f *filter, all []oneOf, sc *scope) cond {
	var c cond
	c.add("t.newest > 0")
	c.and(f.within(sc, taskAt, taskKey))
	c.and(f.onTask(all))
	return cond{`SELECT t.at_ms, t.key FROM task t INDEXED BY task_time` + c.where() + sc.order(taskAt, taskKey),
		append(c.args, sc.limit)}
}
