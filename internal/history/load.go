package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"taskscope/internal/task"
)

// Load reads a snapshot: the one with ref's number, or the newest for number 0.
// The source has to be spelt out. Everything is filled in but the Response: the
// caller decodes the Body. What is not there is task.ErrNoSnapshot; a body that
// does not come back as it was is an *Error with ReasonCorrupt.
func (s *Store) Load(ctx context.Context, ref task.Ref) (task.Snapshot, error) {
	op := "load " + ref.String()
	snap := task.Snapshot{Ref: ref}
	found := false
	err := s.read(ctx, op, func(tx *sql.Tx) error {
		var codec string
		var size int64
		var data []byte
		var last nullInstant
		q := cond{loadQuery, []any{int64(ref.Task), ref.Source, ref.Snapshot}}
		q.and(s.visible())
		err := first(ctx, tx, q.sql, q.args...).
			Scan(&snap.Ref.Snapshot, &snap.Origin, &snap.RecordedMS, &snap.SeenMS, &last.ms, &last.offset, &codec, &size, &data)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		snap.LastNow = last.instant()
		snap.Body, err = s.pack.unpack(codec, size, data)
		return err
	})
	if err != nil {
		return task.Snapshot{}, err
	}
	if !found {
		return task.Snapshot{}, fmt.Errorf("%s: %w", op, task.ErrNoSnapshot)
	}
	return snap, nil
}

const loadQuery = `
	SELECT s.number, s.origin, s.recorded_ms, s.seen_ms, s.last_now_ms, s.last_now_offset, b.codec, b.size, b.data
	FROM task t
	JOIN snapshot s ON s.task = t.key AND s.number = CASE ?3 WHEN 0 THEN t.newest ELSE ?3 END
	JOIN body b ON b.snapshot = s.key
	WHERE t.task_id = ?1 AND t.source = ?2`

// Sources are the sources in which history has a task of this id, by name.
func (s *Store) Sources(ctx context.Context, id task.ID) ([]string, error) {
	var names []string
	err := s.read(ctx, "sources of "+id.String(), func(tx *sql.Tx) error {
		q := cond{"t.task_id = ? AND t.newest > 0", []any{int64(id)}}
		q.and(s.visible())
		return each(ctx, tx, `SELECT t.source FROM task t`+q.where()+` ORDER BY t.source`, q.args,
			func(row *sql.Rows) error {
				var name string
				err := row.Scan(&name)
				names = append(names, name)
				return err
			})
	})
	if err != nil {
		return nil, err
	}
	return names, nil
}
