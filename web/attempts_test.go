package web

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// simClock is a clock that a test moves.
type simClock struct{ ms atomic.Int64 }

func (c *simClock) now() time.Time { return time.UnixMilli(c.ms.Load()) }

// replayed is a world whose OCP is at the beginning of RetriedTwice: two copies
// of a stage fail, one of them fails again, and ten hours pass in between.
func replayed(t *testing.T, change ...func(*setup)) (*world, *simClock) {
	t.Helper()
	clock := &simClock{}
	begin := time.Date(2025, 3, 11, 22, 5, 0, 0, time.FixedZone("", 8*3600))
	clock.ms.Store(begin.UnixMilli())
	w := newWorld(t, append(change, func(s *setup) { s.sim = ocpsim.Config{Now: clock.now} })...)
	return w, clock
}

// open is the task as a page reads it, with what was seen of its attempts.
func (w *world) open(ref string) (*reading, []timeline.Seen) {
	w.t.Helper()
	parsed, err := task.ParseRef(ref)
	if err != nil {
		w.t.Fatal(err)
	}
	view, err := w.reader.Open(w.t.Context(), parsed, "en-US")
	if err != nil {
		w.t.Fatal(err)
	}
	r := newReading(permalink.ToTask(parsed), view)
	return r, w.server.seen(w.t.Context(), w.everything(), view, r.analysis)
}

// poll asks for the page every step until the task's state is want, or long has
// passed, and returns what OCP said of each subtask at each look.
func (w *world) poll(clock *simClock, id int64, step, long time.Duration, want task.State) []task.Response {
	w.t.Helper()
	var said []task.Response
	for end := clock.now().Add(long); clock.now().Before(end); clock.ms.Add(step.Milliseconds()) {
		if r := w.get(path("/tasks/%d", id)); r.StatusCode == 404 && len(said) == 0 {
			continue // not begun
		} else if r.StatusCode != 200 {
			w.t.Fatalf("GET = %d", r.StatusCode)
		}
		answer, err := ocp.Decode(w.body(id))
		if err != nil {
			w.t.Fatal(err)
		}
		said = append(said, answer)
		if answer.Task.State() == want && len(said) > 1 {
			return said
		}
	}
	return said
}

func spellAttempts(s timeline.Seen) string {
	var all []string
	for k := range s.Attempts {
		all = append(all, s.Attempts[k].State().String())
	}
	return strings.Join(all, " ")
}

