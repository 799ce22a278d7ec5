package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"taskscope/internal/task"
)

// ErrNoteChanged says that somebody else changed the note since it was read.
var ErrNoteChanged = errors.New("the note was changed by somebody else")

// SetNote writes title and text of a snapshot's note, if its version is still
// the one given; else the error is ErrNoteChanged, and what is there now is
// returned. Without a snapshot it is task.ErrNoSnapshot.
func (s *Store) SetNote(ctx context.Context, ref task.Ref, n task.Note) (task.Note, error) {
	if n.TooLong() {
		return task.Note{}, fmt.Errorf("note on %s: longer than %d and %d characters", ref, task.MaxTitle, task.MaxNote)
	}
	var conflict error
	n.MS = s.now().UnixMilli()
	err := s.write(ctx, "note on "+ref.String(), func(tx *sql.Tx) error {
		conflict = nil
		key, taskKey, err := s.snapshotKeys(ctx, tx, ref)
		if err != nil || key == 0 {
			conflict = task.ErrNoSnapshot
			return err
		}
		now, err := noteOf(ctx, tx, key)
		if err != nil {
			return err
		}
		if now.Version != n.Version {
			conflict, n = ErrNoteChanged, now
			return nil
		}
		if now.Title == n.Title && now.Text == n.Text {
			n = now
			return nil
		}
		n.Version++
		return setNote(ctx, tx, ref, key, taskKey, n)
	})
	if err == nil && conflict != nil {
		err = fmt.Errorf("note on %s: %w", ref, conflict)
	}
	return n, err
}

// SetPin pins a snapshot, or takes its pin away. One that is pinned already
// stays as it is.
func (s *Store) SetPin(ctx context.Context, ref task.Ref, pinned bool, author string) error {
	found := false
	err := s.write(ctx, "pin "+ref.String(), func(tx *sql.Tx) error {
		key, taskKey, err := s.snapshotKeys(ctx, tx, ref)
		if found = key != 0; err != nil || !found {
			return err
		}
		var pin *task.Pin
		if pinned {
			pin = &task.Pin{Author: author, MS: s.now().UnixMilli()}
		}
		return setPin(ctx, tx, ref, key, taskKey, pin)
	})
	if err == nil && !found {
		err = fmt.Errorf("pin %s: %w", ref, task.ErrNoSnapshot)
	}
	return err
}

// Remarks are those of all snapshots of a task that have any, highest number
// first. The source has to be spelt out; a number is not looked at.
func (s *Store) Remarks(ctx context.Context, ref task.Ref) ([]task.Remarks, error) {
	var all []task.Remarks
	err := s.read(ctx, "remarks on "+ref.String(), func(tx *sql.Tx) error {
		it := cond{"t.task_id = ? AND t.source = ?", []any{int64(ref.Task), ref.Source}}
		it.and(s.visible())
		return each(ctx, tx, remarksQuery(it), append(it.args, it.args...), func(row *sql.Rows) error {
			r := task.Remarks{Ref: ref}
			var pinAuthor sql.NullString
			var pinMS sql.NullInt64
			err := row.Scan(&r.Ref.Snapshot, &r.Note.Version, &r.Note.Title, &r.Note.Text, &r.Note.Author, &r.Note.MS, &pinAuthor, &pinMS)
			if pinMS.Valid {
				r.Pin = &task.Pin{Author: pinAuthor.String, MS: pinMS.Int64}
			}
			all = append(all, r)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// remarksQuery has the values of it twice: notes, with the pins beside them, and
// pins alone.
func remarksQuery(it cond) string {
	return `
	SELECT n.number, n.version, n.title, n.text, n.author, n.written_ms, p.author, p.pinned_ms
	FROM task t CROSS JOIN note n ON n.task = t.key LEFT JOIN pin p ON p.task = n.task AND p.number = n.number` + it.where() + `
	UNION ALL
	SELECT p.number, 0, '', '', '', 0, p.author, p.pinned_ms
	FROM task t CROSS JOIN pin p ON p.task = t.key` + it.where() + `
		AND NOT EXISTS (SELECT 1 FROM note n WHERE n.task = p.task AND n.number = p.number)
	ORDER BY 1 DESC`
}
