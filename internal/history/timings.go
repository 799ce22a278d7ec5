package history

import (
	"context"
	"database/sql"
	"encoding/binary"
	"hash/fnv"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// MaxTimings is how many other runs a baseline is made of at most: the latest.
// What was usual before the last hundred runs is not what is usual, and this bounds
// what a page costs.
const MaxTimings = 100

// TimingsQuery asks for what is known of the other runs of a task.
type TimingsQuery struct {
	Source, Name string  // exactly; both are needed
	Except       task.ID // the task itself; 0 leaves out none
}

// Timings are those of the newest snapshot of each other task of the name, the
// latest start first, at most MaxTimings. One that has no clean run has none.
func (s *Store) Timings(ctx context.Context, q TimingsQuery) ([]baseline.Past, error) {
	var all []baseline.Past
	err := s.read(ctx, "timings of "+q.Name, func(tx *sql.Tx) error {
		return q.each(ctx, tx, timingsColumns, s.visibleRun(), func(row *sql.Rows) error {
			var b []byte
			var whole sql.NullInt64
			err := row.Scan(&b, &whole)
			all = append(all, baseline.Past{Timings: b, MakespanMS: task.Opt[int64]{V: whole.Int64, OK: whole.Valid}})
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

const timingsColumns = `timings, CASE WHEN state = 'succeeded' THEN makespan_ms END`

// TimingsStamp changes when Timings does: it names which snapshots these are
// of, without reading them.
func (s *Store) TimingsStamp(ctx context.Context, q TimingsQuery) (uint64, error) {
	h := fnv.New64a()
	err := s.read(ctx, "stamp of the timings of "+q.Name, func(tx *sql.Tx) error {
		return q.each(ctx, tx, "snapshot", s.visibleRun(), func(row *sql.Rows) error {
			var snapshot int64
			err := row.Scan(&snapshot)
			h.Write(binary.BigEndian.AppendUint64(nil, uint64(snapshot))) // never fails
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	return h.Sum64(), nil
}

func (q *TimingsQuery) each(ctx context.Context, tx *sql.Tx, column string, visible cond, scan func(*sql.Rows) error) error {
	c := q.sql(column, visible)
	return each(ctx, tx, c.sql, c.args, scan)
}

func (q *TimingsQuery) sql(column string, visible cond) cond {
	var c cond
	c.add("source = ? AND name = ?", q.Source, q.Name)
	c.add("task <> coalesce((SELECT key FROM task WHERE task_id = ? AND source = ?), 0)", int64(q.Except), q.Source)
	c.and(visible)
	return cond{`SELECT ` + column + ` FROM run INDEXED BY run_time` + c.where() + ` ORDER BY at_ms DESC, task DESC LIMIT ?`,
		append(c.args, MaxTimings)}
}
