package ocpsim

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"testing"
	"time"
)

// at is a task at one moment, as the rules below see it: decoded from JSON,
// or straight from the engine where JSON would only cost time. Times are unix
// ms in the first case, ms since creation in the second; 0 is absent.
type at struct {
	now           int64
	status, op    string
	start, finish int64
	forbid        bool
	subs          []subAt
}

type subAt struct {
	id, series       int64
	name, status, op string
	parallel, runs   int
	start, finish    int64
	executor         string
	forbid           bool
	up, down         []int64
}

// shape is the task without its way through JSON, as far as it never changes.
func shape(r *run) at {
	var a at
	ids := func(steps []int) []int64 {
		var ids []int64
		for _, i := range steps {
			ids = append(ids, r.steps[i].id)
		}
		return ids
	}
	for i := range r.steps {
		s := &r.steps[i]
		a.subs = append(a.subs, subAt{id: s.id, series: s.series, name: s.name, parallel: s.parallel, forbid: s.forbid,
			up: ids(s.up), down: ids(s.down)})
	}
	return a
}

// at fills in what the shape's task is at a moment.
func (a at) at(r *run, ms int64) at {
	c, subs := r.state(ms)
	a.now, a.status, a.op, a.start, a.finish, a.forbid = ms, c.status, c.op, c.start, c.finish, false
	a.subs = slices.Clone(a.subs)
	for i, c := range subs {
		s := &a.subs[i]
		s.status, s.op, s.runs, s.start, s.finish = c.status, c.op, c.runs, c.start, c.finish
		if c.start != 0 {
			s.executor = r.steps[i].executor
		}
		if s.forbid && c.status != pending && c.status != ready {
			a.forbid = true
		}
	}
	return a
}

// num reads an id: a number, or a string when JavaScript could not hold it.
type num int64

func (n *num) UnmarshalJSON(b []byte) error {
	i, err := strconv.ParseInt(string(bytes.Trim(b, `"`)), 10, 64)
	if err == nil && (b[0] == '"') != (i > 1<<53-1) {
		return strconv.ErrSyntax
	}
	*n = num(i)
	return err
}

type jsonSub struct {
	ID, SeriesID                              num
	Name, Description, Status, Operation      string
	Executor, StartTime, FinishTime, NodeType string
	ParallelIdx, RunTime, Timeout             *int
	ProhibitRollback                          *bool
	Upstreams, Downstreams                    *[]num
}

type jsonAnswer struct {
	Data struct {
		ID, TaskDefinitionID                    num
		Name, Status, Operation, Type, Executor string
		CreateTime, StartTime, FinishTime       string
		ProhibitRollback                        bool
		Cluster                                 *struct{ ID, OBClusterID num }
		Tenant                                  *struct{ ID, OBTenantID num }
		Creator                                 struct{ ID num }
		Subtasks                                []jsonSub
	}
	Duration, Status           int
	Server, Timestamp, TraceID string
	Successful                 bool
}

// ofJSON is the task as an answer tells it.
func ofJSON(t *testing.T, body []byte) (at, jsonAnswer) {
	t.Helper()
	var doc jsonAnswer
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatalf("decode %.200s: %v", body, err)
	}
	d := doc.Data
	a := at{now: unix(t, doc.Timestamp), status: d.Status, op: d.Operation, start: unix(t, d.StartTime),
		finish: unix(t, d.FinishTime), forbid: d.ProhibitRollback}
	for _, s := range d.Subtasks {
		if s.ParallelIdx == nil || s.RunTime == nil || s.ProhibitRollback == nil || s.Upstreams == nil || s.Downstreams == nil ||
			s.Timeout == nil || s.Name != s.Description || s.NodeType != "JAVA_TASK" {
			t.Fatalf("subtask %+v lacks a field that OCP always gives", s)
		}
		sub := subAt{int64(s.ID), int64(s.SeriesID), s.Name, s.Status, s.Operation, *s.ParallelIdx, *s.RunTime,
			unix(t, s.StartTime), unix(t, s.FinishTime), s.Executor, *s.ProhibitRollback, nil, nil}
		for _, u := range *s.Upstreams {
			sub.up = append(sub.up, int64(u))
		}
		for _, u := range *s.Downstreams {
			sub.down = append(sub.down, int64(u))
		}
		a.subs = append(a.subs, sub)
	}
	return a, doc
}

func unix(t *testing.T, text string) int64 {
	t.Helper()
	if text == "" {
		return 0
	}
	when, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return when.UnixMilli()
}

