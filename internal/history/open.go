package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Config is what Open needs.
type Config struct {
	Path   string           // of the database file; any characters. Made if it is not there, its directory is not
	Now    func() time.Time // required
	Logger *slog.Logger     // nil logs nothing

	// BusyTimeout is how long to wait for another process that holds the
	// file. 0 means 5 s.
	BusyTimeout time.Duration

	// Observe is told of each use of the file that ended: read or write, and
	// why it failed; nil tells nobody.
	Observe func(write bool, failed Reason, took time.Duration)
}

// Store is an open history, or what one reader may see of it: see For.
type Store struct {
	*core
	viewer *Viewer // nil sees everything
}

// core is what all views of one history share.
type core struct {
	path    string
	now     func() time.Time
	log     *slog.Logger
	writer  *sql.DB // one connection: writers queue here, not in SQLite
	readers *sql.DB
	busy    time.Duration
	observe func(write bool, failed Reason, took time.Duration)
	pack    *packer

	migrating sync.Mutex
	migrated  atomic.Bool
}

// turn is how long the writer waits at a time for another process.
const turn = 100 * time.Millisecond

// Open opens the history at cfg.Path, and makes or migrates it. Where the file
// cannot be written for now (read-only, locked, disk full) Open succeeds: what
// is there can be read, and Record and Check say ErrNotRecorded until it can be
// written again. A file that is no history or a newer one (ErrNewerSchema),
// and a path where nothing can be made, are errors.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Path == "" || cfg.Now == nil {
		return nil, errors.New("open history: Path and Now are required")
	}
	path, err := filepath.Abs(cfg.Path) // a later chdir must not move it
	if err != nil {
		return nil, fmt.Errorf("open history %s: %w", cfg.Path, err)
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if cfg.BusyTimeout <= 0 {
		cfg.BusyTimeout = 5 * time.Second
	}
	if cfg.Observe == nil {
		cfg.Observe = func(bool, Reason, time.Duration) {}
	}
	s := &Store{core: &core{path: path, now: cfg.Now, log: cfg.Logger, busy: cfg.BusyTimeout, observe: cfg.Observe}}
	if s.pack, err = newPacker(); err != nil {
		return nil, fmt.Errorf("open history %s: %w", path, err)
	}
	if s.writer, err = openPool(writerDSN(path, min(cfg.BusyTimeout, turn)), 1); err != nil {
		return nil, errors.Join(fmt.Errorf("open history %s: %w", path, err), s.Close())
	}
	if s.readers, err = openPool(readerDSN(path, cfg.BusyTimeout, false), readerConns()); err != nil {
		return nil, errors.Join(fmt.Errorf("open history %s: %w", path, err), s.Close())
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// start migrates, or finds out whether the file can at least be read.
func (s *Store) start(ctx context.Context) error {
	op := "open history " + s.path
	err := wrap(ctx, op, true, s.migrate(ctx))
	if err == nil {
		return nil
	}
	var failed *Error
	if !errors.As(err, &failed) || !passing(failed.Reason) {
		return err
	}
	_, readErr := s.version(ctx)
	if r := reasonOf(readErr); (r == ReasonOpen || r == ReasonReadOnly) && alone(s.path) {
		// In a directory that cannot be written SQLite cannot make the shared
		// memory that WAL needs. With no log beside it nobody has the file
		// open, so it can be read as one that does not change.
		pool, err := openPool(readerDSN(s.path, s.busy, true), readerConns())
		if err != nil {
			return wrap(ctx, op, false, err)
		}
		old := s.readers
		s.readers = pool
		if err := old.Close(); err != nil {
			return wrap(ctx, op, false, err)
		}
		_, readErr = s.version(ctx)
	}
	if errors.Is(readErr, ErrNewerSchema) {
		return wrap(ctx, op, false, readErr)
	}
	switch r := reasonOf(readErr); {
	case readErr == nil, r == ReasonLocked:
		s.log.Warn("the history can only be read", "path", s.path, "reason", string(failed.Reason), "err", err)
		return nil
	case failed.Reason == ReasonFull:
		s.log.Warn("the history is empty and cannot be made", "path", s.path, "err", err)
		return nil
	}
	return err
}

// passing says whether a failure to write may go away by itself, or leaves the
// file readable.
func passing(r Reason) bool {
	switch r {
	case ReasonFull, ReasonReadOnly, ReasonLocked, ReasonOpen, ReasonIO:
		return true
	}
	return false
}

// alone says whether the file has no log beside it: with one, it is only half
// of the truth, or another process has it open.
func alone(path string) bool {
	if fi, err := os.Stat(path); err != nil || !fi.Mode().IsRegular() {
		return false
	}
	_, err := os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist)
}

// Close waits for running calls and closes the file.
func (s *Store) Close() error {
	var errs []error
	// Readers first: the last connection to close folds the log into the file,
	// and that has to be one that may write.
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	s.pack.close()
	return errors.Join(errs...)
}
