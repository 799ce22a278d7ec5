package history

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// TestRunPlans: each query is answered by an index that also gives its order.
func TestRunPlans(t *testing.T) {
	s := openNew(t)
	tx, err := s.readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	for who, visible := range map[string]cond{"all": {}, "some": s.For(twoAccounts).visibleRun()} {
		f := finder{q: &SuggestQuery{Source: "default", Name: "n"}, visible: visible}
		first := func(from cond, order string) cond { return f.first(from, order) }
		some := TrendQuery{Cluster: task.Some("a"), Tenant: task.Some("b"), States: []task.State{task.Failed, task.Succeeded},
			FromMS: task.Some[int64](1), ToMS: task.Some[int64](2)}
		for name, c := range map[string]cond{
			"timings": (&TimingsQuery{}).sql(timingsColumns, visible), "stamp": (&TimingsQuery{}).sql("snapshot", visible),
			"before": first(runBefore.here(f.q, task.Failed, f.self), runBefore.order), "since": first(runSince.here(f.q, task.Failed, f.self), runSince.order),
			"before, anywhere": first(runBefore.anywhere(f.q, f.self)), "fastest": first(f.successful(fastestOrder)), "slowest": first(f.successful(slowestOrder)),
			"succeeded": f.succeeded(), "places": (&TrendQuery{}).places(visible),
			"trend": (&TrendQuery{}).sql(visible), "trend, all filters": some.sql(visible),
			"moments": {momentsQuery + trailOrder, []any{nil, nil, nil, nil}},
		} {
			for _, step := range explain(t, tx, c.sql, c.args) {
				ok := strings.HasPrefix(step, "SEARCH ") || strings.Contains(step, "SCALAR SUBQUERY ") ||
					name == "succeeded" && (strings.HasPrefix(step, "CO-ROUTINE (subquery") || strings.HasPrefix(step, "SCAN (subquery"))
				// What does not look at the timings must not read their rows.
				if want := name == "timings"; strings.Contains(step, "run USING") && strings.Contains(step, "COVERING") == want {
					ok = false
				}
				if !ok {
					t.Errorf("%s, for %s: SQLite would %q, in\n%s", name, who, step, c.sql)
				}
			}
		}
	}
	for _, step := range explain(t, tx, withoutRunQuery, []any{0, 1}) {
		if !strings.HasPrefix(step, "SEARCH ") && step != "CORRELATED SCALAR SUBQUERY 1" && step != "SCALAR SUBQUERY 1" {
			t.Errorf("without a run: SQLite would %q", step)
		}
	}
}

// runOf is a run of "Backup" on a cluster and tenant: it starts at so many ms
// after t0, takes so many, and ends in a status.
func runOf(id task.ID, cluster, tenant string, start, took int64, st task.Status) task.Response {
	r := made(id, 3)
	r.Task.Name, r.Task.Cluster, r.Task.Tenant = "Backup", &task.Cluster{Name: cluster}, &task.Tenant{Name: tenant}
	r.Task.Status = st
	r.Task.Started, r.Task.Finished = task.At(t0+start, 28800), task.At(t0+start+took, 28800)
	return r
}

func TestSuggest(t *testing.T) {
	s := openNew(t)
	const ok, bad = task.StatusSuccessful, task.StatusFailed
	for _, r := range []task.Response{
		runOf(1, "a", "x", 100, 5000, ok),
		runOf(2, "a", "x", 200, 4000, ok),
		runOf(3, "a", "x", 300, 9000, bad),
		runOf(4, "b", "x", 400, 1000, ok),
		runOf(5, "b", "x", 450, 8000, ok),
		runOf(6, "a", "x", 500, 3000, ok),
		runOf(7, "a", "x", 600, 2000, ok),
		runOf(8, "c", "y", 700, 2500, bad),
	} {
		record(t, s, entry(r))
	}
	running := runOf(9, "b", "x", 900, 0, task.StatusRunning)
	record(t, s, entry(running))
	running.Task.Status, running.Task.Finished = ok, task.At(t0+900+7000, 28800) // its newest snapshot counts
	record(t, s, entry(running))
	other := runOf(10, "a", "x", 550, 1, ok)
	other.Task.Name = "Restart"
	record(t, s, entry(other))
	elsewhere := entry(runOf(11, "a", "x", 550, 1, ok))
	elsewhere.Source = "prod"
	record(t, s, elsewhere)

	tests := []struct {
		name             string
		id               task.ID
		cluster, tenant  string
		last, prev, f, s string
		n                int
	}{
		{"in the middle", 6, "a", "x", "2@1", "3@1", "4@1", "5@1", 6},
		{"first of all: the next success", 1, "a", "x", "2@1", "", "4@1", "5@1", 6},
		{"failed itself", 3, "a", "x", "2@1", "2@1", "4@1", "5@1", 7},
		{"the fastest itself", 4, "b", "x", "5@1", "3@1", "7@1", "5@1", 6},
		{"the slowest itself", 5, "b", "x", "4@1", "4@1", "4@1", "9@2", 6},
		{"alone on its cluster", 8, "c", "y", "", "7@1", "4@1", "5@1", 7},
		{"not recorded", 99, "a", "x", "6@1", "6@1", "4@1", "5@1", 7},
	}
	for _, tt := range tests {
		got, err := s.Suggest(t.Context(), SuggestQuery{Source: "default", Name: "Backup", Cluster: tt.cluster, Tenant: tt.tenant, Task: tt.id, AtMS: t0 + 550})
		if err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(short(got.LastSuccess), short(got.Previous), short(got.Fastest), short(got.Slowest), got.Succeeded)
		if want := fmt.Sprint(tt.last, tt.prev, tt.f, tt.s, tt.n); said != want {
			t.Errorf("%s: Suggest = %s, want %s", tt.name, said, want)
		}
	}
	if got, err := s.Suggest(t.Context(), SuggestQuery{Source: "default", Name: "Nothing", Task: 1}); err != nil || got != (Suggested{}) {
		t.Errorf("of a name that is not there: %+v, %v", got, err)
	}
}

