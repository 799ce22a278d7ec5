package history

import (
	"context"
	"database/sql"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// backfillPortion is how many tasks are read and written at a time, so that
// whoever records meanwhile waits for a moment and no longer.
const backfillPortion = 20

// Backfill makes the runs (baseline, trend, what to compare with) of tasks that
// history had before it kept them: of each it decodes the newest body once. It
// returns when none is left, with how many it made. It is meant to run beside
// everything else; what it has not come to yet is missing from baselines and
// trends, nothing more. A body that cannot be decoded gives a run without
// timings, and is not tried again.
func (s *Store) Backfill(ctx context.Context, decode func([]byte) (task.Response, error)) (int, error) {
	done := 0
	for after := int64(0); ; {
		portion, last, err := s.withoutRun(ctx, after)
		if err != nil || last == 0 {
			return done, err
		}
		after = last
		for k := range portion {
			p := &portion[k]
			body, err := s.pack.unpack(p.codec, p.size, p.data)
			var r task.Response
			if err == nil {
				r, err = decode(body)
			}
			if err != nil {
				s.log.WarnContext(ctx, "a run without timings", "task", p.task, "snapshot", p.snapshot, "err", err)
			} else {
				p.timings = baseline.TimingsOf(&r.Task)
			}
		}
		if err := ctx.Err(); err != nil {
			return done, err
		}
		n, err := s.putRuns(ctx, portion)
		if done += n; err != nil {
			return done, err
		}
	}
}

// oldTask is the newest snapshot of a task that has no run.
type oldTask struct {
	task, snapshot int64
	codec          string
	size           int64
	data           []byte
	timings        baseline.Timings
}

// withoutRun gives some tasks without a run, and the last key it looked at: 0
// when there are no more.
func (s *Store) withoutRun(ctx context.Context, after int64) (portion []oldTask, last int64, err error) {
	err = s.read(ctx, "tasks without a run", func(tx *sql.Tx) error {
		return each(ctx, tx, withoutRunQuery, []any{after, backfillPortion}, func(row *sql.Rows) error {
			var t oldTask
			err := row.Scan(&t.task, &t.snapshot, &t.codec, &t.size, &t.data)
			portion, last = append(portion, t), t.task
			return err
		})
	})
	return portion, last, err
}

const withoutRunQuery = `
	SELECT t.key, s.key, b.codec, b.size, b.data
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key AND s.number = t.newest
	CROSS JOIN body b ON b.snapshot = s.key
	WHERE t.key > ? AND NOT EXISTS (SELECT 1 FROM run r WHERE r.task = t.key)
	ORDER BY t.key LIMIT ?`

// putRuns writes the runs of a portion, except of tasks that were recorded anew
// meanwhile: those have theirs.
func (s *Store) putRuns(ctx context.Context, portion []oldTask) (int, error) {
	n := 0
	err := s.write(ctx, "make runs", func(tx *sql.Tx) error {
		for k := range portion {
			p := &portion[k]
			var there int
			if err := first(ctx, tx, `SELECT count(*) FROM run WHERE task = ?`, p.task).Scan(&there); err != nil {
				return err
			}
			if there > 0 {
				continue
			}
			if err := putRun(ctx, tx, p.task, p.snapshot, p.timings); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}
