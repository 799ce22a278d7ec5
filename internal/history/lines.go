package history

import (
	"context"
	"database/sql"
	"fmt"
)

// newestLines gives the line of the newest snapshot of each task. One query:
// fifty would be most of the time of a page.
func newestLines(ctx context.Context, tx *sql.Tx, tasks []position) ([]line, error) {
	keys := make([]int64, len(tasks))
	for i, t := range tasks {
		keys[i] = t.key
	}
	return linesBy(ctx, tx, newestQuery, keys, tasks)
}

// linesOf gives the lines of some snapshots.
func linesOf(ctx context.Context, tx *sql.Tx, all []chosen) ([]line, error) {
	keys, places := make([]int64, len(all)), make([]position, len(all))
	for i, c := range all {
		keys[i], places[i] = c.snapshot, c.position
	}
	return linesBy(ctx, tx, chosenQuery, keys, places)
}

// linesBy runs a query that gives one line for each key.
func linesBy(ctx context.Context, tx *sql.Tx, query string, keys []int64, places []position) ([]line, error) {
	lines := make([]line, 0, len(keys))
	if len(keys) == 0 {
		return lines, nil
	}
	scan := newSummaryRow()
	err := each(ctx, tx, query, []any{array(keys)}, func(row *sql.Rows) error {
		m, err := scan.read(row)
		if err == nil && len(lines) < len(places) {
			p := places[len(lines)]
			lines = append(lines, line{position{p.atMS, p.key, m.Ref.Snapshot}, m})
		}
		return err
	})
	if err == nil && len(lines) != len(keys) {
		err = fmt.Errorf("%w: %d rows have %d lines", errCorrupt, len(keys), len(lines))
	}
	if err != nil {
		return nil, err
	}
	return lines, countSnapshots(ctx, tx, lines)
}

// countSnapshots fills in how many snapshots each task has. A task that was
// followed for hours has thousands and fills a page: they are counted once.
func countSnapshots(ctx context.Context, tx *sql.Tx, lines []line) error {
	count := map[int64]int{}
	var keys []int64
	for i := range lines {
		if _, ok := count[lines[i].key]; !ok {
			count[lines[i].key] = 0
			keys = append(keys, lines[i].key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	var key int64
	var n int
	err := each(ctx, tx, countQuery, []any{array(keys)}, func(row *sql.Rows) error {
		err := row.Scan(&key, &n)
		count[key] = n
		return err
	})
	for i := range lines {
		lines[i].Snapshots = count[lines[i].key]
	}
	return err
}

const countQuery = `SELECT k.value, (SELECT count(*) FROM snapshot WHERE task = k.value) FROM json_each(?) k ORDER BY k.key`

// chosen is a snapshot that will be a line.
type chosen struct {
	position
	snapshot int64 // its key
}

// chooseFirst is of how many tasks snapshots are chosen at once, and then of
// twice as many each time: one by one would be most of the time of a page, and
// of all at once most might not be shown.
const chooseFirst = 12

// choose gives up to n snapshots in the direction of sc, which names no limit.
func choose(ctx context.Context, tx *sql.Tx, f *filter, sc scope, n int) ([]chosen, error) {
	var all []chosen
	start, most := sc.from, chooseFirst
	sc.inclusive = true // the task at the cursor may have more to show
	for {
		sc.limit = n - len(all) + 1
		tasks, err := findTasks(ctx, tx, f, &sc)
		if err != nil {
			return nil, err
		}
		for rest := tasks; len(rest) > 0; most *= 2 {
			some := rest[:min(most, len(rest))]
			rest = rest[len(some):]
			if all, err = chooseOf(ctx, tx, f, all, some, sc.back, start, n); err != nil || len(all) == n {
				return all, err
			}
		}
		if len(tasks) < sc.limit {
			return all, nil
		}
		// A task whose matching snapshots are all behind the cursor gives no
		// line, so more tasks may be needed than there are lines.
		last := tasks[len(tasks)-1]
		sc.from, sc.inclusive = &last, false
	}
}

// chooseOf adds to all, up to n, the snapshots of some tasks that f lets
// through, those on the right side of start, if that is within one of them.
func chooseOf(ctx context.Context, tx *sql.Tx, f *filter, all []chosen, tasks []position, back bool, start *position, n int) ([]chosen, error) {
	op, dir := "<", " DESC"
	if back {
		op, dir = ">", " ASC"
	}
	keys := make([]int64, len(tasks))
	c := cond{args: []any{""}}
	for i, t := range tasks {
		keys[i] = t.key
		if start != nil && start.key == t.key && start.atMS == t.atMS {
			c.add("(s.task <> ? OR s.number "+op+" ?)", t.key, start.number)
		}
	}
	c.args[0] = array(keys)
	c.and(f.snapshot)
	var place int
	var one chosen
	err := each(ctx, tx, chooseQuery(c, dir), append(c.args, n-len(all)), func(row *sql.Rows) error {
		err := row.Scan(&place, &one.number, &one.snapshot)
		one.atMS, one.key = tasks[place].atMS, tasks[place].key
		all = append(all, one)
		return err
	})
	return all, err
}

// chooseQuery reads no more than the index, unless c is about more: what a line
// shows is read for those alone that are chosen.
func chooseQuery(c cond, dir string) string {
	return `SELECT k.key, s.number, s.key
	FROM json_each(?) k CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = k.value` + c.where() + `
	ORDER BY k.key, s.number` + dir + ` LIMIT ?`
}

// summaryOf, which gives the task's key too, and chosenQuery have a snapshot's
// own note and pin, newestQuery those of the task's snapshots that were noted and
// pinned last.
const (
	summaryOf = `SELECT ` + summaryColumns + `, t.key
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key` + beside

	chosenQuery = `SELECT ` + summaryColumns + `
	FROM json_each(?) k CROSS JOIN snapshot s ON s.key = k.value CROSS JOIN task t ON t.key = s.task` + beside + `
	ORDER BY k.key`

	newestQuery = `SELECT ` + summaryColumns + `
	FROM json_each(?) k CROSS JOIN task t ON t.key = k.value
	CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key AND s.number = t.newest
	CROSS JOIN subject u ON u.id = s.subject
	LEFT JOIN note n ON n.task = t.key
		AND n.number = (SELECT max(number) FROM note WHERE task = t.key AND (title <> '' OR text <> ''))
	LEFT JOIN pin p ON p.task = t.key AND p.number = (SELECT max(number) FROM pin WHERE task = t.key)
	ORDER BY k.key`
)

// beside is what a snapshot s of a task t has beside its row.
const beside = `
	CROSS JOIN subject u ON u.id = s.subject
	LEFT JOIN note n ON n.task = t.key AND n.number = s.number
	LEFT JOIN pin p ON p.task = t.key AND p.number = s.number`
