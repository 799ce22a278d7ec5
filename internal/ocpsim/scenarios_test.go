package ocpsim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// tally counts "STATUS OPERATION" of the subtasks.
func (a at) tally() map[string]int {
	n := map[string]int{}
	for _, s := range a.subs {
		n[s.status+" "+s.op]++
	}
	return n
}

// Each finished scenario ends as its name says (ocp.md 1.6 has OCP's own
// combinations for it).
func TestFinishedScenarios(t *testing.T) {
	s := newSim(t, Config{})
	for _, c := range []struct {
		id   int64
		task string
		has  []string // at least one subtask each
		not  []string // none
	}{
		{Succeeded, "SUCCESSFUL EXECUTE", []string{"SUCCESSFUL EXECUTE"}, []string{"PENDING EXECUTE"}},
		{FailedSplit, "FAILED EXECUTE", []string{"FAILED EXECUTE", "PENDING EXECUTE", "SUCCESSFUL EXECUTE"}, nil},
		{Retried, "SUCCESSFUL RETRY", []string{"SUCCESSFUL RETRY"}, []string{"PENDING EXECUTE"}},
		{RetriedTwice, "SUCCESSFUL RETRY", []string{"SUCCESSFUL RETRY"}, []string{"FAILED RETRY"}},
		{Skipped, "SUCCESSFUL EXECUTE", []string{"SUCCESSFUL SKIP"}, []string{"FAILED EXECUTE"}},
		{Cancelled, "FAILED EXECUTE", []string{"FAILED CANCEL", "PENDING EXECUTE"}, []string{"FAILED EXECUTE"}},
		{TimedOut, "FAILED EXECUTE", []string{"FAILED EXECUTE", "PENDING EXECUTE"}, nil},
		{RolledBack, "SUCCESSFUL ROLLBACK", []string{"PENDING ROLLBACK", "PENDING EXECUTE"}, []string{"SUCCESSFUL EXECUTE"}},
		{RollbackFailed, "FAILED ROLLBACK", []string{"FAILED ROLLBACK", "PENDING ROLLBACK", "SUCCESSFUL EXECUTE"}, nil},
		{RollbackSkipped, "SUCCESSFUL ROLLBACK", []string{"PENDING ROLLBACK_SKIP", "PENDING ROLLBACK"}, []string{"FAILED ROLLBACK"}},
		{AbortedStatus, "ABORTED EXECUTE", []string{"FAILED EXECUTE"}, nil},
		{WarningStatus, "SUCCESSFUL EXECUTE", []string{"WARNING EXECUTE"}, nil},
		{BigID, "SUCCESSFUL EXECUTE", nil, []string{"PENDING EXECUTE"}},
		{Large, "SUCCESSFUL EXECUTE", nil, []string{"PENDING EXECUTE"}},
	} {
		a, _ := ofJSON(t, mustBody(t, s, c.id, epoch()))
		if got := a.status + " " + a.op; got != c.task {
			t.Errorf("task %d is %s, want %s", c.id, got, c.task)
		}
		n := a.tally()
		for _, want := range c.has {
			if n[want] == 0 {
				t.Errorf("task %d has no %s: %v", c.id, want, n)
			}
		}
		for _, want := range c.not {
			if n[want] != 0 {
				t.Errorf("task %d has %s: %v", c.id, want, n)
			}
		}
	}
}

