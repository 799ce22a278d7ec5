package history

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"taskscope/internal/task"
)

// childRole is the environment variable that makes the test binary one of the
// other processes that some tests need.
const childRole = "TASKSCOPE_HISTORY_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childRole) {
	case "":
		os.Exit(m.Run())
	case "record":
		fmt.Println(recordForEver(os.Args[1]))
	case "read-only":
		if err := useReadOnly(os.Args[1]); err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println("ok")
		os.Exit(0)
	}
	os.Exit(1)
}

// recordForEver records one new state after the other, and prints the number
// and the sum of the body of each that was acknowledged.
func recordForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, Config{Path: path, Now: time.Now})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		r := made(7, 1+i%5)
		r.Task.Executor = fmt.Sprintf("%d %d", os.Getpid(), i)
		e := entry(r)
		e.Body = append(e.Body, r.Task.Executor...)
		rec, err := s.Record(ctx, e)
		if err != nil {
			return err
		}
		fmt.Printf("%d %x\n", rec.Ref.Snapshot, sha256.Sum256(e.Body))
	}
}

// useReadOnly does what a server does with a history that it may only read:
// one with a snapshot of task 7.
func useReadOnly(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, Config{Path: path, Now: time.Now, BusyTimeout: 50 * time.Millisecond})
	if err != nil {
		return err
	}
	if snap, err := s.Load(ctx, task.Ref{Source: "default", Task: 7}); err != nil || len(snap.Body) == 0 {
		return fmt.Errorf("Load = %d bytes, %w", len(snap.Body), err)
	}
	if p, err := s.List(ctx, Query{Text: "agent"}); err != nil || len(p.Items) != 1 {
		return fmt.Errorf("List = %d items, %w", len(p.Items), err)
	}
	_, err = s.Record(ctx, entry(made(8, 1)))
	for what, err := range map[string]error{"Record": err, "Check": s.Check(ctx)} {
		var failed *Error
		if !errors.Is(err, ErrNotRecorded) || !errors.As(err, &failed) ||
			failed.Reason != ReasonReadOnly && failed.Reason != ReasonOpen {
			return fmt.Errorf("%s = %v, want ErrNotRecorded because it is read-only", what, err)
		}
	}
	if err := s.Close(); err != nil {
		return err
	}
	e, err := Examine(ctx, path, 50*time.Millisecond)
	var failed *Error
	if err != nil || e.Read != nil || e.Snapshots != 1 || !errors.As(e.Write, &failed) ||
		failed.Reason != ReasonReadOnly && failed.Reason != ReasonOpen {
		return fmt.Errorf("Examine = %+v, want one snapshot and that it is read-only: %w", e, errors.Join(err, e.Read, e.Write))
	}
	return nil
}
