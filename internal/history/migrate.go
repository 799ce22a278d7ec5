package history

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

// migrations are SQL files named by the version they lead to. They are only
// ever added to: a released one never changes.
//
//go:embed migrations/*.sql
var migrations embed.FS

// steps are the migrations in order: steps()[0] leads from version 0 to 1.
func steps() ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	all := make([]string, len(names))
	for i, name := range names {
		var n int
		if _, err := fmt.Sscanf(name, "migrations/%04d_", &n); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all[i] = string(text)
	}
	return all, nil
}

// migrate brings the file to the newest version in one transaction, once per
// Store. Where the file cannot be written it is tried again by the next write.
func (s *Store) migrate(ctx context.Context) error {
	if s.migrated.Load() {
		return nil
	}
	s.migrating.Lock()
	defer s.migrating.Unlock()
	if s.migrated.Load() {
		return nil
	}
	steps, err := steps()
	if err != nil {
		return err
	}
	var mode string
	if err := s.writer.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("journal mode is %q, want wal: readers and the writer would block each other", mode)
	}
	version, err := userVersion(ctx, s.writer)
	if err != nil {
		return err
	}
	if version == len(steps) {
		// Nothing to do must not need the write lock: another process may
		// hold it, and then what is there can still be read.
		s.migrated.Store(true)
		return nil
	}
	if version > 0 {
		s.log.Info("the history is brought up to date", "path", s.path, "from", version, "to", len(steps))
	}
	if err := s.addFunctions(ctx); err != nil {
		return err
	}
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if err := migrateTx(ctx, tx, steps); err != nil {
		rollback(tx)
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	s.migrated.Store(true)
	return nil
}

func migrateTx(ctx context.Context, tx *sql.Tx, steps []string) error {
	version, err := userVersion(ctx, tx) // again: another process may have been faster
	if err != nil {
		return err
	}
	for ; version < len(steps); version++ {
		if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
			return fmt.Errorf("migrate to version %d: %w", version+1, err)
		}
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1)); err != nil {
			return fmt.Errorf("migrate to version %d: %w", version+1, err)
		}
	}
	return nil
}

// userVersion is the schema's version in the file. A newer one than this
// program knows is ErrNewerSchema.
func userVersion(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) (int, error) {
	steps, err := steps()
	if err != nil {
		return 0, err
	}
	var v int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
		return 0, err
	}
	if v > len(steps) {
		return v, fmt.Errorf("%w: its schema is version %d, this program knows %d", ErrNewerSchema, v, len(steps))
	}
	return v, nil
}

// version is userVersion as a reader sees it.
func (s *Store) version(ctx context.Context) (int, error) { return userVersion(ctx, s.readers) }