// What is running at the start, and how it stands.
func TestLiveScenarios(t *testing.T) {
	s := newSim(t, Config{})
	for _, c := range []struct {
		id   int64
		task string
		has  []string
	}{
		{RunningSmall, "RUNNING EXECUTE", []string{"RUNNING EXECUTE", "PENDING EXECUTE", "SUCCESSFUL EXECUTE"}},
		{Running, "RUNNING EXECUTE", []string{"RUNNING EXECUTE", "PENDING EXECUTE", "SUCCESSFUL EXECUTE"}},
		{RunningLarge, "RUNNING EXECUTE", []string{"RUNNING EXECUTE", "PENDING EXECUTE", "SUCCESSFUL EXECUTE"}},
		{RunningParent, "RUNNING EXECUTE", []string{"RUNNING EXECUTE", "PENDING EXECUTE"}},
		{RunningFailing, "RUNNING EXECUTE", []string{"FAILED EXECUTE", "RUNNING EXECUTE", "PENDING EXECUTE"}},
		{RunningWillFail, "RUNNING EXECUTE", []string{"RUNNING EXECUTE", "PENDING EXECUTE"}},
		{Cancelling, "RUNNING EXECUTE", []string{"RUNNING CANCEL", "PENDING EXECUTE"}},
		{RollingBack, "RUNNING ROLLBACK", []string{"RUNNING ROLLBACK", "PENDING ROLLBACK", "SUCCESSFUL EXECUTE", "PENDING EXECUTE"}},
		{Retrying, "RUNNING RETRY", []string{"RUNNING RETRY", "PENDING EXECUTE"}},
		{Stuck, "RUNNING EXECUTE", []string{"RUNNING EXECUTE", "PENDING EXECUTE"}},
		{Backlog, "RUNNING EXECUTE", []string{"READY EXECUTE", "RUNNING EXECUTE", "PENDING EXECUTE"}},
	} {
		for _, after := range []time.Duration{0, time.Minute} {
			a, _ := ofJSON(t, mustBody(t, s, c.id, epoch().Add(after)))
			if got := a.status + " " + a.op; got != c.task {
				t.Errorf("%v after the start, task %d is %s, want %s", after, c.id, got, c.task)
			}
			for _, want := range c.has {
				if n := a.tally(); n[want] == 0 {
					t.Errorf("%v after the start, task %d has no %s: %v", after, c.id, want, n)
				}
			}
		}
	}
	if _, ok := s.Body(NotYet, epoch()); ok {
		t.Error("NotYet is there at the start")
	}
	mustBody(t, s, NotYet, epoch().Add(time.Minute))
	if a, _ := ofJSON(t, mustBody(t, s, RunningWillFail, epoch().Add(3*time.Minute))); a.status != "FAILED" {
		t.Errorf("three minutes after the start, RunningWillFail is %s, want FAILED", a.status)
	}
	if a, _ := ofJSON(t, mustBody(t, s, Retrying, epoch())); a.finish == 0 || a.finish > a.now {
		t.Error("Retrying has no stale finishTime")
	}
	if a, _ := ofJSON(t, mustBody(t, s, RunningFailing, epoch().Add(2*time.Hour))); a.status != "FAILED" {
		t.Errorf("two hours after the start, RunningFailing is %s, want FAILED", a.status)
	}
	n := map[string]int{}
	for ms := range int64(60) {
		a, _ := ofJSON(t, mustBody(t, s, Backlog, epoch().Add(time.Duration(ms)*time.Minute)))
		n[fmt.Sprint(a.tally()["READY EXECUTE"])]++
	}
	if n["8"] < 30 {
		t.Errorf("in an hour of Backlog, so many minutes have so many READY: %v, want 8 READY in most", n)
	}
}

// The demo always has something that moves: for two hours after the start, in
// every five minutes at least one task that runs changes.
func TestSomethingAlwaysMoves(t *testing.T) {
	s := newSim(t, Config{})
	last := ""
	for after := time.Duration(0); after < 2*time.Hour; after += 5 * time.Minute {
		now, active := "", 0
		for _, e := range s.Catalogue() {
			k := s.byID[e.ID]
			if !e.Live || !k.exists(epoch().Add(after)) {
				continue
			}
			a := shape(k.played()).at(k.run, epoch().Add(after).Sub(k.plan.start).Milliseconds())
			if a.status == running && e.ID != Stuck && e.ID != RunningParent {
				active++
				now += fmt.Sprintln(e.ID, a.tally())
			}
		}
		if active < 2 || now == last {
			t.Errorf("%v after the start %d tasks run, and since five minutes before they changed from\n%sto\n%s", after, active, last, now)
		}
		last = now
	}
}

