package history

import (
	"fmt"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// seenAt is the task after n changes, as OCP answered at ms after t0.
func seenAt(n int, ms int64) task.Response {
	r := made(7, 3)
	r.Task.Subtasks[0].RunTime = task.Some(int64(n))
	r.Envelope.Timestamp = task.At(t0+ms, 28800)
	return r
}

func spellTrail(trail []Mark) string {
	var out []string
	for _, m := range trail {
		out = append(out, fmt.Sprintf("%d:%d-%d", m.Ref.Snapshot, m.NowMS-t0, m.LastMS-t0))
	}
	return strings.Join(out, " ")
}

func TestTrail(t *testing.T) {
	s := openNew(t)
	for _, r := range []task.Response{seenAt(1, 0), seenAt(2, 1000), seenAt(2, 4000), seenAt(3, 5000)} {
		record(t, s, entry(r))
	}
	old := entry(seenAt(4, 500))
	old.Origin = task.OriginImport
	record(t, s, old)
	record(t, s, entry(made(8, 3)))
	other := entry(seenAt(9, 0))
	other.Source = "other"
	record(t, s, other)

	ref := task.Ref{Source: "default", Task: 7}
	for _, c := range []struct {
		ref  task.Ref
		want string
	}{
		{ref, "1:0-0 4:500-500 2:1000-4000 3:5000-5000"},
		{ref.At(4), "1:0-0 2:1000-4000 3:5000-5000"},
		{ref.At(3), "1:0-0 2:1000-4000"},
		{ref.At(1), ""},
		{ref.At(99), "1:0-0 4:500-500 2:1000-4000 3:5000-5000"},
		{task.Ref{Source: "default", Task: 9}, ""},
		{task.Ref{Source: "other", Task: 7}, "1:0-0"},
	} {
		got, err := s.Trail(t.Context(), c.ref)
		if err != nil || spellTrail(got) != c.want {
			t.Errorf("Trail(%s) = %q, %v; want %q", c.ref, spellTrail(got), err, c.want)
		}
		for _, m := range got {
			snap, err := s.Load(t.Context(), m.Ref)
			if err != nil || int64(len(snap.Body)) != m.Bytes || snap.Ref != m.Ref {
				t.Errorf("Load(%s) = %s with %d bytes, %v; want %d bytes", m.Ref, snap.Ref, len(snap.Body), err, m.Bytes)
			}
		}
	}
}

func TestTrailEnds(t *testing.T) {
	s := openNew(t)
	for n := range TrailLimit + 2 {
		e := entry(seenAt(n+1, int64(n)*1000))
		e.Body = fmt.Appendf(nil, `{"n":%d}`, n)
		record(t, s, e)
	}
	ref := task.Ref{Source: "default", Task: 7}
	trail, err := s.Trail(t.Context(), ref)
	if err != nil || len(trail) != TrailLimit || trail[0].Ref.Snapshot != 3 {
		t.Errorf("trail of %d snapshots has %d from %v on, %v; want the last %d", TrailLimit+2, len(trail), trail[:1], err, TrailLimit)
	}
	for n := range 3 {
		e := entry(seenAt(1000+n, int64(1000+n)*1000))
		e.Body = make([]byte, 25<<20)
		e.Body[0] = byte(n)
		record(t, s, e)
	}
	trail, err = s.Trail(t.Context(), ref)
	if err != nil || len(trail) != 2 {
		t.Errorf("trail of large bodies has %d, %v; want the two that are within %d bytes", len(trail), err, TrailBytes)
	}
}
