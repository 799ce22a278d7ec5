package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// sight is a sighting with times in ms from base.
func sight(first, last int64, status task.Status, op task.Operation, start, end, runs int64) timeline.Sighting {
	s := task.Subtask{Status: status, Operation: op, Started: at(start), Finished: at(end), RunTime: task.Some(runs)}
	return timeline.SightingOf(&s, base+first, base+last)
}

func spellSeen(s timeline.Seen) string {
	var out []string
	if s.PendingMS != 0 {
		out = append(out, fmt.Sprint("pending to ", s.PendingMS-base))
	}
	if s.ReadyMS != 0 {
		out = append(out, fmt.Sprint("ready from ", s.ReadyMS-base))
	}
	for _, p := range s.Attempts {
		out = append(out, fmt.Sprintf("%d-%d -%d +%d %s", p.Start-base, p.End-base, p.EarlyMS, p.LateMS, p.State()))
	}
	return strings.Join(out, ", ")
}

func TestObserve(t *testing.T) {
	type list = []timeline.Sighting
	for _, c := range []struct {
		name string
		list list
		want string
	}{
		{"nothing", nil, ""},
		{"from the start to the end", list{sight(0, 5, "PENDING", "EXECUTE", none, none, 1), sight(10, 12, "READY", "EXECUTE", none, none, 1),
			sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(40, 40, "SUCCESSFUL", "EXECUTE", 18, 37, 1)},
			"pending to 5, ready from 10, 18-37 -0 +0 succeeded"},
		{"only the end", list{sight(40, 40, "SUCCESSFUL", "EXECUTE", 18, 37, 1)}, "18-37 -0 +0 succeeded"},
		{"still running", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(31, 35, "RUNNING", "EXECUTE", 18, none, 1)}, "18-35 -0 +0 running"},
		{"cancelled: one run", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(31, 35, "CANCELING", "CANCEL", 18, none, 1), sight(40, 40, "FAILED", "CANCEL", 18, 37, 1)},
			"18-37 -0 +0 cancelled"},
		{"failed and retried", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 1), sight(60, 70, "RUNNING", "RETRY", 18, none, 1), sight(80, 80, "SUCCESSFUL", "RETRY", 18, 77, 1)},
			"18-37 -0 +0 failed, 60-77 -10 +0 succeeded"},
		{"the end in between was not seen", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(60, 70, "RUNNING", "RETRY", 18, none, 1)},
			"18-30 -0 +30 unknown, 60-70 -30 +0 retrying"},
		{"neither was the second start", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(60, 60, "FAILED", "EXECUTE", 18, 55, 2)},
			"18-30 -0 +25 unknown, 55-55 -25 +0 failed"},
		{"the whole second run was missed", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 1), sight(80, 80, "SUCCESSFUL", "RETRY", 18, 77, 1)},
			"18-37 -0 +0 failed, 77-77 -27 +0 succeeded"},
		{"first seen after retries", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 3)}, "37-37 -19 +0 failed"},
		{"first seen while it runs again", list{sight(40, 50, "RUNNING", "RETRY", 18, none, 1)}, "40-50 -22 +0 retrying"},
		{"queued again without an end", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(40, 45, "READY", "RETRY", 18, none, 2), sight(60, 70, "RUNNING", "RETRY", 18, none, 2)},
			"18-30 -0 +10 unknown, 60-70 -15 +0 retrying"},
		{"first seen queued again", list{sight(40, 45, "READY", "RETRY", 18, none, 2)}, "18-18 -0 +22 unknown"},
		{"queued again with the old end", list{sight(40, 45, "FAILED", "EXECUTE", 18, 37, 1), sight(50, 55, "READY", "RETRY", 18, 37, 1)}, "18-37 -0 +0 failed"},
		{"skipped: no run", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 1), sight(80, 80, "SUCCESSFUL", "SKIP", 18, 77, 1)}, "18-37 -0 +0 failed"},
		{"skipped, and the failure was not seen", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(80, 80, "SUCCESSFUL", "SKIP", 18, 37, 1)}, "18-30 -0 +7 unknown"},
		{"marked for a rollback: still the first run", list{sight(20, 30, "RUNNING", "EXECUTE", 18, none, 1), sight(40, 45, "SUCCESSFUL", "ROLLBACK", 18, 37, 1)},
			"18-37 -0 +0 succeeded"},
		{"rolled back, and first seen when that was asked: what was there before", list{sight(40, 45, "SUCCESSFUL", "ROLLBACK", 18, 37, 1)}, "37-37 -19 +0 succeeded"},
		{"rolled back", list{sight(38, 39, "SUCCESSFUL", "EXECUTE", 18, 37, 1), sight(40, 45, "SUCCESSFUL", "ROLLBACK", 18, 37, 1), sight(60, 65, "RUNNING", "ROLLBACK", 18, none, 1), sight(80, 80, "PENDING", "ROLLBACK", 18, 77, 1)},
			"18-37 -0 +0 succeeded, 60-77 -15 +0 rolled_back"},
		{"the executor's clock is behind the server's", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 1), sight(60, 70, "RUNNING", "RETRY", 18, none, 1), sight(71, 71, "FAILED", "RETRY", 18, 55, 1)},
			"18-37 -0 +0 failed, 55-55 -5 +0 failed"},
		{"an end from before the run", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 1), sight(60, 70, "RUNNING", "RETRY", 18, none, 1), sight(71, 71, "READY", "RETRY", 18, 37, 1)},
			"18-37 -0 +0 failed, 60-70 -10 +1 unknown"},
		{"the start got lost again", list{sight(40, 50, "FAILED", "EXECUTE", 18, 37, 1), sight(60, 70, "PENDING", "EXECUTE", none, none, 1)}, "18-37 -0 +0 failed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := spellSeen(timeline.Observe(c.list)); got != c.want {
				t.Errorf("Observe = %s\nwant      %s", got, c.want)
			}
		})
	}
}

