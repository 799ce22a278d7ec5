package history

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"taskscope/internal/task"
)

// What a Trail goes back at most: further than any task is polled with a change
// at each look, and no more than can be decoded while a reader waits.
const (
	TrailLimit = 500      // snapshots
	TrailBytes = 64 << 20 // of their bodies
)

// Mark is a snapshot's place in the course of its task.
type Mark struct {
	Ref   task.Ref
	NowMS int64 // the moment it shows: task.Snapshot.Now, UTC ms
	// LastMS is the server's clock when the same state was last received, not
	// before NowMS.
	LastMS int64
	Bytes  int64 // of the body
}

// Trail are the snapshots of ref's task that came before ref's own number (all
// of them, where it has none), in order of the moments they show: what an
// imported response tells may be older than what was there before it. Of more
// than TrailLimit, or of bodies that come to more than TrailBytes, those with
// the highest numbers. Their bodies are read by Load. The source has to be
// spelt out; a task that history does not have has no trail.
func (s *Store) Trail(ctx context.Context, ref task.Ref) ([]Mark, error) {
	var trail []Mark
	var sum int64
	err := s.read(ctx, "trail of "+ref.String(), func(tx *sql.Tx) error {
		q := cond{trailQuery, []any{int64(ref.Task), ref.Source, ref.Snapshot}}
		q.and(s.visible())
		return each(ctx, tx, q.sql+trailOrder, append(q.args, TrailLimit), func(row *sql.Rows) error {
			m := Mark{Ref: ref}
			err := row.Scan(&m.Ref.Snapshot, &m.NowMS, &m.LastMS, &m.Bytes)
			if sum += m.Bytes; sum <= TrailBytes {
				trail = append(trail, m)
			}
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(trail, byMoment)
	return trail, nil
}

// Moments are the snapshots of ref's task up to ref's own number (all of them,
// where it has none), in order of the moments they show, without what their
// bodies take: at most TrailLimit, those with the highest numbers; cut says that
// there are more.
func (s *Store) Moments(ctx context.Context, ref task.Ref) (moments []Mark, cut bool, err error) {
	err = s.read(ctx, "moments of "+ref.String(), func(tx *sql.Tx) error {
		q := cond{momentsQuery, []any{int64(ref.Task), ref.Source, ref.Snapshot}}
		q.and(s.visible())
		return each(ctx, tx, q.sql+trailOrder, append(q.args, TrailLimit+1), func(row *sql.Rows) error {
			m := Mark{Ref: ref}
			err := row.Scan(&m.Ref.Snapshot, &m.NowMS, &m.LastMS)
			moments = append(moments, m)
			return err
		})
	})
	if err != nil {
		return nil, false, err
	}
	if cut = len(moments) > TrailLimit; cut {
		moments = moments[:TrailLimit]
	}
	slices.SortFunc(moments, byMoment)
	return moments, cut, nil
}

func byMoment(a, b Mark) int {
	return cmp.Or(cmp.Compare(a.NowMS, b.NowMS), cmp.Compare(a.Ref.Snapshot, b.Ref.Snapshot))
}

const momentsQuery = `
	SELECT s.number, s.as_of_ms, max(s.as_of_ms, coalesce(s.last_now_ms, s.as_of_ms))
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key
	WHERE t.task_id = ?1 AND t.source = ?2 AND s.number <= CASE ?3 WHEN 0 THEN t.last ELSE ?3 END`

const trailQuery = `
	SELECT s.number, s.as_of_ms, max(s.as_of_ms, coalesce(s.last_now_ms, s.as_of_ms)), b.size
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key
	CROSS JOIN body b ON b.snapshot = s.key
	WHERE t.task_id = ?1 AND t.source = ?2 AND s.number < CASE ?3 WHEN 0 THEN t.last + 1 ELSE ?3 END`

const trailOrder = ` ORDER BY s.number DESC LIMIT ?`
