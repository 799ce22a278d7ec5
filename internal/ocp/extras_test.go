package ocp

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"taskscope/internal/task"
)

func TestTooManyUnknownFields(t *testing.T) {
	body := func(fields int) []byte {
		var b strings.Builder
		b.WriteString(`{"id":1,"status":"RUNNING"`)
		for i := range fields {
			fmt.Fprintf(&b, `,"x%d":1`, i%7)
		}
		b.WriteString(`}`)
		return []byte(b.String())
	}
	if r, err := Decode(body(maxExtras)); err != nil || len(r.Task.Extra) != 7 {
		t.Errorf("Decode of as many unknown fields as are allowed = %d fields, %v, want 7 and no error", len(r.Task.Extra), err)
	}
	_, err := Decode(body(maxExtras + 1))
	var not *task.NotATask
	if !errors.As(err, &not) || not.Reason != task.ReasonTooLarge {
		t.Errorf("Decode of one more = %v, want %s", err, task.ReasonTooLarge)
	}
}