// checkGraph holds the structure against the rules of OCP's engine: ids and
// series unique, edges symmetric and closed, no cycle.
func checkGraph(t *testing.T, a at) {
	t.Helper()
	index := map[int64]int{}
	series := make([]bool, len(a.subs))
	for i, s := range a.subs {
		if _, dup := index[s.id]; dup || s.id <= 0 {
			t.Errorf("id %d of %q is taken or not positive", s.id, s.name)
		}
		index[s.id] = i
		if s.series < 0 || s.series >= int64(len(series)) || series[s.series] {
			t.Errorf("seriesId %d of %q is taken or out of range", s.series, s.name)
			continue
		}
		series[s.series] = true
	}
	edges := map[[2]int64]int{}
	for _, s := range a.subs {
		for _, u := range s.up {
			edges[[2]int64{u, s.id}] |= 1
		}
		for _, d := range s.down {
			edges[[2]int64{s.id, d}] |= 2
		}
	}
	waits := make([]int, len(a.subs))
	for e, ends := range edges {
		_, known := index[e[0]]
		to, known2 := index[e[1]]
		if ends != 3 || !known || !known2 || e[0] == e[1] {
			t.Fatalf("edge %v: ends that know it %b, want 11, between two other subtasks", e, ends)
		}
		waits[to]++
	}
	var free []int
	for i, s := range a.subs {
		if waits[i] != len(s.up) {
			t.Fatalf("%q names an upstream twice: %v", s.name, s.up)
		}
		if waits[i] == 0 {
			free = append(free, i)
		}
	}
	for n := 0; n < len(free); n++ {
		for _, d := range a.subs[free[n]].down {
			i := index[d]
			if waits[i]--; waits[i] == 0 {
				free = append(free, i)
			}
		}
	}
	if len(free) != len(a.subs) {
		t.Errorf("a cycle: only %d of %d subtasks can be ordered", len(free), len(a.subs))
	}
}

// checkMoment holds status, operation and times against the rules.
func checkMoment(t *testing.T, a at) {
	t.Helper()
	byID := map[int64]*subAt{}
	n := map[string]int{}
	forbid, back := false, a.op == rollback
	var lastEnd int64
	for i := range a.subs {
		s := &a.subs[i]
		byID[s.id] = s
		n[s.status]++
		lastEnd = max(lastEnd, s.finish)
		if s.forbid && s.status != pending && s.status != ready {
			forbid = true
		}
	}
	if active := n[ready] + n[running] + n[canceling]; active > 10 {
		t.Errorf("at %d: %d subtasks are READY or RUNNING, want at most 10", a.now, active)
	}
	if forbid != a.forbid {
		t.Errorf("at %d: prohibitRollback = %v, want %v", a.now, a.forbid, forbid)
	}
	for i := range a.subs {
		s := &a.subs[i]
		bad := func(why string) {
			t.Errorf("at %d of a %s %s task: %s %q[%d] %s %s start %d finish %d runs %d: %s", a.now, a.status, a.op,
				s.executor, s.name, s.parallel, s.status, s.op, s.start, s.finish, s.runs, why)
		}
		ran := s.op != execute || (s.status != pending && s.status != ready)
		if ran != (s.start != 0) || ran != (s.executor != "") {
			bad("start and executor are there once it ran, and not before")
		}
		if s.start > a.now || s.finish > a.now || (s.start != 0 && s.start < a.start) {
			bad("outside the task's time")
		}
		if s.finish != 0 && s.finish < s.start {
			bad("ends before it starts")
		}
		if s.runs < 1 || (s.op == execute && s.runs != 1) || (s.op == retry && s.runs < 2) {
			bad("attempts")
		}
		switch s.status {
		case running, canceling:
			if s.finish != 0 {
				bad("has an end while it runs")
			}
		case successful, failed:
			if s.finish == 0 {
				bad("has no end")
			}
		case pending:
			if (s.op == rollback) && s.finish == 0 {
				bad("rolled back without an end")
			}
		case ready:
		default:
			bad("unknown status")
		}
		for _, u := range s.up {
			up := byID[u]
			if !back && s.start != 0 && (up.status != successful || up.finish > s.start) {
				bad("started before its upstream " + up.name + " had succeeded")
			}
		}
		for _, d := range s.down {
			if back && (s.op == rollback) && byID[d].status != pending {
				bad("rolled back before its downstream " + byID[d].name)
			}
		}
	}
	over := true
	switch {
	case a.status == running:
		over = false
	case n[ready]+n[running]+n[canceling] > 0:
		t.Errorf("at %d: %d subtasks are under way in a %s task", a.now, n[ready]+n[running]+n[canceling], a.status)
	case a.status == failed && n[failed] == 0:
		t.Errorf("at %d: FAILED without a failed subtask", a.now)
	case a.status == successful && back && n[pending] != len(a.subs):
		t.Errorf("at %d: rolled back with %v", a.now, n)
	case a.status == successful && !back && n[successful] != len(a.subs):
		t.Errorf("at %d: succeeded with %v", a.now, n)
	}
	if over && (a.finish == 0 || a.finish < lastEnd) {
		t.Errorf("at %d: the task ended at %d, its last subtask at %d", a.now, a.finish, lastEnd)
	}
}

// moments are times worth looking at: the ms before, at and after a choice of
// changes, and some at random.
func moments(r *run, choose int) []int64 {
	end := r.end()
	rnd := draw(1, "moments")
	times := []int64{0, end, end + int64(24*time.Hour/time.Millisecond)}
	for range choose {
		track := r.subs[rnd.IntN(len(r.subs))]
		c := track[rnd.IntN(len(track))].at
		times = append(times, max(c-1, 0), c, c+1, rnd.Int64N(end+1))
	}
	return times
}
