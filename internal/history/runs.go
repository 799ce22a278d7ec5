package history

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"taskscope/internal/task"
)

// Snapshots are the snapshots of one task, highest number first, at most limit
// of them (0 means MaxLimit, which is also the most). A task that history does
// not have gives none; what lies further back is on the pages of List.
func (s *Store) Snapshots(ctx context.Context, source string, id task.ID, limit int) ([]task.Summary, error) {
	if limit <= 0 || limit > MaxLimit {
		limit = MaxLimit
	}
	var lines []line
	err := s.read(ctx, "snapshots of "+task.Ref{Source: source, Task: id}.String(), func(tx *sql.Tx) error {
		q := cond{"t.task_id = ? AND t.source = ?", []any{int64(id), source}}
		q.and(s.visible())
		var l line
		scan := newSummaryRow(&l.key)
		err := each(ctx, tx, summaryOf+q.where()+` ORDER BY s.number DESC LIMIT ?`, append(q.args, limit), func(row *sql.Rows) (err error) {
			l.Summary, err = scan.read(row)
			lines = append(lines, l)
			return err
		})
		if err != nil {
			return err
		}
		return countSnapshots(ctx, tx, lines)
	})
	if err != nil {
		return nil, err
	}
	return summaries(lines), nil
}

// Latest is the highest number that a snapshot of ref's task has, 0 when history
// does not have the task. The source has to be spelt out; a number is not looked
// at.
func (s *Store) Latest(ctx context.Context, ref task.Ref) (int, error) {
	number := 0
	err := s.read(ctx, "latest snapshot of "+ref.Newest().String(), func(tx *sql.Tx) error {
		q := cond{latestNumber, []any{int64(ref.Task), ref.Source}}
		q.and(s.visible())
		return each(ctx, tx, q.sql+latestFirst, q.args, func(row *sql.Rows) error { return row.Scan(&number) })
	})
	return number, err
}

const (
	latestNumber = `
	SELECT s.number FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key
	WHERE t.task_id = ? AND t.source = ?`
	latestFirst = ` ORDER BY s.number DESC LIMIT 1`
)

// RunsQuery asks for the other runs of a task.
type RunsQuery struct {
	Source, Name    string  // exactly
	Cluster, Tenant string  // exactly; "" is a task that has none
	Except          task.ID // the task itself; 0 leaves out none
	Limit           int     // 0 means DefaultLimit; at most MaxLimit
}

// Runs gives other tasks of the same name and source, the newest snapshot of
// each: first those of the same cluster and tenant, then the others, newest
// start first within both.
func (s *Store) Runs(ctx context.Context, q RunsQuery) ([]task.Summary, error) {
	limit := (&Query{Limit: q.Limit}).limit()
	var lines []line
	err := s.read(ctx, "runs of "+q.Name, func(tx *sql.Tx) error {
		self, err := findTask(ctx, tx, q.Source, q.Except)
		if err != nil {
			return err
		}
		found, err := positions(ctx, tx, q.here(self.key, s.visibleRun(), limit))
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(a, b position) int { return cmp.Or(cmp.Compare(b.atMS, a.atMS), cmp.Compare(b.key, a.key)) })
		found = found[:min(len(found), limit)]
		if left := limit - len(found); left > 0 {
			others, err := positions(ctx, tx, q.elsewhere(self.key, s.visibleRun(), left))
			if err != nil {
				return err
			}
			found = append(found, others...)
		}
		lines, err = newestLines(ctx, tx, found)
		return err
	})
	if err != nil {
		return nil, err
	}
	return summaries(lines), nil
}

// here is the query of the latest runs on the cluster and tenant in each state,
// which the index has in order. They are not sorted by it: SQLite would make a
// table for each state, of 86 KB and for nothing.
func (q *RunsQuery) here(self int64, visible cond, limit int) cond {
	c := cond{sql: "source = ? AND name = ? AND cluster = ? AND tenant = ? AND state = ? AND task <> ?"}
	c.and(visible)
	one := `SELECT at_ms, task FROM (SELECT at_ms, task FROM run INDEXED BY run_place` + c.where() + ` ORDER BY at_ms DESC, task DESC LIMIT ?)`
	states := task.TaskStates()
	args := make([]any, 0, len(states)*(7+len(visible.args)))
	for _, st := range states {
		args = append(args, q.Source, q.Name, q.Cluster, q.Tenant, st.String(), self)
		args = append(append(args, visible.args...), limit)
	}
	return cond{one + strings.Repeat(" UNION ALL "+one, len(states)-1), args}
}

// elsewhere is the query of the latest on other clusters and tenants.
func (q *RunsQuery) elsewhere(self int64, visible cond, limit int) cond {
	var c cond
	c.add("source = ? AND name = ? AND NOT (cluster = ? AND tenant = ?) AND task <> ?", q.Source, q.Name, q.Cluster, q.Tenant, self)
	c.and(visible)
	return cond{`SELECT at_ms, task FROM run INDEXED BY run_time` + c.where() + ` ORDER BY at_ms DESC, task DESC LIMIT ?`, append(c.args, limit)}
}