// After the first failure nothing PENDING is made READY until someone steps in.
func TestNothingBecomesReadyAfterAFailure(t *testing.T) {
	s := newSim(t, Config{})
	checked := 0
	for _, e := range s.Catalogue() {
		r := s.byID[e.ID].played()
		a := shape(r)
		for i, track := range r.subs {
			for n, c := range track {
				if n == 0 || c.status != ready || c.op != execute {
					continue
				}
				for _, sub := range a.at(r, c.at-1).subs {
					if sub.status == failed {
						t.Errorf("%s: %q is READY at %d though %q failed", e.Scenario, r.steps[i].name, c.at, sub.name)
					}
				}
				checked++
			}
		}
	}
	if checked == 0 {
		t.Error("nothing was ever READY")
	}
}

// A retry keeps the first start and the pause, counts the attempt, and leaves
// the end of the task stale meanwhile.
func TestRetry(t *testing.T) {
	s := newSim(t, Config{})
	a, _ := ofJSON(t, mustBody(t, s, RetriedHead, epoch()))
	for _, sub := range a.subs {
		pause := sub.finish - sub.start
		switch isRetried := sub.name == "Set system variables"; {
		case isRetried && (sub.runs != 2 || sub.op != retry || pause < 25*60_000 || pause > 27*60_000):
			t.Errorf("%q: runs %d %s, %d ms from start to finish; want 2 RETRY and the pause of 25 min", sub.name, sub.runs, sub.op, pause)
		case !isRetried && (sub.runs != 1 || sub.op != execute):
			t.Errorf("%q: runs %d %s, want 1 EXECUTE", sub.name, sub.runs, sub.op)
		}
	}
	r := s.byID[RetriedTwice].played()
	_, subs := r.state(r.end())
	var runs []int
	for _, c := range subs {
		runs = append(runs, c.runs)
	}
	slices.Sort(runs)
	if got := runs[len(runs)-2:]; got[0] != 2 || got[1] != 3 {
		t.Errorf("RetriedTwice: most attempts %v, want 2 and 3", got)
	}
}

// Cancel: CANCELING, then RUNNING with operation CANCEL, then FAILED.
func TestCancelGoesThroughItsStates(t *testing.T) {
	s := newSim(t, Config{})
	r := s.byID[Cancelled].played()
	for i, track := range r.subs {
		if track[len(track)-1].op != cancel {
			continue
		}
		var got []string
		for _, c := range track {
			got = append(got, c.status+" "+c.op)
		}
		want := "PENDING EXECUTE, READY EXECUTE, RUNNING EXECUTE, CANCELING CANCEL, RUNNING CANCEL, FAILED CANCEL"
		if strings.Join(got, ", ") != want {
			t.Errorf("%q went %v, want %s", r.steps[i].name, got, want)
		}
		return
	}
	t.Error("nothing was cancelled")
}

func TestTimeout(t *testing.T) {
	s := newSim(t, Config{})
	r := s.byID[TimedOut].played()
	_, subs := r.state(r.end())
	for i, c := range subs {
		if over := c.finish - c.start - int64(r.steps[i].timeout)*1000; c.status == failed && (over < 0 || over > 10_000) {
			t.Errorf("%q failed %d ms after its timeout, want 0 to 10 s", r.steps[i].name, over)
		}
	}
}

