package timeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// spell is segments as text, in ms from base: "blocked 0-30, running 34-40".
func spell(segments []timeline.Segment) string {
	var out []string
	for _, s := range segments {
		text := fmt.Sprintf("%s %d-%d", s.Kind, s.From-base, s.To-base)
		if s.Attempt >= 0 {
			text += fmt.Sprintf(" #%d", s.Attempt)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestSegments(t *testing.T) {
	pending := func(name string) sub { return sub{name: name, start: none, end: none, status: "PENDING"} }
	up := sub{name: "a", start: 2, end: 30}
	late := sub{name: "a", start: 2, end: 50}
	fromBase := func(attempts ...timeline.Attempt) timeline.Seen {
		for k := range attempts {
			attempts[k].Start += base
			attempts[k].End += base
		}
		return timeline.Seen{Attempts: attempts}
	}
	retried := sub{name: "b<a", start: 40, end: 90, op: "RETRY"}
	for _, c := range []struct {
		name string
		task *task.Task
		seen timeline.Seen
		want string // of the last subtask
	}{
		{"blocked, waiting, running", build("SUCCESSFUL", 100, up, sub{name: "b<a", start: 34, end: 40}), timeline.Seen{},
			"blocked 0-30, waiting 30-34, running 34-40"},
		{"a root is not blocked", build("SUCCESSFUL", 100, sub{name: "b", start: 4, end: 9}), timeline.Seen{}, "waiting 0-4, running 4-9"},
		{"at once", build("SUCCESSFUL", 100, up, sub{name: "b<a", start: 30, end: 40}), timeline.Seen{}, "blocked 0-30, running 30-40"},
		{"0 ms is a bar", build("SUCCESSFUL", 100, sub{name: "b", start: 0, end: 0}), timeline.Seen{}, "running 0-0"},
		{"ended before it started: a bar of 0 ms where it started", build("SUCCESSFUL", 100, sub{name: "b", start: 9, end: 4}), timeline.Seen{}, "waiting 0-9, running 9-9"},
		{"started before its upstream ended", build("SUCCESSFUL", 100, late, sub{name: "b<a", start: 34, end: 40}), timeline.Seen{}, "blocked 0-34, running 34-40"},
		{"started before the task", build("SUCCESSFUL", 100, late, sub{name: "b<a", start: -7, end: 40}), timeline.Seen{}, "running -7-40"},
		{"its upstream ended before the task started", build("SUCCESSFUL", 100, sub{name: "a", start: -9, end: -5}, sub{name: "b<a", start: 3, end: 40}), timeline.Seen{}, "waiting -5-3, running 3-40"},
		{"running until now", build("RUNNING", none, sub{name: "b", start: 4, end: 2, status: "RUNNING"}), timeline.Seen{}, "waiting 0-4, running 4-100"},
		{"blocked now", build("RUNNING", none, sub{name: "a", start: 2, end: none, status: "RUNNING"}, pending("b<a")), timeline.Seen{}, "blocked 0-100"},
		{"held now", build("RUNNING", none, up, pending("b<a")), timeline.Seen{}, "blocked 0-30, held 30-100"},
		{"queued now: held before, or not", build("RUNNING", none, up, sub{name: "b<a", start: none, end: none, status: "READY"}), timeline.Seen{}, "blocked 0-30, waiting 30-100"},
		{"queued now, and seen", build("RUNNING", none, up, sub{name: "b<a", start: none, end: none, status: "READY"}),
			timeline.Seen{PendingMS: base + 45, ReadyMS: base + 50}, "blocked 0-30, held 30-45, waiting 45-50, queued 50-100"},
		{"held and queued were seen before it started", build("SUCCESSFUL", 100, up, sub{name: "b<a", start: 60, end: 70}),
			timeline.Seen{PendingMS: base + 45, ReadyMS: base + 50}, "blocked 0-30, held 30-45, waiting 45-50, queued 50-60, running 60-70"},
		{"seen READY before the upstream's clock says it ended", build("SUCCESSFUL", 100, up, sub{name: "b<a", start: 60, end: 70}),
			timeline.Seen{PendingMS: base + 20, ReadyMS: base + 25}, "blocked 0-30, queued 30-60, running 60-70"},
		{"seen PENDING after the start", build("SUCCESSFUL", 100, up, sub{name: "b<a", start: 60, end: 70}),
			timeline.Seen{PendingMS: base + 65}, "blocked 0-30, held 30-60, running 60-70"},
		{"never started: no bar", build("FAILED", 100, sub{name: "a", start: 2, end: 30, status: "FAILED"}, pending("b<a")), timeline.Seen{}, ""},

		{"retried: first start to last end", build("SUCCESSFUL", 100, up, retried), timeline.Seen{}, "blocked 0-30, waiting 30-40, mixed 40-90"},
		{"rolled back", build("SUCCESSFUL", 100, sub{name: "b", start: 0, end: 30, status: "PENDING", op: "ROLLBACK"}), timeline.Seen{}, "mixed 0-30"},
		{"both attempts seen", build("SUCCESSFUL", 100, up, retried),
			fromBase(timeline.Attempt{Start: 40, End: 55}, timeline.Attempt{Start: 70, End: 90}),
			"blocked 0-30, waiting 30-40, attempt 40-55 #0, pause 55-70, attempt 70-90 #1"},
		{"the second began unseen", build("SUCCESSFUL", 100, up, retried),
			fromBase(timeline.Attempt{Start: 40, End: 55}, timeline.Attempt{Start: 70, End: 90, EarlyMS: 5}),
			"blocked 0-30, waiting 30-40, attempt 40-55 #0, pause 55-65, unknown 65-70, attempt 70-90 #1"},
		{"the first ended unseen", build("SUCCESSFUL", 100, up, retried),
			fromBase(timeline.Attempt{Start: 40, End: 55, LateMS: 5}, timeline.Attempt{Start: 70, End: 90}),
			"blocked 0-30, waiting 30-40, attempt 40-55 #0, unknown 55-60, pause 60-70, attempt 70-90 #1"},
		{"neither is sure", build("SUCCESSFUL", 100, up, retried),
			fromBase(timeline.Attempt{Start: 40, End: 55, LateMS: 15}, timeline.Attempt{Start: 70, End: 90, EarlyMS: 15}),
			"blocked 0-30, waiting 30-40, attempt 40-55 #0, unknown 55-70, attempt 70-90 #1"},
		{"only an end was seen", build("SUCCESSFUL", 100, up, retried), fromBase(timeline.Attempt{Start: 90, End: 90, EarlyMS: 50}),
			"blocked 0-30, waiting 30-40, unknown 40-90, attempt 90-90 #0"},
		{"it ran again after what was seen", build("SUCCESSFUL", 100, up, retried), fromBase(timeline.Attempt{Start: 40, End: 55}),
			"blocked 0-30, waiting 30-40, attempt 40-55 #0, pause 55-90"},
		{"one attempt of one run is the run", build("SUCCESSFUL", 100, sub{name: "b", start: 0, end: 9}), fromBase(timeline.Attempt{Start: 0, End: 9}), "running 0-9"},
		{"skipped: its end may be when somebody did that", build("SUCCESSFUL", 100, sub{name: "b", start: 5, end: 60, op: "SKIP"}), timeline.Seen{}, "waiting 0-5, mixed 5-60"},
		{"skipped, and the failure was seen", build("SUCCESSFUL", 100, sub{name: "b", start: 5, end: 60, op: "SKIP"}),
			fromBase(timeline.Attempt{Start: 5, End: 20, Status: "FAILED"}), "waiting 0-5, attempt 5-20 #0, pause 20-60"},
		{"two attempts, then skipped: OCP no longer says retried", build("SUCCESSFUL", 100, sub{name: "b", start: 0, end: 9, op: "SKIP"}),
			fromBase(timeline.Attempt{Start: 0, End: 2}, timeline.Attempt{Start: 5, End: 9}), "attempt 0-2 #0, pause 2-5, attempt 5-9 #1"},
		{"attempts that contradict the span are cut to it", build("SUCCESSFUL", 100, up, retried),
			fromBase(timeline.Attempt{Start: 20, End: 60}, timeline.Attempt{Start: 50, End: 95}),
			"blocked 0-30, waiting 30-40, attempt 40-60 #0, attempt 60-90 #1"},
		{"queued again: since its start nobody knows", build("RUNNING", none, up, sub{name: "b<a", start: 40, end: none, status: "READY", op: "RETRY"}), timeline.Seen{},
			"blocked 0-30, waiting 30-40, unknown 40-100"},
		{"queued again, and seen", build("RUNNING", none, up, sub{name: "b<a", start: 40, end: none, status: "READY", op: "RETRY"}),
			fromBase(timeline.Attempt{Start: 40, End: 55}), "blocked 0-30, waiting 30-40, attempt 40-55 #0, pause 55-100"},
		{"over, and its end is not known: a mark", build("FAILED", 100, sub{name: "b", start: 40, end: none, status: "FAILED"}), timeline.Seen{}, "waiting 0-40, unknown 40-40"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(c.task, 100)
			if got := spell(a.Segments(len(c.task.Subtasks)-1, c.seen)); got != c.want {
				t.Errorf("Segments = %s\nwant       %s", got, c.want)
			}
		})
	}
}

func TestSegmentsWithoutATaskStart(t *testing.T) {
	built := build("RUNNING", none, sub{name: "a", start: none, end: none, status: "PENDING"})
	built.Started = task.Instant{}
	a, _ := analyze(built, 100)
	if got := a.Segments(0, timeline.Seen{}); got != nil {
		t.Errorf("Segments = %v, want none", got)
	}
}

// Whatever the data: in order, one after the other, and the waits and the run
// are those of the span.
func TestSegmentLaws(t *testing.T) {
	kinds := map[timeline.SegmentKind]int{}
	for seed := range uint64(seeds) {
		r, _, _, a := random(seed)
		for i := range a.Spans {
			p := &a.Spans[i]
			var seen timeline.Seen
			if r.IntN(2) == 0 {
				at := a.Start
				for range r.IntN(4) {
					x := timeline.Attempt{Start: at + r.Int64N(20_000) - 5000, EarlyMS: r.Int64N(3) * 500, LateMS: r.Int64N(3) * 500}
					x.End = x.Start + r.Int64N(9000)
					at = x.End
					seen.Attempts = append(seen.Attempts, x)
				}
				seen.PendingMS = (a.Start + r.Int64N(60_000)) * r.Int64N(2)
				seen.ReadyMS = (a.Start + r.Int64N(60_000)) * r.Int64N(2)
			}
			segments := a.Segments(i, seen)
			var wait, blocked, ran int64
			for k, s := range segments {
				kinds[s.Kind]++
				if s.From > s.To || k > 0 && s.From != segments[k-1].To {
					t.Fatalf("seed %d, subtask %d: %s: want each to begin where the one before ends", seed, i, spell(segments))
				}
				switch s.Kind {
				case timeline.SegBlocked:
					blocked += s.MS()
				case timeline.SegHeld, timeline.SegWaiting, timeline.SegQueued:
					wait += s.MS()
				default:
					ran += s.MS()
				}
				if (s.Kind == timeline.SegAttempt) != (s.Attempt >= 0) {
					t.Fatalf("seed %d, subtask %d: %s of attempt %d", seed, i, s.Kind, s.Attempt)
				}
			}
			before, told := p.Wait()
			if !told {
				before = 0
			}
			if p.OK && (wait != before || ran != p.RunMS) {
				t.Fatalf("seed %d, subtask %d: wait %d, run %d; want those of the span %+v", seed, i, wait, ran, *p)
			}
			if p.OK && p.ReadyUnknown && blocked != 0 {
				t.Fatalf("seed %d, subtask %d: blocked %d, and nobody knows until when", seed, i, blocked)
			}
			if told && blocked != max(0, min(p.ReadyMS, p.Start)-a.Start) {
				t.Fatalf("seed %d, subtask %d: blocked %d; span %+v", seed, i, blocked, *p)
			}
			if started := p.Started && a.OK; started && len(segments) == 0 {
				t.Fatalf("seed %d: subtask %d in state %s has started and no bar", seed, i, a.States[i])
			}
			if n := len(segments); p.OK && segments[n-1].To != max(p.Start, p.End) {
				t.Fatalf("seed %d, subtask %d: ends at %d, want the span's end %+v", seed, i, segments[n-1].To, *p)
			}
		}
	}
	for _, k := range timeline.SegmentKinds() {
		if kinds[k] == 0 {
			t.Errorf("no random task has a %s segment", k)
		}
	}
	if len(kinds) != len(timeline.SegmentKinds()) || !slices.Contains(timeline.SegmentKinds(), timeline.SegMixed) {
		t.Errorf("kinds = %v, want those of SegmentKinds", kinds)
	}
}