func TestAttemptsAreSeen(t *testing.T) {
	w, clock := replayed(t)
	id := ocpsim.RetriedTwice
	var said []task.Response
	said = append(said, w.poll(clock, id, 3*time.Second, 30*time.Minute, task.Failed)...)
	said = append(said, w.poll(clock, id, 20*time.Second, 30*time.Minute, task.Retrying)...)
	said = append(said, w.poll(clock, id, 3*time.Second, 30*time.Minute, task.Failed)...)
	said = append(said, w.poll(clock, id, 10*time.Minute, 11*time.Hour, task.Retrying)...)
	said = append(said, w.poll(clock, id, 2*time.Second, time.Hour, task.Succeeded)...)
	r, seen := w.open(fmt.Sprint(id))
	tk := &r.view.Snapshot.Task
	if tk.State() != task.Succeeded {
		t.Fatalf("after %d looks the task is %v", len(said), tk.State())
	}
	want := map[int64]string{1: "failed succeeded", 4: "failed failed succeeded"}
	found := 0
	for i := range tk.Subtasks {
		s := &tk.Subtasks[i]
		of := ""
		if s.Name == "Start observer process" {
			of = want[s.ParallelIdx.V]
		}
		if got := spellAttempts(seen[i]); got != of {
			t.Errorf("%s: attempts %q, want %q: %+v", timeline.DisplayName(s), got, of, seen[i].Attempts)
		}
		if of == "" {
			continue
		}
		found++
		all, p := seen[i].Attempts, r.analysis.Spans[i]
		if last := all[len(all)-1]; all[0].Start != p.Start || all[0].EarlyMS != 0 || last.End != p.End || last.LateMS != 0 {
			t.Errorf("%s: attempts %+v do not begin and end with the span %d-%d", timeline.DisplayName(s), all, p.Start, p.End)
		}
		kinds := map[timeline.SegmentKind]int{}
		for _, g := range r.analysis.Segments(i, seen[i]) {
			kinds[g.Kind]++
		}
		if kinds[timeline.SegAttempt] != len(all) || kinds[timeline.SegPause] < len(all)-1 || kinds[timeline.SegMixed] != 0 {
			t.Errorf("%s: drawn as %v, want %d attempts with pauses between", timeline.DisplayName(s), kinds, len(all))
		}
		// What OCP said at each look is what the attempts say of that moment.
		ran, rested := 0, 0
		for k := range said {
			was, now := &said[k].Task.Subtasks[i], said[k].Envelope.Timestamp.MS
			may, surely := within(all, now)
			switch {
			case was.ID != s.ID:
				t.Fatalf("subtask %s has become %s", s.ID, was.ID)
			case was.Running():
				ran++
				if !may {
					t.Errorf("%s ran at %d, outside of %+v", timeline.DisplayName(s), now, all)
				}
			default:
				rested++
				if surely {
					t.Errorf("%s was %s at %d, inside of %+v", timeline.DisplayName(s), was.Status, now, all)
				}
			}
		}
		if ran < len(all) || rested < len(all) {
			t.Errorf("%s: %d looks at a run, %d beside: not enough to prove anything", timeline.DisplayName(s), ran, rested)
		}
	}
	if found != 2 {
		t.Fatalf("%d of the two retried copies are there", found)
	}
}

// within says whether an attempt may have run at a moment, and surely did.
func within(all []timeline.Attempt, at int64) (may, surely bool) {
	for _, p := range all {
		may = may || p.Start-p.EarlyMS <= at && at <= p.End+p.LateMS
		surely = surely || p.Start < at && at < p.End
	}
	return may, surely
}

// A pinned page shows what was known then, also after the task went on.
func TestAttemptsOfAPinnedPageStay(t *testing.T) {
	w, clock := replayed(t)
	id := ocpsim.RetriedTwice
	w.poll(clock, id, 3*time.Second, 30*time.Minute, task.Failed)
	w.poll(clock, id, 20*time.Second, 30*time.Minute, task.Retrying)
	r, before := w.open(fmt.Sprint(id))
	pinned := r.view.Snapshot.Ref
	_, asPinned := w.open(pinned.String())
	w.poll(clock, id, 3*time.Second, 30*time.Minute, task.Failed)
	w.open(fmt.Sprint(id))
	_, again := w.open(pinned.String())
	if fmt.Sprint(asPinned) != fmt.Sprint(again) {
		t.Errorf("attempts of %s were %v and are %v", pinned, asPinned, again)
	}
	w.server.courses = newCourses() // as after a restart
	if _, fresh := w.open(pinned.String()); fmt.Sprint(fresh) != fmt.Sprint(again) {
		t.Errorf("attempts of %s are %v, and read anew %v", pinned, again, fresh)
	}
	some := 0
	for i := range before {
		if spellAttempts(before[i]) == "failed retrying" {
			some++
		}
	}
	if some == 0 {
		t.Errorf("no attempt is under way in %v", before)
	}
}

// countingHistory counts what pages read of history.
type countingHistory struct {
	*history.Store
	loads atomic.Int64
}

func (h *countingHistory) Load(ctx ctxt, r ref) (task.Snapshot, error) {
	h.loads.Add(1)
	return h.Store.Load(ctx, r)
}