// Heads differ from their bases in what the scenario says and nothing else.
func TestPairs(t *testing.T) {
	s := newSim(t, Config{})
	for _, e := range s.Catalogue() {
		if e.Pair == 0 {
			continue
		}
		_, a := ofJSON(t, mustBody(t, s, e.ID, epoch()))
		_, b := ofJSON(t, mustBody(t, s, e.Pair, epoch()))
		if a.Data.Cluster == nil || b.Data.Cluster == nil {
			t.Fatalf("%s or its pair has no cluster", e.Scenario)
		}
		if a.Data.Name != b.Data.Name || fmt.Sprint(*a.Data.Cluster) != fmt.Sprint(*b.Data.Cluster) || a.Data.StartTime == b.Data.StartTime {
			t.Errorf("%s: name or cluster differ from its pair's, or the start does not", e.Scenario)
		}
	}
	type key struct {
		name          string
		parallel, nth int
	}
	runs := func(id int64) (map[key]int64, int64) {
		r := s.byID[id].played()
		_, subs := r.state(r.end())
		m := map[key]int64{}
		for i, c := range subs {
			m[key{r.steps[i].name, r.steps[i].parallel, r.steps[i].nth}] = c.finish - c.start
		}
		return m, r.end()
	}
	for _, c := range []struct {
		base, head int64
		differ     []key
		added      int
		longer     int64 // the makespan, at least by so many ms
	}{
		{SlowBase, SlowHead, []key{{"Start observer process", 4, 0}}, 0, 5 * 60_000},
		{HostsBase, HostsHead, nil, 12, 1},
		{WaitsBase, WaitsHead, nil, 0, 60_000},
		{RetriedBase, RetriedHead, []key{{"Set system variables", -1, 0}}, 0, 24 * 60_000},
	} {
		base, baseEnd := runs(c.base)
		head, headEnd := runs(c.head)
		var differ []key
		for k, ms := range base {
			if got, ok := head[k]; !ok || got != ms {
				differ = append(differ, k)
			}
		}
		if !slices.Equal(differ, c.differ) || len(head)-len(base) != c.added || headEnd-baseEnd < c.longer {
			t.Errorf("%d...%d: runs of %v differ, %d are added, %d ms longer; want %v, %d, at least %d", c.base, c.head,
				differ, len(head)-len(base), headEnd-baseEnd, c.differ, c.added, c.longer)
		}
	}
}

func TestHistoryIsDaily(t *testing.T) {
	s := newSim(t, Config{})
	var last time.Time
	for n := range HistoryRuns {
		_, doc := ofJSON(t, mustBody(t, s, HistoryFirst+int64(n)*HistoryStep, epoch()))
		start, err := time.Parse(time.RFC3339, doc.Data.StartTime)
		if err != nil || doc.Data.Name != "Generate workload report" || doc.Data.Type != "SCHEDULED" {
			t.Fatalf("run %d: %q %s %v", n, doc.Data.Name, doc.Data.Type, err)
		}
		if n > 0 && start.Sub(last).Round(time.Minute) != 24*time.Hour {
			t.Errorf("run %d starts %v after the one before, want a day", n, start.Sub(last))
		}
		last = start
	}
}

func TestVariants(t *testing.T) {
	s := newSim(t, Config{})
	for _, c := range []struct {
		id       int64
		has, not []string
	}{
		{BigID, []string{`"id":"9007199254741993"`, `"upstreams":["90071992547`}, nil},
		{UTC, []string{`"createTime":"2025-03-15T04:00:00Z","creator"`}, []string{`+08:00`}},
		{NoCluster, []string{`"creator"`}, []string{`"cluster"`, `"tenant"`}},
		{Succeeded, []string{`"cluster":{"id":4,"name":"obcluster","obClusterId":1692000000,"type":"PRIMARY"}`, `+08:00`}, []string{`"tenant"`}},
		{RetriedBase, []string{`"tenant":{"id":31,"mode":"ORACLE","name":"pay_core","obTenantId":1004}`}, nil},
		{OldSpelling, []string{`"tasks":[`}, []string{`"subtasks"`, `parallelIdx`, `timeout`}},
		{HistoryFirst, []string{`"taskDefinitionId":1042`, `"creator":{"id":200,"name":"system"}`}, nil},
	} {
		body := string(mustBody(t, s, c.id, epoch()))
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("task %d lacks %s: %.400s", c.id, want, body)
			}
		}
		for _, want := range c.not {
			if strings.Contains(body, want) {
				t.Errorf("task %d has %s", c.id, want)
			}
		}
	}
	if n := s.byID[Large]; size(n.stages, n.plan.hosts) != 1200 {
		t.Errorf("Large has %d subtasks, want 1200", size(n.stages, n.plan.hosts))
	}
}
