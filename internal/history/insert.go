package history

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// place is where in its task a snapshot goes.
type place struct {
	number  int
	newest  bool
	seenMS  int64
	lastNow task.Instant
}

// insert adds a snapshot to task t, which may not be there yet.
func (s *Store) insert(ctx context.Context, tx *sql.Tx, t taskRow, e *Entry, fingerprint [sha256.Size]byte) (Recorded, error) {
	at := place{number: t.last + 1, seenMS: e.ReceivedMS, lastNow: e.Response.Envelope.Timestamp,
		// Only an import can be a look back: a fetched answer is the newest even
		// if another OCP server's clock, or a corrected one, is behind.
		newest: t.newest == 0 || e.Origin != task.OriginImport || asOf(e) >= t.newestAsOfMS}
	if _, err := s.put(ctx, tx, t, e, fingerprint, at); err != nil {
		return Recorded{}, err
	}
	return Recorded{Ref: task.Ref{Snapshot: at.number}, New: true, Newest: at.newest, Origin: e.Origin,
		RecordedMS: e.ReceivedMS, SeenMS: at.seenMS, LastNow: at.lastNow}, nil
}

// put writes a snapshot in its place and returns its key.
func (s *Store) put(ctx context.Context, tx *sql.Tx, t taskRow, e *Entry, fingerprint [sha256.Size]byte, at place) (int64, error) {
	about := subjectOf(e.Source, &e.Response.Task)
	aboutID, err := subjectID(ctx, tx, about)
	if err != nil {
		return 0, err
	}
	if t, err = putTask(ctx, tx, t, e, aboutID, at); err != nil {
		return 0, err
	}
	terms := termsOf(about, e.Response.Task.State(), executorsOf(&e.Response.Task), at.newest)
	if err := mentions(ctx, tx, t.key, t.atMS, terms, at.newest); err != nil {
		return 0, err
	}
	key, err := putSnapshot(ctx, tx, t.key, aboutID, e, fingerprint, at)
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO body (snapshot, codec, size, data) VALUES (?, ?, ?, ?)`,
		key, codecZstd, len(e.Body), s.pack.pack(e.Body))
	if err == nil && at.newest {
		err = putRun(ctx, tx, t.key, key, baseline.TimingsOf(&e.Response.Task))
	}
	return key, err
}

// putTask makes or updates the row of the task, and returns it.
func putTask(ctx context.Context, tx *sql.Tx, t taskRow, e *Entry, about int64, at place) (taskRow, error) {
	st := e.Response.Task.State()
	t.last = max(t.last, at.number)
	if from := started(&e.Response.Task); t.key == 0 || at.newest && from.Set {
		t.atMS = from.Or(task.At(e.ReceivedMS, 0)).MS
	}
	switch {
	case t.key == 0:
		res, err := tx.ExecContext(ctx, `
			INSERT INTO task (source, task_id, last, newest, subject, state, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			e.Source, int64(e.Response.Task.ID), t.last, at.number, about, st.String(), t.atMS)
		if err != nil {
			return t, err
		}
		t.key, err = res.LastInsertId()
		return t, err
	case !at.newest:
		_, err := tx.ExecContext(ctx, `UPDATE task SET last = ? WHERE key = ?`, t.last, t.key)
		return t, err
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE task SET last = ?, newest = ?, subject = ?, state = ?, at_ms = ? WHERE key = ?`,
		t.last, at.number, about, st.String(), t.atMS, t.key)
	return t, err
}

func putSnapshot(ctx context.Context, tx *sql.Tx, taskKey, about int64, e *Entry,
	fingerprint [sha256.Size]byte, at place) (int64, error) {
	t := &e.Response.Task
	done, of, _ := t.Progress()
	from, to := started(t), ended(t)
	start, end, last := nullable(from), nullable(to), nullable(at.lastNow)
	span := makespan(from, to)
	res, err := tx.ExecContext(ctx, `
		INSERT INTO snapshot (task, number, subject, origin, fingerprint, recorded_ms, seen_ms,
			last_now_ms, last_now_offset, as_of_ms, state, raw_status, done, of,
			started_ms, started_offset, ended_ms, ended_offset, makespan_ms)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		taskKey, at.number, about, string(e.Origin), fingerprint[:], e.ReceivedMS, at.seenMS,
		last.ms, last.offset, asOf(e), t.State().String(), string(t.Status), done, of,
		start.ms, start.offset, end.ms, end.offset, sql.NullInt64{Int64: span.V, Valid: span.OK})
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// subjectID finds or makes the row of a subject.
func subjectID(ctx context.Context, tx *sql.Tx, s subject) (int64, error) {
	var id int64
	err := first(ctx, tx, `
		SELECT id FROM subject WHERE source = ? AND name = ? AND cluster = ? AND tenant = ? AND creator = ?`,
		s.source, s.name, s.cluster, s.tenant, s.creator).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	res, err := tx.ExecContext(ctx, `
		INSERT INTO subject (source, name, cluster, tenant, creator) VALUES (?, ?, ?, ?, ?)`,
		s.source, s.name, s.cluster, s.tenant, s.creator)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}
