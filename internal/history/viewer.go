package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"taskscope/internal/task"
)

// Identity is a name under which a reader may have been granted tasks: an
// account of a source. The same name at another source is somebody else.
type Identity struct{ Source, User string }

// Viewer is a reader who sees no more of the history than what was granted to
// one of the identities, and later than SinceMS (UTC ms).
type Viewer struct {
	Identities []Identity
	SinceMS    int64
}

// For is the history as one reader may see it: every method that reads tasks
// leaves out what v was not granted, as if it were not there. It shares
// everything else with s, and is not to be closed.
//
// A Store that was not made by For shows everything. TestEveryReadIsScoped
// fails for a method that has not been held against this.
func (s *Store) For(v Viewer) *Store { return &Store{core: s.core, viewer: &v} }

// visible is the condition that the reader may see task t; an empty one where
// everything may be seen.
func (s *Store) visible() cond {
	if s.viewer == nil {
		return cond{}
	}
	c := cond{sql: "0"}
	for _, id := range s.viewer.Identities {
		c.sql += ` OR t.source = ? AND EXISTS (SELECT 1 FROM access_grant a
			WHERE a.source = ? AND a.user_name = ? AND a.task_id = t.task_id AND a.granted_ms > ?)`
		c.args = append(c.args, id.Source, id.Source, id.User, s.viewer.SinceMS)
	}
	c.sql = "(" + c.sql + ")"
	return c
}

// Grant notes that the source has shown the task to the identity at that
// moment (UTC ms). Grants go forward only.
func (s *Store) Grant(ctx context.Context, id Identity, of task.ID, atMS int64) error {
	if id.Source == "" || id.User == "" || of < 1 {
		return fmt.Errorf("grant %s to %q: a grant needs a source, a user and a task id", task.Ref{Source: id.Source, Task: of}, id.User)
	}
	return s.write(ctx, "grant "+task.Ref{Source: id.Source, Task: of}.String(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO access_grant (source, user_name, task_id, granted_ms) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET granted_ms = max(granted_ms, excluded.granted_ms)`,
			id.Source, id.User, int64(of), atMS)
		return err
	})
}

// Revoke forgets that the task was ever granted to the identity.
func (s *Store) Revoke(ctx context.Context, id Identity, of task.ID) error {
	return s.write(ctx, "revoke "+task.Ref{Source: id.Source, Task: of}.String(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM access_grant WHERE source = ? AND user_name = ? AND task_id = ?`,
			id.Source, id.User, int64(of))
		return err
	})
}

// Granted is when the task was last granted to the identity (UTC ms), absent
// for never.
func (s *Store) Granted(ctx context.Context, id Identity, of task.ID) (task.Opt[int64], error) {
	var at task.Opt[int64]
	err := s.read(ctx, "grant of "+task.Ref{Source: id.Source, Task: of}.String(), func(tx *sql.Tx) error {
		err := first(ctx, tx, grantQuery, id.Source, id.User, int64(of)).Scan(&at.V)
		at.OK = err == nil
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return at, err
}

const grantQuery = `SELECT granted_ms FROM access_grant WHERE source = ? AND user_name = ? AND task_id = ?`

// PruneGrants forgets grants from before a moment (UTC ms) and says how many.
func (s *Store) PruneGrants(ctx context.Context, beforeMS int64) (int64, error) {
	var n int64
	err := s.write(ctx, "prune grants", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, pruneQuery, beforeMS)
		if err != nil {
			return err
		}
		n, err = done.RowsAffected()
		return err
	})
	return n, err
}

const pruneQuery = `DELETE FROM access_grant INDEXED BY access_grant_age WHERE granted_ms < ?`
