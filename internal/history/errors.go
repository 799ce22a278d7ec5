package history

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

var (
	// ErrNotRecorded is what every failure to write is (errors.Is): the page
	// can still be drawn, and has to say that it was not kept.
	ErrNotRecorded = errors.New("not recorded")

	// ErrNewerSchema says that the file was written by a newer Taskscope. It
	// is refused rather than guessed at.
	ErrNewerSchema = errors.New("the history was written by a newer Taskscope")

	// ErrBadCursor says that a cursor of a page is not one that List made.
	ErrBadCursor = errors.New("not a cursor of this list")
)

// Reason is why the history could not be read or written, for logs and metrics.
type Reason string

// The reasons.
const (
	ReasonFull     Reason = "full"      // no space on the disk
	ReasonReadOnly Reason = "read_only" // file, directory or file system
	ReasonLocked   Reason = "locked"    // another process holds it, longer than the busy timeout
	ReasonCorrupt  Reason = "corrupt"   // not a database, or a damaged one
	ReasonOpen     Reason = "open"      // the file cannot be opened or created
	ReasonIO       Reason = "io"        // the disk does not answer as it should
	ReasonCanceled Reason = "canceled"  // the caller gave up
	ReasonOlder    Reason = "older"     // an older Taskscope's, and it could not be brought up to date yet
	ReasonOther    Reason = "other"
)

// Error is a failure of the history. Its text is for the log: it may name the
// file.
type Error struct {
	Op     string // what was tried on what: "record prod:35000312"
	Reason Reason
	Write  bool // it is ErrNotRecorded
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s: %v", e.Op, e.Reason, e.Err) }

// Unwrap gives the cause, so that context.Canceled is still found.
func (e *Error) Unwrap() error { return e.Err }

// Is makes every failed write ErrNotRecorded.
func (e *Error) Is(target error) bool { return target == ErrNotRecorded && e.Write }

// wrap adds what was tried, and the reason, to an error of the database. An
// error that is already one, or nil, is left as it is.
func wrap(ctx context.Context, op string, write bool, err error) error {
	var already *Error
	if err == nil || errors.As(err, &already) {
		return err
	}
	r := reasonOf(err)
	if cause := ctx.Err(); cause != nil && (r == ReasonCanceled || r == ReasonOther) {
		// SQLite says "interrupted"; the caller looks for its own context.
		r, err = ReasonCanceled, cause
	}
	return &Error{Op: op, Reason: r, Write: write, Err: err}
}

func reasonOf(err error) Reason {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ReasonCanceled
	}
	if errors.Is(err, errCorrupt) {
		return ReasonCorrupt
	}
	if errors.Is(err, errOlder) {
		return ReasonOlder
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return ReasonOther
	}
	if e.SystemErrno == syscall.ENOSPC || e.SystemErrno == syscall.EDQUOT {
		return ReasonFull // SQLite calls a full disk an I/O error in some places
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return ReasonFull
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return ReasonReadOnly
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return ReasonLocked
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return ReasonCorrupt
	case sqlite3.ErrCantOpen:
		return ReasonOpen
	case sqlite3.ErrIoErr:
		return ReasonIO
	case sqlite3.ErrInterrupt:
		return ReasonCanceled
	}
	return ReasonOther
}

// errOlder says that a file has not the tables that are read.
var errOlder = errors.New("the history is of an older version, and cannot be written to bring it up to date")

// errForOne says that a reader who may not see everything asked for everything.
var errForOne = errors.New("this is of the whole history, which is not for one reader")

// errCorrupt marks a row that cannot be what Record wrote.
var errCorrupt = errors.New("damaged row")
