package history

import (
	"context"
	"database/sql"
)

// found is a task of a page.
type found struct {
	position // number is that of its newest snapshot
}

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

const foundColumns = "SELECT t.at_ms, t.key, t.newest"

// findTasks gives the tasks of the scope that f lets through, in the order of
// the scope.
func findTasks(ctx context.Context, tx *sql.Tx, f *filter, sc *scope) ([]found, error) {
	query, args, err := planTasks(ctx, tx, f, sc)
	if err != nil || query == "" {
		return nil, err
	}
	var all []found
	err = each(ctx, tx, query, args, func(row *sql.Rows) error {
		var t found
		err := row.Scan(&t.atMS, &t.key, &t.number)
		all = append(all, t)
		return err
	})
	return all, err
}

// planTasks chooses the way; "" means that nothing matches.
func planTasks(ctx context.Context, tx *sql.Tx, f *filter, sc *scope) (query string, args []any, err error) {
	rest := f.task
	rest.and(f.time)
	rest.and(sc.bound())
	switch {
	case f.id != 0:
		query, args = byID(f, sc, rest)
	case f.subject.sql == "" && f.both.sql == "" && f.newest && len(f.states) > 0:
		query, args = byState(f, sc, rest)
	case f.subject.sql == "":
		query, args = walk(f, sc, rest)
	default:
		n, err := countUpTo(ctx, tx, f, sc, gatherLimit+1)
		if err != nil || n == 0 {
			return "", nil, err
		}
		if n <= gatherLimit {
			query, args = gather(f, sc, rest)
		} else {
			query, args = walk(f, sc, rest)
		}
	}
	return query, args, nil
}

// countUpTo counts the tasks of the subjects, in time and scope, up to limit.
func countUpTo(ctx context.Context, tx *sql.Tx, f *filter, sc *scope, limit int) (n int, err error) {
	query, args := counting(f, sc, limit)
	err = tx.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err
}

func counting(f *filter, sc *scope, limit int) (string, []any) {
	c := f.subject
	c.and(f.time)
	if sc.from != nil {
		op := "<="
		if sc.back {
			op = ">="
		}
		c.add("t.at_ms "+op+" ?", sc.from.atMS) // alone it is answered by the index
	}
	return `SELECT count(*) FROM (SELECT 1 FROM subject u CROSS JOIN task t INDEXED BY task_subject ON t.subject = u.id` +
		c.where() + ` LIMIT ?)`, append(c.args, limit)
}

func byID(f *filter, sc *scope, rest cond) (string, []any) {
	var c cond
	c.add("t.task_id = ?", int64(f.id))
	c.and(f.subject)
	c.and(f.both)
	c.and(f.taskStates())
	c.and(rest)
	return foundColumns + ` FROM task t INDEXED BY task_identity CROSS JOIN subject u ON u.id = t.subject` +
		c.where() + sc.order("t."), append(c.args, sc.limit)
}

func byState(f *filter, sc *scope, rest cond) (string, []any) {
	var query string
	var args []any
	for i, st := range f.states {
		var c cond
		c.add("t.state = ?", st)
		c.and(rest)
		if i > 0 {
			query += " UNION " // not ALL: a state asked for twice is one
		}
		query += `SELECT at_ms, key, newest FROM (` + foundColumns + ` FROM task t INDEXED BY task_state` +
			c.where() + sc.order("t.") + `)`
		args = append(append(args, c.args...), sc.limit)
	}
	return `SELECT at_ms, key, newest FROM (` + query + `)` + sc.order(""), append(args, sc.limit)
}

func gather(f *filter, sc *scope, rest cond) (string, []any) {
	c := f.subject
	c.and(f.both)
	c.and(f.taskStates())
	c.and(rest)
	return foundColumns + ` FROM subject u CROSS JOIN task t INDEXED BY task_subject ON t.subject = u.id` +
		c.where() + sc.order("t."), append(c.args, sc.limit)
}

func walk(f *filter, sc *scope, rest cond) (string, []any) {
	c := rest
	c.and(f.taskStates())
	from := ` FROM task t INDEXED BY task_time`
	if f.subject.sql != "" || f.both.sql != "" {
		from += ` CROSS JOIN subject u ON u.id = t.subject`
		c.and(f.subject)
		c.and(f.both)
	}
	return foundColumns + from + c.where() + sc.order("t."), append(c.args, sc.limit)
}
