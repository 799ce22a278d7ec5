package history

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"taskscope/internal/task"
)

// TestClockThatJumps has this machine's clock go back and forth: what is newest
// is told by the number, no number is given twice, and nothing is lost.
func TestClockThatJumps(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s, err := Open(ctx, Config{Path: filepath.Join(t.TempDir(), "history.db"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n, jump := range []time.Duration{0, -time.Hour, 100 * 24 * time.Hour, -200 * 24 * time.Hour, -60 * 365 * 24 * time.Hour, time.Hour} {
		now = now.Add(jump)
		r := made(7, 4)
		r.Task.Executor = fmt.Sprint("state ", n)
		if rec := record(t, s, entry(r)); rec.Ref.Snapshot != n+1 || !rec.New {
			t.Errorf("after a jump of %v: Record = %+v, want a new snapshot %d", jump, rec, n+1)
		}
		if rec := record(t, s, entry(r)); rec.Ref.Snapshot != n+1 || rec.New {
			t.Errorf("after a jump of %v: the same again = %+v, want snapshot %d", jump, rec, n+1)
		}
		snap, err := s.Load(ctx, task.Ref{Source: "default", Task: 7})
		if err != nil || snap.Ref.Snapshot != n+1 || snap.SeenMS != now.UnixMilli() {
			t.Errorf("after a jump of %v: the newest = %v seen at %d, %v; want %d seen at %d", jump, snap.Ref, snap.SeenMS, err, n+1, now.UnixMilli())
		}
		if err := s.Check(ctx); err != nil {
			t.Errorf("after a jump of %v: Check = %v", jump, err)
		}
		if p, err := s.List(ctx, Query{ID: 7}); err != nil || len(p.Items) != n+1 {
			t.Errorf("after a jump of %v: %d listed, %v; want %d", jump, len(p.Items), err, n+1)
		}
	}
	checkIntegrity(t, s.readers)
}