// A subtask that fails and is retried is polled now and then: what Observe
// calls sure has to be so, whatever fell between two polls.
func TestObserveClaimsNothingFalse(t *testing.T) {
	sure, paused := 0, 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		// The truth: runs with a pause before each, and what OCP says at any moment.
		type run struct{ ready, start, end int64 }
		var truth []run
		at := base
		for range 1 + r.IntN(4) {
			ready := at + 1 + r.Int64N(50)
			start := ready + r.Int64N(20)
			end := start + 1 + r.Int64N(100)
			truth = append(truth, run{ready, start, end})
			at = end
		}
		counted := r.IntN(2) == 0 // a task's retry is counted, a subtask's is not
		says := func(now int64) task.Subtask {
			s := task.Subtask{Status: task.StatusPending, Operation: task.OpExecute, RunTime: task.Some[int64](1)}
			for k, x := range truth {
				if now < x.ready {
					break
				}
				if k > 0 {
					s.Operation = task.OpRetry
					if counted {
						s.RunTime = task.Some(int64(k + 1))
					}
				}
				s.Status = task.StatusReady
				if now >= x.start {
					s.Status, s.Finished, s.Started = task.StatusRunning, task.Instant{}, task.At(truth[0].start, 0)
				}
				if now >= x.end {
					s.Status, s.Finished = task.StatusFailed, task.At(x.end, 0)
				}
			}
			return s
		}
		var sightings []timeline.Sighting
		for now := base + r.Int64N(100); now < at+50; now += 1 + r.Int64N(60) {
			s := says(now)
			sightings = append(sightings, timeline.SightingOf(&s, now, now))
		}
		seen := timeline.Observe(sightings)
		ran := func(ms int64) bool {
			for _, x := range truth {
				if x.start <= ms && ms < x.end {
					return true
				}
			}
			return false
		}
		// A failure and a third run between two polls of a subtask whose retries
		// are not counted look like one run: the one thing that cannot be told.
		if !counted && len(truth) > 2 {
			continue
		}
		last := base
		for k, p := range seen.Attempts {
			if p.EarlyMS < 0 || p.LateMS < 0 || p.Start > p.End || p.Start < last {
				t.Fatalf("seed %d: attempt %d of %s", seed, k, spellSeen(seen))
			}
			for ms := p.Start; ms < p.End; ms++ {
				if sure++; !ran(ms) {
					t.Fatalf("seed %d: says that it ran at %d: %s; truth %v", seed, ms-base, spellSeen(seen), truth)
				}
			}
			if k > 0 {
				q := seen.Attempts[k-1]
				for ms := q.End + q.LateMS; ms < p.Start-p.EarlyMS; ms++ {
					if paused++; ran(ms) {
						t.Fatalf("seed %d: says that it paused at %d: %s; truth %v", seed, ms-base, spellSeen(seen), truth)
					}
				}
			}
			last = p.End
		}
		if seen.PendingMS > truth[0].ready || seen.ReadyMS != 0 && (seen.ReadyMS < truth[0].ready || seen.ReadyMS > truth[0].start) {
			t.Fatalf("seed %d: %s; truth %v", seed, spellSeen(seen), truth)
		}
	}
	if sure < 10_000 || paused < 5000 {
		t.Errorf("only %d ms of runs and %d ms of pauses were claimed", sure, paused)
	}
}
