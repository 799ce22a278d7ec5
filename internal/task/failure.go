package task

import (
	"errors"
	"fmt"
	"time"
)

// Failure is why a task could not be read from its source. It carries what a
// person needs in order to act, and nothing that must not be shown: no
// credential, no internal path. Err has the rest, for the log.
type Failure struct {
	Kind       FailureKind
	Source     string        // name of the source
	Task       ID            // what was asked
	HTTPStatus int           // 0 when no answer came
	Code       string        // OCP's error.code, e.g. TSK10001
	Message    string        // OCP's error.message, in the language asked for
	TraceID    string        // OCP's, else the one that was sent
	Server     string        // OCP server that answered
	RetryAfter time.Duration // until OCP is asked again: of a 429, with Silent, and of an account refused again and again; 0 when not said
	Silent     time.Duration // how long OCP has not answered, when it was therefore not asked; else 0
	Account    string        // the OCP user that asked
	Err        error
}

// FailureKind says what happened, in the terms of the design's error table.
type FailureKind string

// The kinds.
const (
	FailNotFound     FailureKind = "not_found"    // 404: OCP does not have the task
	FailUnauthorized FailureKind = "unauthorized" // 401
	FailForbidden    FailureKind = "forbidden"    // 403
	FailThrottled    FailureKind = "throttled"    // 429
	FailServer       FailureKind = "server"       // 5xx
	FailRejected     FailureKind = "rejected"     // another 4xx, or successful=false
	FailRefused      FailureKind = "refused"      // no connection
	FailReset        FailureKind = "reset"        // connection broken while reading
	FailTruncated    FailureKind = "truncated"    // body shorter than announced, or JSON that ends early
	FailTimeout      FailureKind = "timeout"
	FailNotJSON      FailureKind = "not_json" // HTML or anything else: a login page, a proxy
	FailRedirect     FailureKind = "redirect"
	FailTooLarge     FailureKind = "too_large" // body over the limit
	FailNoData       FailureKind = "no_data"   // JSON, but not a task
	FailOtherTask    FailureKind = "other_task"
)

// FailureKinds are all kinds, so that a test can hold the catalogue against them.
func FailureKinds() []FailureKind {
	return []FailureKind{FailNotFound, FailUnauthorized, FailForbidden, FailThrottled, FailServer,
		FailRejected, FailRefused, FailReset, FailTruncated, FailTimeout, FailNotJSON,
		FailRedirect, FailTooLarge, FailNoData, FailOtherTask}
}

func (f *Failure) Error() string {
	s := fmt.Sprintf("read task %s from %s: %s", f.Task, f.Source, f.Kind)
	if f.HTTPStatus != 0 {
		s += fmt.Sprintf(" (HTTP %d)", f.HTTPStatus)
	}
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

func (f *Failure) Unwrap() error { return f.Err }

// ErrNoSnapshot says that history does not have what was asked.
var ErrNoSnapshot = errors.New("no such snapshot in history")

// NotATask is why a document is not the response of the detail API. Line is
// 1-based and 0 when unknown; Field is the path of the value, "" when unknown.
type NotATask struct {
	Line   int
	Field  string
	Reason NotATaskReason
	Err    error
}

// NotATaskReason names what is wrong with the document; the words come from
// the catalogue under "not_a_task.<reason>".
type NotATaskReason string

// The reasons.
const (
	ReasonEmpty     NotATaskReason = "empty"      // nothing there
	ReasonSyntax    NotATaskReason = "syntax"     // not JSON
	ReasonTruncated NotATaskReason = "truncated"  // JSON that ends early
	ReasonHTML      NotATaskReason = "html"       // a web page
	ReasonErrorBody NotATaskReason = "error_body" // OCP's error envelope
	ReasonNoData    NotATaskReason = "no_data"    // no task object in it
	ReasonNoID      NotATaskReason = "no_id"      // the task has no usable id
	ReasonWrongType NotATaskReason = "wrong_type" // a value that cannot be what it should be
	ReasonTooDeep   NotATaskReason = "too_deep"   // nested beyond any task
	ReasonTooLarge  NotATaskReason = "too_large"
)

// NotATaskReasons are all reasons, so that a test can hold the catalogue against them.
func NotATaskReasons() []NotATaskReason {
	return []NotATaskReason{ReasonEmpty, ReasonSyntax, ReasonTruncated, ReasonHTML, ReasonErrorBody,
		ReasonNoData, ReasonNoID, ReasonWrongType, ReasonTooDeep, ReasonTooLarge}
}

func (e *NotATask) Error() string {
	s := "not a task: " + string(e.Reason)
	if e.Line > 0 {
		s += fmt.Sprintf(", line %d", e.Line)
	}
	if e.Field != "" {
		s += ", at " + e.Field
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *NotATask) Unwrap() error { return e.Err }