func TestAttemptsCostNothingWhereNoneAre(t *testing.T) {
	var h *countingHistory
	w, clock := replayed(t, func(s *setup) {
		s.history = func(st *history.Store) History { h = &countingHistory{Store: st}; return h }
	})
	w.poll(clock, ocpsim.RetriedTwice, 3*time.Second, 30*time.Minute, task.Failed)
	if n := h.loads.Load(); n != 0 {
		t.Errorf("%d snapshots were read for a task without a retry or a long wait", n)
	}
	looks := len(w.poll(clock, ocpsim.RetriedTwice, 20*time.Second, 30*time.Minute, task.Retrying))
	first := h.loads.Load()
	if first == 0 {
		t.Fatalf("after %d looks and a retry history was not read", looks)
	}
	w.get(path("/tasks/%d?view=timeline", ocpsim.RetriedTwice))
	clock.ms.Add(60_000)
	w.get(path("/tasks/%d", ocpsim.RetriedTwice))
	if n := h.loads.Load() - first; n > 1 {
		t.Errorf("a look that adds one snapshot read %d of history, want at most the one before it", n)
	}
}

// A page is shown whatever is wrong with what lies before it.
func TestAttemptsOfADamagedHistory(t *testing.T) {
	w, clock := replayed(t)
	id := ocpsim.RetriedTwice
	w.poll(clock, id, 3*time.Second, 30*time.Minute, task.Failed)
	w.poll(clock, id, 20*time.Second, 30*time.Minute, task.Retrying)
	w.server.courses = newCourses()
	w.spoil(task.Ref{Source: "prod", Task: task.ID(id), Snapshot: 2})
	_, seen := w.open(fmt.Sprint(id))
	some := false
	for i := range seen {
		some = some || len(seen[i].Attempts) > 1
	}
	if !some || !strings.Contains(w.logs.String(), "attempts without a snapshot") {
		t.Errorf("one damaged snapshot of many: attempts seen %v, logged %v", some, strings.Contains(w.logs.String(), "attempts without a snapshot"))
	}
	w.server.library.history = failing{w.store}
	if r := w.get(path("/tasks/%d?view=timeline", id)); r.StatusCode != 200 {
		t.Errorf("without a trail the page is %d", r.StatusCode)
	}
}

// failing is a history that cannot tell what came before.
type failing struct{ *history.Store }

func (failing) Trail(ctxt, ref) ([]history.Mark, error) { return nil, history.ErrNotRecorded }

// BenchmarkSeen is what attempts cost a page of a task with 1,200 subtasks and
// 100 earlier snapshots: read for the first time, and when one more has come.
func BenchmarkSeen(b *testing.B) {
	w := newWorldOf(b)
	r, err := ocp.Decode(w.body(ocpsim.Large))
	if err != nil {
		b.Fatal(err)
	}
	s := &r.Task.Subtasks[3]
	body := w.body(ocpsim.Large)
	var last ref
	for n := range 101 {
		r.Task.Subtasks[3].RunTime, r.Task.Subtasks[3].Operation = task.Some(int64(n+1)), task.OpRetry
		r.Envelope.Timestamp = task.At(s.Finished.MS+int64(n)*1000, 0)
		kept, err := w.store.Record(b.Context(), history.Entry{Source: "prod", Origin: task.OriginImport, Body: body, Response: r})
		if err != nil {
			b.Fatal(err)
		}
		last = kept.Ref
	}
	view, err := w.reader.Open(b.Context(), last, "en-US")
	if err != nil {
		b.Fatal(err)
	}
	view.Snapshot.Task.Subtasks[3].Operation = task.OpRetry
	a := newReading(permalink.ToTask(last), view).analysis
	for _, cold := range []bool{true, false} {
		b.Run(fmt.Sprintf("cold=%v", cold), func(b *testing.B) {
			for b.Loop() {
				if cold {
					w.server.courses = newCourses()
				}
				if w.server.seen(b.Context(), w.everything(), view, a) == nil {
					b.Fatal("nothing was seen")
				}
			}
		})
	}
}
