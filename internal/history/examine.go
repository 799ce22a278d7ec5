package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Examined is what there is to say of a file before anybody uses it.
type Examined struct {
	Path    string // absolute
	Missing bool   // Open would make it; Write says whether it can

	Version, Newest int    // of the schema: in the file, and of this program
	Damage          string // the first thing that SQLite's quick_check found; "" is none
	Bytes           int64  // on disk, with the log
	Snapshots       int64
	Free            uint64 // bytes on the disk for this user
	FreeKnown       bool

	Read  error // an *Error: why it could not be read; then what it would have told is zero
	Write error // an *Error: why nothing could be written to it now
}

// Examine looks at the history at path and leaves it as it is: it makes no
// file, migrates nothing and keeps nothing that it wrote as a trial. Another
// process may have the file open meanwhile; patience is how long to wait for one
// that holds it. The quick_check reads the whole file, some 500 MB a second.
func Examine(ctx context.Context, path string, patience time.Duration) (Examined, error) {
	steps, err := steps()
	if err != nil {
		return Examined{}, err
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return Examined{}, fmt.Errorf("examine the history %s: %w", path, err)
	}
	e := Examined{Path: path, Newest: len(steps)}
	e.Free, e.FreeKnown = freeSpace(filepath.Dir(path))
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		e.Missing, e.Write = true, canMake(filepath.Dir(path))
		return e, nil
	}
	e.Bytes, _ = sizeOnDisk(path) // that it cannot be looked at, reading tells better
	op := "examine " + path
	// The connection that may write is the last one to close: it folds the log
	// into the file, where nobody else has it open.
	e.Write = wrap(ctx, op, true, e.tryWrite(ctx, patience, func() {
		e.Read = wrap(ctx, op, false, e.read(ctx, patience))
	}))
	return e, nil
}

// tryWrite takes the write lock, writes what Check writes, and takes it back.
func (e *Examined) tryWrite(ctx context.Context, patience time.Duration, meanwhile func()) error {
	db, err := openPool(fmt.Sprintf("%s?mode=rw&_busy_timeout=%d&_txlock=immediate", fileURI(e.Path), patience.Milliseconds()), 1)
	if err != nil {
		return err
	}
	defer db.Close()
	meanwhile()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer rollback(tx)
	if e.Version == 0 || e.Damage != "" {
		return nil // there is no probe to write to, or no telling what else that would touch
	}
	_, err = tx.ExecContext(ctx, `UPDATE probe SET filler = zeroblob(65536) WHERE id = 1`)
	return err
}

// read finds out what the file has.
func (e *Examined) read(ctx context.Context, patience time.Duration) error {
	db, err := openPool(readerDSN(e.Path, patience, false), 1)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	_, err = userVersion(ctx, db)
	if r := reasonOf(err); (r == ReasonOpen || r == ReasonReadOnly) && alone(e.Path) {
		// As in Open: a directory that cannot be written has no place for WAL's memory.
		_ = db.Close()
		if db, err = openPool(readerDSN(e.Path, patience, true), 1); err != nil {
			return err
		}
	}
	if e.Version, err = userVersion(ctx, db); err != nil {
		return err
	}
	if e.Damage, err = quickCheck(ctx, db); err == nil && e.Version > 0 && e.Damage == "" {
		err = db.QueryRowContext(ctx, `SELECT count(*) FROM snapshot`).Scan(&e.Snapshots)
	}
	if reasonOf(err) == ReasonCorrupt { // the check itself may stumble
		e.Damage, err = err.Error(), nil
	}
	return err
}

// quickCheck is "" for a file that is sound, else the first thing that is not.
func quickCheck(ctx context.Context, db *sql.DB) (string, error) {
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said); err != nil {
		return "", err
	}
	if said == "ok" {
		return "", nil
	}
	return said, nil
}

// canMake says why no file can be made in a directory, by making one.
func canMake(dir string) error {
	f, err := os.CreateTemp(dir, ".taskscope-examine-*")
	if err != nil {
		return &Error{Op: "make a file in " + dir, Reason: ReasonOpen, Write: true, Err: err}
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// sizeOnDisk is what the file and its log take.
func sizeOnDisk(path string) (int64, error) {
	var sum int64
	for _, name := range []string{path, path + "-wal"} {
		fi, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		sum += fi.Size()
	}
	return sum, nil
}
