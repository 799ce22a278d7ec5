package history

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// insert adds a snapshot to task t, which may not be there yet.
func (s *Store) insert(ctx context.Context, tx *sql.Tx, t taskRow, e *Entry, fingerprint [sha256.Size]byte) (Recorded, error) {
	about, err := subjectID(ctx, tx, subjectOf(e.Source, &e.Response.Task))
	if err != nil {
		return Recorded{}, err
	}
	asOfMS := asOf(e, e.ReceivedMS)
	// Only an import can be a look back: a fetched answer is the newest even
	// if another OCP server's clock, or a corrected one, is behind.
	newest := t.key == 0 || e.Origin != task.OriginImport || asOfMS >= t.newestAsOfMS
	number := t.last + 1
	if t.key, err = putTask(ctx, tx, t, e, about, number, newest); err != nil {
		return Recorded{}, err
	}
	key, err := putSnapshot(ctx, tx, t.key, number, about, e, fingerprint, asOfMS)
	if err != nil {
		return Recorded{}, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO body (snapshot, codec, size, data) VALUES (?, ?, ?, ?)`,
		key, codecZstd, len(e.Body), s.pack.pack(e.Body))
	if err == nil && newest {
		err = putRun(ctx, tx, t.key, key, baseline.TimingsOf(&e.Response.Task))
	}
	return Recorded{Ref: task.Ref{Snapshot: number}, New: true, Newest: newest, Origin: e.Origin,
		RecordedMS: e.ReceivedMS, SeenMS: e.ReceivedMS, LastNow: e.Response.Envelope.Timestamp}, err
}

// putTask makes or updates the row of the task and returns its key.
func putTask(ctx context.Context, tx *sql.Tx, t taskRow, e *Entry, about int64, number int, newest bool) (int64, error) {
	st := e.Response.Task.State()
	states := withState(t.states, st)
	atMS := started(&e.Response.Task).Or(task.At(e.ReceivedMS, 0)).MS
	switch {
	case t.key == 0:
		res, err := tx.ExecContext(ctx, `
			INSERT INTO task (source, task_id, last, newest, subject, state, states, at_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			e.Source, int64(e.Response.Task.ID), number, number, about, st.String(), states, atMS)
		if err != nil {
			return 0, err
		}
		return res.LastInsertId()
	case !newest:
		_, err := tx.ExecContext(ctx, `UPDATE task SET last = ?, states = ? WHERE key = ?`, number, states, t.key)
		return t.key, err
	}
	if !started(&e.Response.Task).Set {
		atMS = t.atMS
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE task SET last = ?, newest = ?, subject = ?, state = ?, states = ?, at_ms = ? WHERE key = ?`,
		number, number, about, st.String(), states, atMS, t.key)
	return t.key, err
}

func putSnapshot(ctx context.Context, tx *sql.Tx, taskKey int64, number int, about int64, e *Entry,
	fingerprint [sha256.Size]byte, asOfMS int64) (int64, error) {
	t := &e.Response.Task
	done, of, _ := t.Progress()
	from, to := started(t), ended(t)
	start, end, last := nullable(from), nullable(to), nullable(e.Response.Envelope.Timestamp)
	span := makespan(from, to)
	res, err := tx.ExecContext(ctx, `
		INSERT INTO snapshot (task, number, subject, origin, fingerprint, recorded_ms, seen_ms,
			last_now_ms, last_now_offset, as_of_ms, state, raw_status, done, of,
			started_ms, started_offset, ended_ms, ended_offset, makespan_ms)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		taskKey, number, about, string(e.Origin), fingerprint[:], e.ReceivedMS, e.ReceivedMS,
		last.ms, last.offset, asOfMS, t.State().String(), string(t.Status), done, of,
		start.ms, start.offset, end.ms, end.offset, sql.NullInt64{Int64: span.V, Valid: span.OK})
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// subjectID finds or makes the row of a subject.
func subjectID(ctx context.Context, tx *sql.Tx, s subject) (int64, error) {
	var id int64
	err := tx.QueryRowContext(ctx, `
		SELECT id FROM subject WHERE source = ? AND name = ? AND cluster = ? AND tenant = ? AND creator = ?`,
		s.source, s.name, s.cluster, s.tenant, s.creator).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	res, err := tx.ExecContext(ctx, `
		INSERT INTO subject (source, name, cluster, tenant, creator, text) VALUES (?, ?, ?, ?, ?, ?)`,
		s.source, s.name, s.cluster, s.tenant, s.creator, s.text())
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}
