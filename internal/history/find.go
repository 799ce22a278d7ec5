package history

import (
	"context"
	"database/sql"
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

// bound is the condition that a task is in the scope.
func (sc *scope) bound() cond {
	var c cond
	if sc.from != nil {
		op := "<"
		if sc.back {
			op = ">"
		}
		if sc.inclusive {
			op += "="
		}
		c.add("(t.at_ms, t.key) "+op+" (?, ?)", sc.from.atMS, sc.from.key)
	}
	return c
}

func (sc *scope) order(alias string) string {
	dir := " DESC"
	if sc.back {
		dir = " ASC"
	}
	return " ORDER BY " + alias + "at_ms" + dir + ", " + alias + "key" + dir + " LIMIT ?"
}

// foundColumns are all that is asked of a task here: every index has them, so
// no row of the table is read.
const foundColumns = "SELECT t.at_ms, t.key"

// findTasks gives the tasks of the scope that f lets through, in the order of
// the scope.
func findTasks(ctx context.Context, tx *sql.Tx, f *filter, sc *scope) ([]position, error) {
	switch {
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
	switch {
	case f.subject.sql == "" && f.task.sql == "" && f.visible.sql == "" && f.newest && len(f.states) > 0:
		return positions(ctx, tx, byState(f, sc))
	case f.subject.sql == "":
		return positions(ctx, tx, walk(f, sc))
	}
	all, err := positions(ctx, tx, gather(f, sc, gatherLimit))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if collected := all[0].key; collected > gatherLimit {
		return positions(ctx, tx, walk(f, sc))
	}
	return all[1:], nil
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

func byID(f *filter, sc *scope) cond {
	var c cond
	c.add("t.task_id = ?", int64(f.id))
	c.and(f.subject)
	c.and(f.onTask())
	c.and(f.time)
	c.and(sc.bound())
	return cond{foundColumns + ` FROM task t INDEXED BY task_identity CROSS JOIN subject u ON u.id = t.subject` +
		c.where() + sc.order("t."), append(c.args, sc.limit)}
}

func byState(f *filter, sc *scope) cond {
	var q cond
	for i, st := range f.states {
		var c cond
		c.add("t.state = ?", st)
		c.and(f.time)
		c.and(sc.bound())
		if i > 0 {
			q.sql += " UNION " // not ALL: a state asked for twice is one
		}
		q.sql += `SELECT at_ms, key FROM (` + foundColumns + ` FROM task t INDEXED BY task_state` +
			c.where() + sc.order("t.") + `)`
		q.args = append(append(q.args, c.args...), sc.limit)
	}
	return cond{`SELECT at_ms, key FROM (` + q.sql + `)` + sc.order(""), append(q.args, sc.limit)}
}

// gather collects up to limit+1 tasks of the subjects; the key of its first row
// is how many those were. With limit+1 there may be more, and the other rows
// mean nothing.
func gather(f *filter, sc *scope, limit int) cond {
	some := f.subject
	some.and(f.time)
	some.and(sc.bound())
	of, rest := `m t`, f.onTask()
	if rest.sql != "" {
		// Only after the limit: a rare state of a common subject must not be
		// looked for in all of its tasks.
		of = `m CROSS JOIN task t ON t.key = m.key`
	}
	var args []any
	args = append(args, some.args...)
	args = append(args, limit+1)
	args = append(args, rest.args...)
	args = append(args, sc.limit)
	return cond{`WITH m (at_ms, key) AS MATERIALIZED (` + foundColumns +
		` FROM subject u CROSS JOIN task t INDEXED BY task_subject ON t.subject = u.id` + some.where() + ` LIMIT ?)
		SELECT 0, count(*) FROM m UNION ALL
		SELECT at_ms, key FROM (` + foundColumns + ` FROM ` + of + rest.where() + sc.order("t.") + `)`, args}
}

// granted collects up to limit+1 tasks of the reader's grants; rows are as those
// of gather.
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
	c := f.subject
	c.and(f.onTask())
	c.and(f.time)
	c.and(sc.bound())
	q.sql = `WITH m (source, task_id) AS MATERIALIZED (` + strings.Join(ids, " UNION ") + ` LIMIT ?)
		SELECT 0, count(*) FROM m UNION ALL
		SELECT at_ms, key FROM (` + foundColumns + ` FROM m CROSS JOIN task t INDEXED BY task_identity
			ON t.task_id = m.task_id AND t.source = m.source
			CROSS JOIN subject u ON u.id = t.subject` + c.where() + sc.order("t.") + `)`
	q.args = append(append(append(q.args, limit+1), c.args...), sc.limit)
	return q
}

func walk(f *filter, sc *scope) cond {
	c := f.time
	c.and(sc.bound())
	c.and(f.onTask())
	from := ` FROM task t INDEXED BY task_time`
	if f.subject.sql != "" {
		// Looked up row by row, not as a set: where much matches, the page is
		// full before the set would be.
		from += ` CROSS JOIN subject u ON u.id = t.subject`
		c.and(f.subject)
	}
	return cond{foundColumns + from + c.where() + sc.order("t."), append(c.args, sc.limit)}
}
