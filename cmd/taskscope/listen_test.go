package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestEndIsNotHeldUp: a request that never ends is cut off once the others had
// their time, and the program ends.
func TestEndIsNotHeldUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	var logs safeBuffer
	p := &program{ctx: ctx, stdout: in, drain: time.Millisecond}
	arrived, left := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
		close(left)
	})
	l, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.serve(l, handler, func() {}, slog.New(slog.NewTextHandler(&logs, nil))) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	answer := make(chan error, 1)
	go func() {
		resp, err := http.Get(strings.TrimSpace(strings.TrimPrefix(line, "taskscope: listening on ")))
		if err == nil {
			resp.Body.Close()
		}
		answer <- err
	}()
	<-arrived
	stop()
	if err := <-done; err != nil {
		t.Errorf("serve = %v, want nil", err)
	}
	if err := <-answer; err == nil {
		t.Error("the request that never ends was answered")
	}
	<-left
	if !strings.Contains(logs.String(), "requests were cut off") {
		t.Errorf("the log does not say that a request was cut off:\n%s", logs.String())
	}
}
