package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Backup writes a copy of the history, as it is at one moment, to a file that
// is not there yet. Recording goes on meanwhile. The copy has its name only when
// it is whole and on the disk.
func (s *Store) Backup(ctx context.Context, path string) error {
	op := "back up " + s.path
	if s.viewer != nil {
		return errForOne
	}
	if err := s.migrate(ctx); err != nil {
		return wrap(ctx, op, false, err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s to %s: %w", op, path, errors.Join(fs.ErrExist, err))
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) { // of one that was cut short
		return fmt.Errorf("%s: %w", op, err)
	}
	err := s.copyInto(ctx, part)
	if err == nil {
		err = flush(part)
	}
	if err == nil {
		// Link instead of rename: it does not overwrite what came meanwhile.
		err = os.Link(part, path)
	}
	if removed := os.Remove(part); err == nil {
		err = removed
	}
	return wrap(ctx, op, false, err)
}

// copyInto uses a connection of its own: the readers' may write nothing, not
// even to another file.
func (s *Store) copyInto(ctx context.Context, path string) (err error) {
	db, err := openPool(fmt.Sprintf("%s?mode=ro&_busy_timeout=%d", fileURI(s.path), s.busy.Milliseconds()), 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}

// flush brings a file to the disk.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
