package history

import (
	"context"
	"database/sql"
)

// Check really writes, so that a full disk, a read-only file or a lock is found
// out before somebody's snapshot is lost. It is ErrNotRecorded when it fails.
func (s *Store) Check(ctx context.Context) error {
	return s.write(ctx, "check "+s.path, func(tx *sql.Tx) error {
		// The filler needs new pages, the date changes one: together they find
		// out whether the file can grow by the 64 KB of a snapshot of a few
		// thousand subtasks, and whether it can be written at all.
		for _, q := range []string{
			`SAVEPOINT room`,
			`UPDATE probe SET filler = zeroblob(65536) WHERE id = 1`,
			`ROLLBACK TO room`,
			`RELEASE room`,
		} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE probe SET checked_ms = ? WHERE id = 1`, s.now().UnixMilli())
		return err
	})
}

// Stats says how much the history holds.
type Stats struct {
	Snapshots int64
	Tasks     int64
	Bytes     int64 // on disk, with the log
}

// Stats counts. It takes milliseconds with a million snapshots.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var st Stats
	op := "statistics of " + s.path
	err := s.read(ctx, op, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM snapshot), (SELECT count(*) FROM task WHERE newest > 0)`).
			Scan(&st.Snapshots, &st.Tasks)
	})
	if err != nil {
		return Stats{}, err
	}
	if st.Bytes, err = sizeOnDisk(s.path); err != nil {
		return Stats{}, wrap(ctx, op, false, err)
	}
	return st, nil
}
