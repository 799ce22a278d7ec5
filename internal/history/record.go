package history

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"taskscope/internal/task"
)

// Entry is a response to be recorded.
type Entry struct {
	Source     string // of the task: the name of a source
	Origin     task.Origin
	Body       []byte        // exactly as received
	Response   task.Response // the same, decoded
	ReceivedMS int64         // UTC; 0 means now
}

// Recorded is where a response is in the history. Together with the response
// and the body it makes the task.Snapshot that a page is drawn from.
type Recorded struct {
	Ref        task.Ref // with source and number
	New        bool     // false: the task's state was already there, and was only seen again
	Newest     bool     // false: an imported response older than what history has
	Origin     task.Origin
	RecordedMS int64
	SeenMS     int64
	LastNow    task.Instant
}

// Record keeps a response. When the newest snapshot of the task already has the
// same state, it only notes when that was last seen; an imported response is
// compared with all snapshots of the task, so that importing a file twice does
// nothing. A failure of the database is ErrNotRecorded.
func (s *Store) Record(ctx context.Context, e Entry) (Recorded, error) {
	ref := task.Ref{Source: e.Source, Task: e.Response.Task.ID}
	if !task.ValidSource(e.Source) || ref.Task < 1 || len(e.Body) == 0 || e.Origin == "" {
		return Recorded{}, fmt.Errorf("record %s: an entry needs a source, a task id, an origin and a body", ref)
	}
	if e.ReceivedMS == 0 {
		e.ReceivedMS = s.now().UnixMilli()
	}
	fingerprint := e.Response.Task.Fingerprint()
	var rec Recorded
	err := s.write(ctx, "record "+ref.String(), func(tx *sql.Tx) (err error) {
		rec, err = s.record(ctx, tx, &e, fingerprint)
		return err
	})
	if err != nil {
		return Recorded{}, err
	}
	return rec, nil
}

func (s *Store) record(ctx context.Context, tx *sql.Tx, e *Entry, fingerprint [sha256.Size]byte) (Recorded, error) {
	id := e.Response.Task.ID
	t, err := findTask(ctx, tx, e.Source, id)
	if err != nil {
		return Recorded{}, err
	}
	same, err := findSame(ctx, tx, t, e.Origin, fingerprint)
	if err != nil {
		return Recorded{}, err
	}
	var rec Recorded
	if same.key != 0 {
		rec, err = touch(ctx, tx, same, e)
		rec.Newest = rec.Ref.Snapshot == t.newest
	} else {
		rec, err = s.insert(ctx, tx, t, e, fingerprint)
	}
	rec.Ref.Source, rec.Ref.Task = e.Source, id
	return rec, err
}

// taskRow is a row of table task; key is 0 when there is none.
type taskRow struct {
	key          int64
	last, newest int
	atMS         int64
	newestAsOfMS int64 // the latest moment its newest snapshot is known to hold for
}

const taskQuery = `
	SELECT t.key, t.last, t.newest, t.at_ms,
		coalesce(max(s.as_of_ms, coalesce(s.last_now_ms, s.as_of_ms)), 0)
	FROM task t LEFT JOIN snapshot s ON s.task = t.key AND s.number = t.newest
	WHERE t.task_id = ? AND t.source = ?`

func findTask(ctx context.Context, tx *sql.Tx, source string, id task.ID) (taskRow, error) {
	var t taskRow
	err := first(ctx, tx, taskQuery, int64(id), source).
		Scan(&t.key, &t.last, &t.newest, &t.atMS, &t.newestAsOfMS)
	if errors.Is(err, sql.ErrNoRows) {
		return taskRow{}, nil
	}
	return t, err
}

// snapshotRow is what an existing snapshot is touched by; key is 0 for none.
type snapshotRow struct {
	key int64
	Recorded
}

const sameQuery = `
	SELECT key, number, origin, recorded_ms, seen_ms, last_now_ms, last_now_offset
	FROM snapshot
	WHERE task = ? AND number BETWEEN ? AND ? AND fingerprint = ?
	ORDER BY number DESC LIMIT 1`

func findSame(ctx context.Context, tx *sql.Tx, t taskRow, origin task.Origin, fingerprint [sha256.Size]byte) (snapshotRow, error) {
	if t.key == 0 {
		return snapshotRow{}, nil
	}
	from, to := t.newest, t.newest
	if origin == task.OriginImport {
		from, to = 1, t.last
	}
	var row snapshotRow
	var last nullInstant
	err := first(ctx, tx, sameQuery, t.key, from, to, fingerprint[:]).
		Scan(&row.key, &row.Ref.Snapshot, &row.Origin, &row.RecordedMS, &row.SeenMS, &last.ms, &last.offset)
	if errors.Is(err, sql.ErrNoRows) {
		return snapshotRow{}, nil
	}
	row.LastNow = last.instant()
	return row, err
}

// touch notes that the snapshot's state was received once more. Answers may
// arrive out of order, so neither clock goes back.
func touch(ctx context.Context, tx *sql.Tx, row snapshotRow, e *Entry) (Recorded, error) {
	rec := row.Recorded
	rec.SeenMS = max(rec.SeenMS, e.ReceivedMS)
	if now := e.Response.Envelope.Timestamp; now.Set && !now.Before(rec.LastNow) {
		rec.LastNow = now
	}
	last := nullable(rec.LastNow)
	_, err := tx.ExecContext(ctx, `UPDATE snapshot SET seen_ms = ?, last_now_ms = ?, last_now_offset = ? WHERE key = ?`,
		rec.SeenMS, last.ms, last.offset, row.key)
	return rec, err
}