func short(m *task.Summary) string {
	if m == nil {
		return ""
	}
	return fmt.Sprintf("%d@%d", m.Ref.Task, m.Ref.Snapshot)
}

func TestTimings(t *testing.T) {
	s := openNew(t)
	q := TimingsQuery{Source: "default", Name: "Backup", Except: 2}
	stamp := func() uint64 {
		n, err := s.TimingsStamp(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	stamps := []uint64{stamp()}
	moved := func(what string, want bool) {
		t.Helper()
		n := stamp()
		if changed := n != stamps[len(stamps)-1]; changed != want {
			t.Errorf("after %s: the stamp changed %v, want %v", what, changed, want)
		}
		stamps = append(stamps, n)
	}
	running := runOf(1, "a", "x", 100, 0, task.StatusRunning)
	running.Task.Subtasks[2].Status = task.StatusRunning
	record(t, s, entry(running))
	moved("a run", true)
	record(t, s, entry(running))
	moved("the same again", false)
	record(t, s, entry(runOf(2, "a", "x", 200, 5000, task.StatusSuccessful)))
	moved("the task itself", false)
	record(t, s, entry(runOf(3, "b", "y", 300, 5000, task.StatusFailed)))
	moved("another", true)
	over := runOf(1, "a", "x", 100, 5000, task.StatusSuccessful)
	record(t, s, entry(over))
	moved("a newer snapshot", true)

	got, err := s.Timings(t.Context(), q)
	if err != nil || len(got) != 2 {
		t.Fatalf("Timings = %d, %v; want those of 3 and 1", len(got), err)
	}
	if want := baseline.TimingsOf(&over.Task); !slices.Equal(got[1].Timings, want) {
		t.Errorf("of the run that ended: %x, want those of the newest snapshot %x", got[1].Timings, want)
	}
	// Only a whole run that succeeded says how long one takes.
	if got[0].MakespanMS.OK || got[1].MakespanMS != task.Some(makespan(started(&over.Task), ended(&over.Task)).V) {
		t.Errorf("makespans are %v of the failed run and %v of the other", got[0].MakespanMS, got[1].MakespanMS)
	}
	// An imported response from before is not the newest.
	old := entry(running)
	old.Response.Task.Subtasks[2].Status = task.StatusPending
	old.Origin, old.Response.Envelope.Timestamp = task.OriginImport, task.At(t0-1, 0)
	if rec := record(t, s, old); rec.Newest {
		t.Fatal("the import became the newest")
	}
	moved("an older import", false)
	// What is deleted is gone from baselines, too.
	if _, err := s.writer.Exec(`DELETE FROM snapshot WHERE task = (SELECT key FROM task WHERE task_id = 3)`); err != nil {
		t.Fatal(err)
	}
	moved("a deletion", true)
}

// TestTimingsAreBounded: of many runs the latest count.
func TestTimingsAreBounded(t *testing.T) {
	s := openNew(t)
	for k := range MaxTimings + 3 {
		r := runOf(task.ID(1+k), "a", "x", int64(k), 100, task.StatusSuccessful)
		r.Task.Subtasks[0].Finished.MS += int64(k)
		record(t, s, entry(r))
	}
	got, err := s.Timings(t.Context(), TimingsQuery{Source: "default", Name: "Backup"})
	if err != nil || len(got) != MaxTimings {
		t.Fatalf("%d timings, %v; want %d", len(got), err, MaxTimings)
	}
	asked := made(1, 1)
	f, err := baseline.New(&asked.Task, got)
	if err != nil || f.Of(0).Runs != MaxTimings || f.Of(0).MedianMS != 5+3+(MaxTimings-1)/2 {
		t.Errorf("the figure is %+v, %v", f.Of(0), err)
	}
}

func TestTrend(t *testing.T) {
	s := openNew(t)
	const ok, bad = task.StatusSuccessful, task.StatusFailed
	for _, r := range []task.Response{
		runOf(3, "a", "x", 300, 9000, bad), runOf(1, "a", "x", 100, 5000, ok), runOf(2, "a", "y", 200, 4000, ok),
		runOf(4, "b", "x", 400, 0, task.StatusRunning),
	} {
		record(t, s, entry(r))
	}
	tests := []struct {
		name string
		q    TrendQuery
		want string
	}{
		{"all, in order of time", TrendQuery{}, "1@1 2@1 3@1 4@1"},
		{"cluster", TrendQuery{Cluster: task.Some("a")}, "1@1 2@1 3@1"},
		{"tenant", TrendQuery{Tenant: task.Some("x")}, "1@1 3@1 4@1"},
		{"no tenant", TrendQuery{Tenant: task.Some("")}, ""},
		{"states", TrendQuery{States: []task.State{task.Failed, task.Running}}, "3@1 4@1"},
		{"times", TrendQuery{FromMS: task.Some(t0 + 200), ToMS: task.Some(t0 + 400)}, "2@1 3@1"},
	}
	for _, tt := range tests {
		tt.q.Source, tt.q.Name = "default", "Backup"
		got, err := s.Trend(t.Context(), tt.q)
		var all []string
		for k := range got.Runs {
			all = append(all, short(&got.Runs[k]))
		}
		if err != nil || strings.Join(all, " ") != tt.want || got.More {
			t.Errorf("%s: Trend = %v, more %v, %v; want %s", tt.name, all, got.More, err, tt.want)
		}
		if want := []Place{{"a", "x"}, {"a", "y"}, {"b", "x"}}; !slices.Equal(got.Places, want) {
			t.Errorf("%s: places %v, want %v", tt.name, got.Places, want)
		}
	}
}

// TestBackfill: tasks of before get the same runs as those recorded since; a
// body that nobody can read is not tried twice.
func TestBackfill(t *testing.T) {
	s := openNew(t)
	bodies := map[string]task.Response{}
	add := func(r task.Response) {
		e := entry(r)
		e.Body = fmt.Appendf(nil, "%d %d", r.Task.ID, r.Task.Finished.MS)
		bodies[string(e.Body)] = r
		record(t, s, e)
	}
	for k := range 2*backfillPortion + 5 {
		add(runOf(task.ID(1+k), "a", "x", int64(k), 100, task.StatusRunning))
		add(runOf(task.ID(1+k), "a", "x", int64(k), 200+int64(k), task.StatusSuccessful))
	}
	dump := func() (all []string) {
		rows, err := s.readers.Query(`SELECT concat_ws('|', task, snapshot, source, name, cluster, tenant, state, at_ms, makespan_ms, hex(timings)) FROM run ORDER BY task`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			all = append(all, line)
		}
		return all
	}
	want := dump()
	if _, err := s.writer.Exec(`DELETE FROM run WHERE task <> 3`); err != nil {
		t.Fatal(err)
	}
	asked := 0
	decode := func(body []byte) (task.Response, error) {
		asked++
		return bodies[string(body)], nil
	}
	n, err := s.Backfill(t.Context(), decode)
	if err != nil || n != len(want)-1 || asked != n {
		t.Fatalf("Backfill = %d, %v; %d bodies decoded; want %d", n, err, asked, len(want)-1)
	}
	if got := dump(); !slices.Equal(got, want) {
		t.Errorf("runs are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := s.writer.Exec(`DELETE FROM run WHERE task = 3`); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Backfill(t.Context(), func([]byte) (task.Response, error) { return task.Response{}, errors.New("no task") }); n != 1 || err != nil {
		t.Errorf("Backfill of a damaged body = %d, %v", n, err)
	}
	if n, err := s.Backfill(t.Context(), decode); n != 0 || err != nil || asked != len(want)-1 {
		t.Errorf("Backfill again = %d, %v; %d bodies decoded", n, err, asked)
	}
}

// TestMoments: the snapshots in order of what they show, up to one, and at most
// as many as a trail has.
func TestMoments(t *testing.T) {
	s := openNew(t)
	for k := range TrailLimit + 2 {
		e := entry(runOf(1, "a", "x", int64(k), 100, task.StatusSuccessful))
		e.Response.Envelope.Timestamp = task.At(t0+int64(k)*1000, 0)
		if k == 3 { // a look back
			e.Origin, e.Response.Envelope.Timestamp = task.OriginImport, task.At(t0-5000, 0)
		}
		record(t, s, e)
	}
	ref := task.Ref{Source: "default", Task: 1}
	numbers := func(ref task.Ref) (n []int, cut bool) {
		all, cut, err := s.Moments(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range all {
			n = append(n, m.Ref.Snapshot)
		}
		return n, cut
	}
	if got, cut := numbers(ref.At(5)); !slices.Equal(got, []int{4, 1, 2, 3, 5}) || cut {
		t.Errorf("up to 5: %v, cut %v", got, cut)
	}
	got, cut := numbers(ref)
	if len(got) != TrailLimit || !cut || got[0] != 4 || got[1] != 3 || got[TrailLimit-1] != TrailLimit+2 {
		t.Errorf("all: %d from %v, cut %v", len(got), got[:min(3, len(got))], cut)
	}
	if got, cut := numbers(task.Ref{Source: "prod", Task: 1}); got != nil || cut {
		t.Errorf("of a task that is not there: %v, %v", got, cut)
	}
}
