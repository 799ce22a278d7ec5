package history

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"taskscope/internal/task"
)

// List gives one page of the snapshots that q asks for, newest start first.
// Walking by the page's cursors visits each row once, whatever is recorded
// meanwhile; a task whose start changes moves. A bad cursor is ErrBadCursor.
func (s *Store) List(ctx context.Context, q Query) (Page, error) {
	sc := scope{}
	if q.After != "" && q.Before != "" {
		return Page{}, fmt.Errorf("list: after and before at once: %w", ErrBadCursor)
	}
	if text := q.After + q.Before; text != "" {
		p, err := parseCursor(text)
		if err != nil {
			return Page{}, fmt.Errorf("list: %w", err)
		}
		sc.from, sc.back = &p, q.Before != ""
	}
	f := newFilter(&q)
	f.viewer, f.visible = s.viewer, s.visible()
	var lines []line
	err := s.read(ctx, "list snapshots", func(tx *sql.Tx) (err error) {
		lines, err = page(ctx, tx, &f, sc, q.limit()+1) // one more tells whether it goes on
		return err
	})
	if err != nil {
		return Page{}, err
	}
	more := len(lines) > q.limit()
	if more {
		lines = lines[:q.limit()]
	}
	if sc.back {
		slices.Reverse(lines)
	}
	p := Page{Items: make([]task.Summary, len(lines))}
	for i := range lines {
		p.Items[i] = lines[i].Summary
	}
	if len(lines) == 0 {
		return p, nil
	}
	// Behind a cursor there is the row it was made of.
	if sc.from != nil && !sc.back || sc.back && more {
		p.Prev = lines[0].cursor()
	}
	if sc.back || more {
		p.Next = lines[len(lines)-1].cursor()
	}
	return p, nil
}

// line is a row of the list and its place.
type line struct {
	position
	task.Summary
}

// page gives up to n lines in the direction of sc, which names no limit.
func page(ctx context.Context, tx *sql.Tx, f *filter, sc scope, n int) ([]line, error) {
	if f.newest {
		sc.limit = n
		tasks, err := findTasks(ctx, tx, f, &sc)
		if err != nil {
			return nil, err
		}
		return newestLines(ctx, tx, tasks)
	}
	var lines []line
	start := sc.from
	sc.inclusive = true // the task at the cursor may have more to show
	for {
		sc.limit = n - len(lines) + 1
		tasks, err := findTasks(ctx, tx, f, &sc)
		if err != nil {
			return nil, err
		}
		for _, t := range tasks {
			got, err := linesOf(ctx, tx, f, t, sc.back, start, n-len(lines))
			if err != nil {
				return nil, err
			}
			if lines = append(lines, got...); len(lines) == n {
				return lines, nil
			}
		}
		if len(tasks) < sc.limit {
			return lines, nil
		}
		// A task whose matching snapshots are all behind the cursor gives no
		// line, so more tasks may be needed than there are lines.
		last := tasks[len(tasks)-1]
		sc.from, sc.inclusive = &last, false
	}
}

// newestLines gives the line of the newest snapshot of each task. One query:
// fifty would be most of the time of a page.
func newestLines(ctx context.Context, tx *sql.Tx, tasks []position) ([]line, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	keys := []byte{'['}
	for i, t := range tasks {
		if i > 0 {
			keys = append(keys, ',')
		}
		keys = strconv.AppendInt(keys, t.key, 10)
	}
	lines := make([]line, 0, len(tasks))
	err := each(ctx, tx, newestQuery, []any{string(append(keys, ']'))}, func(row *sql.Rows) error {
		m, err := scanSummary(row)
		if err == nil && len(lines) < len(tasks) {
			t := tasks[len(lines)]
			lines = append(lines, line{position{t.atMS, t.key, m.Ref.Snapshot}, m})
		}
		return err
	})
	if err == nil && len(lines) != len(tasks) {
		err = fmt.Errorf("%w: %d tasks have %d newest snapshots", errCorrupt, len(tasks), len(lines))
	}
	return lines, err
}

// linesOf gives up to n lines of one task: its snapshots on the right side of
// start, if that is within the task.
func linesOf(ctx context.Context, tx *sql.Tx, f *filter, t position, back bool, start *position, n int) ([]line, error) {
	op, dir := "<", " DESC"
	if back {
		op, dir = ">", " ASC"
	}
	var c cond
	c.add("t.key = ?", t.key)
	if start != nil && start.key == t.key && start.atMS == t.atMS {
		c.add("s.number "+op+" ?", start.number)
	}
	if len(f.states) > 0 {
		c.add("s.state IN ("+marks(len(f.states))+")", f.states...)
	}
	var lines []line
	err := each(ctx, tx, summaryOf+c.where()+` ORDER BY s.number`+dir+` LIMIT ?`, append(c.args, n), func(row *sql.Rows) error {
		m, err := scanSummary(row)
		lines = append(lines, line{position{t.atMS, t.key, m.Ref.Snapshot}, m})
		return err
	})
	return lines, err
}

const summaryOf = `SELECT ` + summaryColumns + `
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key
	CROSS JOIN subject u ON u.id = s.subject`

const newestQuery = `SELECT ` + summaryColumns + `
	FROM json_each(?) k CROSS JOIN task t ON t.key = k.value
	CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key AND s.number = t.newest
	CROSS JOIN subject u ON u.id = s.subject
	ORDER BY k.key`
