package task

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFailureError(t *testing.T) {
	f := &Failure{
		Kind: FailForbidden, Source: "prod", Task: 35000312, HTTPStatus: 403,
		Code: "TSK10001", Message: "OCP-MESSAGE", TraceID: "TRACE", Server: "10.0.0.1",
		RetryAfter: time.Minute, Account: "ACCOUNT", Err: io.ErrUnexpectedEOF,
	}
	if got, want := f.Error(), "read task 35000312 from prod: forbidden (HTTP 403): unexpected EOF"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	// Who asked, and what OCP answered in the user's language, have places of
	// their own on the page; they do not leak through the text of the error.
	for _, private := range []string{f.Account, f.Message} {
		if strings.Contains(f.Error(), private) {
			t.Errorf("Error() = %q holds %q", f.Error(), private)
		}
	}
	if got, want := (&Failure{Kind: FailRefused, Source: "prod", Task: 7}).Error(), "read task 7 from prod: refused"; got != want {
		t.Errorf("without answer: Error() = %q, want %q", got, want)
	}
}

func TestErrorsUnwrap(t *testing.T) {
	for _, err := range []error{
		&Failure{Kind: FailTruncated, Err: fmt.Errorf("read body: %w", io.ErrUnexpectedEOF)},
		&NotATask{Reason: ReasonTruncated, Err: fmt.Errorf("decode: %w", io.ErrUnexpectedEOF)},
	} {
		if !errors.Is(fmt.Errorf("open: %w", err), io.ErrUnexpectedEOF) {
			t.Errorf("%T hides its cause", err)
		}
	}
	var f *Failure
	if !errors.As(fmt.Errorf("open: %w", &Failure{Kind: FailTimeout}), &f) || f.Kind != FailTimeout {
		t.Error("errors.As does not find a wrapped Failure")
	}
	if errors.Unwrap(&Failure{}) != nil || errors.Unwrap(&NotATask{}) != nil {
		t.Error("an error without cause unwraps to something")
	}
}

func TestNotATaskError(t *testing.T) {
	tests := []struct {
		err  NotATask
		want string
	}{
		{NotATask{Reason: ReasonEmpty}, "not a task: empty"},
		{NotATask{Reason: ReasonSyntax, Line: 3, Err: errors.New("bad")}, "not a task: syntax, line 3: bad"},
		{NotATask{Reason: ReasonWrongType, Field: "data.subtasks[2].id"}, "not a task: wrong_type, at data.subtasks[2].id"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("Error() = %q, want %q", got, tt.want)
		}
	}
}

// TestKindsAreDistinct: the lists are what the catalogue is held against, so a
// word that is there twice hides one that is missing.
func TestKindsAreDistinct(t *testing.T) {
	distinct(t, "FailureKinds", FailureKinds())
	distinct(t, "NotATaskReasons", NotATaskReasons())
	distinct(t, "ProblemKinds", ProblemKinds())
}

func distinct[T ~string](t *testing.T, name string, words []T) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(words))
	if n := len(slices.Compact(sorted)); n != len(words) || slices.Contains(words, "") {
		t.Errorf("%s() has repeats or an empty word: %v", name, words)
	}
}
