package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// write runs f in a transaction that holds the write lock. Op says what is
// tried, for the error.
func (s *Store) write(ctx context.Context, op string, f func(*sql.Tx) error) (err error) {
	defer s.observed(true, time.Now(), &err)
	if err := s.migrate(ctx); err != nil {
		return wrap(ctx, op, true, err)
	}
	tx, err := s.begin(ctx)
	if err != nil {
		return wrap(ctx, op, true, err)
	}
	if err := f(tx); err != nil {
		rollback(tx)
		return wrap(ctx, op, true, err)
	}
	return wrap(ctx, op, true, tx.Commit())
}

// observed tells Observe how a use ended that began at start. That a row is not
// there, or that the caller left, is no failure of the file.
func (s *Store) observed(write bool, start time.Time, err *error) {
	var failed *Error
	reason := Reason("")
	if errors.As(*err, &failed) && failed.Reason != ReasonCanceled && !errors.Is(failed, sql.ErrNoRows) {
		reason = failed.Reason
	}
	s.observe(write, reason, time.Since(start))
}

// begin takes the write lock, and waits for it up to the busy timeout. SQLite
// itself does not hear of a cancelled context while it waits, and would keep
// the one connection from the others; so it waits in short turns, and callers
// that wait together also give up together.
func (s *Store) begin(ctx context.Context) (*sql.Tx, error) {
	patience, cancel := context.WithTimeout(context.Background(), s.busy)
	defer cancel()
	for {
		tx, err := s.writer.BeginTx(ctx, nil)
		if err == nil || reasonOf(err) != ReasonLocked || patience.Err() != nil {
			return tx, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
}

// rollback ends tx without a trace. SQLite has already done so by itself when
// the disk is full, and database/sql when the context is done: both say that
// there is no transaction left, which is what was wanted.
func rollback(tx *sql.Tx) { _ = tx.Rollback() }

// read runs f in a transaction that sees one state of the file. A file that
// could not be given its tables yet is an empty history: f is not run.
func (s *Store) read(ctx context.Context, op string, f func(*sql.Tx) error) (err error) {
	defer s.observed(false, time.Now(), &err)
	if !s.migrated.Load() {
		v, err := s.version(ctx)
		if _, gone := os.Stat(s.path); v == 0 && (err == nil || errors.Is(gone, fs.ErrNotExist)) {
			return nil
		}
		if err == nil {
			err = upToDate(v)
		}
		if err != nil {
			return wrap(ctx, op, false, err)
		}
	}
	conn, err := s.readers.Conn(ctx)
	if err != nil {
		return wrap(ctx, op, false, err)
	}
	defer conn.Close() // back to the others; it says no more than that it is there
	// To begin reading waits for nobody, and what could be cancelled the driver
	// runs beside, which takes three times as long. Each query in it is cancelled
	// by itself.
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return wrap(ctx, op, false, err)
	}
	defer rollback(tx)
	return wrap(ctx, op, false, f(tx))
}

// upToDate says whether a file of this version has the tables that are read.
func upToDate(version int) error {
	all, err := steps()
	if err == nil && version < len(all) {
		err = errOlder
	}
	return err
}

// each runs scan for every row of a query.
func each(ctx context.Context, tx *sql.Tx, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, planned(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("read row: %w", err)
		}
	}
	return rows.Err()
}

// first is the first row of a query.
func first(ctx context.Context, tx *sql.Tx, query string, args ...any) *sql.Row {
	return tx.QueryRowContext(ctx, planned(query), args...)
}

// planned is a query whose plan does not depend on what is bound to it: SQLite
// looks at a bare "?" to choose a plan (a limit, an equality with 0 or 1), and
// then prepares the statement anew whenever its bindings are cleared, which the
// driver does after each use. That is most of the time of a small query.
func planned(query string) string { return strings.ReplaceAll(query, "?", "+?") }
