package history

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

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
	var lines []line
	err := s.read(ctx, "list snapshots", func(tx *sql.Tx) error {
		f, err := newFilter(ctx, tx, &q)
		f.viewer, f.visible = s.viewer, s.visible()
		if err == nil {
			lines, err = page(ctx, tx, &f, sc, q.limit()+1) // one more tells whether it goes on
		}
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
		for chunk := range slices.Chunk(tasks, linesChunk) {
			got, err := linesOf(ctx, tx, f, chunk, sc.back, start, n-len(lines))
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
	keys := make([]int64, len(tasks))
	for i, t := range tasks {
		keys[i] = t.key
	}
	lines := make([]line, 0, len(tasks))
	err := each(ctx, tx, newestQuery, []any{array(keys)}, func(row *sql.Rows) error {
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

// linesChunk is of how many tasks lines are read at once: one by one would be
// most of the time of a page, and of all at once most might not be shown.
const linesChunk = 12

// linesOf gives up to n lines of some tasks: their snapshots on the right side
// of start, if that is within one of them.
func linesOf(ctx context.Context, tx *sql.Tx, f *filter, tasks []position, back bool, start *position, n int) ([]line, error) {
	op, dir := "<", " DESC"
	if back {
		op, dir = ">", " ASC"
	}
	keys := make([]int64, len(tasks))
	atMS := map[int64]int64{}
	c := cond{args: []any{""}}
	for i, t := range tasks {
		keys[i], atMS[t.key] = t.key, t.atMS
		if start != nil && start.key == t.key && start.atMS == t.atMS {
			c.add("(s.task <> ? OR s.number "+op+" ?)", t.key, start.number)
		}
	}
	c.args[0] = array(keys)
	c.and(f.snapshot)
	var lines []line
	err := each(ctx, tx, linesQuery(c, dir), append(c.args, n), func(row *sql.Rows) error {
		var key int64
		m, err := scanSummary(row, &key)
		lines = append(lines, line{position{atMS[key], key, m.Ref.Snapshot}, m})
		return err
	})
	return lines, err
}

// linesQuery chooses the snapshots first: what a line shows beside is read for
// those alone.
func linesQuery(c cond, dir string) string {
	return `WITH chosen (place, task, number) AS MATERIALIZED (
		SELECT k.key, s.task, s.number
		FROM json_each(?) k CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = k.value` + c.where() + `
		ORDER BY k.key, s.number` + dir + ` LIMIT ?)
	SELECT ` + summaryColumns + `, t.key
	FROM chosen c CROSS JOIN task t ON t.key = c.task
	CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = c.task AND s.number = c.number` + beside + `
	ORDER BY c.place, c.number` + dir
}

// summaryOf has a snapshot's own note and pin, newestQuery those of the task's
// snapshots that were noted and pinned last.
const summaryOf = `SELECT ` + summaryColumns + `
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key` + beside

// beside is what a snapshot s of a task t has beside its row.
const beside = `
	CROSS JOIN subject u ON u.id = s.subject
	LEFT JOIN note n ON n.task = t.key AND n.number = s.number
	LEFT JOIN pin p ON p.task = t.key AND p.number = s.number`

const newestQuery = `SELECT ` + summaryColumns + `
	FROM json_each(?) k CROSS JOIN task t ON t.key = k.value
	CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key AND s.number = t.newest
	CROSS JOIN subject u ON u.id = s.subject
	LEFT JOIN note n ON n.task = t.key
		AND n.number = (SELECT max(number) FROM note WHERE task = t.key AND (title <> '' OR text <> ''))
	LEFT JOIN pin p ON p.task = t.key AND p.number = (SELECT max(number) FROM pin WHERE task = t.key)
	ORDER BY k.key`
