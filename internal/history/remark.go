package history

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"taskscope/internal/task"
)

const keysQuery = `
	SELECT s.key, s.task FROM task t CROSS JOIN snapshot s ON s.task = t.key
	WHERE t.task_id = ? AND t.source = ? AND s.number = ?`

// snapshotKeys are the keys of a snapshot and of its task; 0 when there is none
// that the reader may see.
func (s *Store) snapshotKeys(ctx context.Context, tx *sql.Tx, ref task.Ref) (key, taskKey int64, err error) {
	q := cond{keysQuery, []any{int64(ref.Task), ref.Source, ref.Snapshot}}
	q.and(s.visible())
	err = first(ctx, tx, q.sql, q.args...).Scan(&key, &taskKey)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	return key, taskKey, err
}

// noteOf is the note on a snapshot, the zero one when there never was any.
func noteOf(ctx context.Context, tx *sql.Tx, key int64) (task.Note, error) {
	var n task.Note
	err := first(ctx, tx, `SELECT version, title, text, author, written_ms FROM note WHERE snapshot = ?`, key).
		Scan(&n.Version, &n.Title, &n.Text, &n.Author, &n.MS)
	if errors.Is(err, sql.ErrNoRows) {
		return task.Note{}, nil
	}
	return n, err
}

// setNote writes a note as it is, and lets it be found.
func setNote(ctx context.Context, tx *sql.Tx, ref task.Ref, key, taskKey int64, n task.Note) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO note (snapshot, task, number, version, title, text, author, written_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (snapshot) DO UPDATE SET version = excluded.version, title = excluded.title, text = excluded.text,
			author = excluded.author, written_ms = excluded.written_ms`,
		key, taskKey, ref.Snapshot, n.Version, n.Title, n.Text, n.Author, n.MS)
	if err != nil {
		return err
	}
	t := noteTerm(key)
	id, err := termID(ctx, tx, t)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM gram WHERE docid = ?`, id); err != nil {
		return err
	}
	if err := putGrams(ctx, tx, id, fold(n.Title+"\n"+n.Text)); err != nil {
		return err
	}
	if err := said(ctx, tx, t, taskKey, !n.Empty()); err != nil {
		return err
	}
	if err := saidIf(ctx, tx, term{kind: kindNoted}, taskKey, notedQuery); err != nil || !n.Empty() {
		return err
	}
	return sweepTerms(ctx, tx)
}

// setPin writes a pin as it is; nil takes it away.
func setPin(ctx context.Context, tx *sql.Tx, ref task.Ref, key, taskKey int64, pin *task.Pin) error {
	var err error
	if pin == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM pin WHERE snapshot = ?`, key)
	} else {
		_, err = tx.ExecContext(ctx, `
			INSERT INTO pin (snapshot, task, number, author, pinned_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (snapshot) DO NOTHING`,
			key, taskKey, ref.Snapshot, pin.Author, pin.MS)
	}
	if err != nil {
		return err
	}
	return saidIf(ctx, tx, term{kind: kindPinned}, taskKey, pinnedQuery)
}

const (
	notedQuery  = `SELECT EXISTS (SELECT 1 FROM note WHERE task = ? AND (title <> '' OR text <> ''))`
	pinnedQuery = `SELECT EXISTS (SELECT 1 FROM pin WHERE task = ?)`
)

// noteTerm is the term of the note on a snapshot.
func noteTerm(snapshotKey int64) term { return term{kindNote, strconv.FormatInt(snapshotKey, 10)} }

// said makes a task mention a term, or no longer.
func said(ctx context.Context, tx *sql.Tx, t term, taskKey int64, is bool) error {
	id, err := termID(ctx, tx, t)
	if err != nil {
		return err
	}
	if !is {
		return unmention(ctx, tx, id, taskKey)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO mention (term, at_ms, task) SELECT ?, at_ms, key FROM task WHERE key = ? ON CONFLICT DO NOTHING`, id, taskKey)
	return err
}

// saidIf is said where a query about the task says so.
func saidIf(ctx context.Context, tx *sql.Tx, t term, taskKey int64, query string) error {
	var is bool
	if err := first(ctx, tx, query, taskKey).Scan(&is); err != nil {
		return err
	}
	return said(ctx, tx, t, taskKey, is)
}
