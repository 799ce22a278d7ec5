package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

// clockwork is a clock that a test moves.
type clockwork struct{ ahead atomic.Int64 }

func (c *clockwork) Now() time.Time          { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clockwork) forward(d time.Duration) { c.ahead.Add(int64(d)) }

// TestSharedLinks has what somebody gets who was sent a link to a snapshot,
// which alice has recorded, by what OCP says to them now and said before.
func TestSharedLinks(t *testing.T) {
	const id = payTask
	for _, c := range []struct {
		name   string
		user   string
		before func(*world)  // what the reader did earlier
		later  time.Duration // how long ago that was
		ocp    func(*ocpsim.Sim)
		pinned int
		newest int
		says   []string // on the newest one's page
		listed bool     // in the reader's history, at the end
	}{
		{name: "allowed", user: "viewer", pinned: 200, newest: 200, listed: true},
		{name: "forbidden", user: "cluster4", pinned: 403, newest: 403, says: []string{"cluster4", "TASK_VIEWER"}},
		{name: "forbidden altogether", user: "nobody", pinned: 403, newest: 403, says: []string{"nobody", "TASK_VIEWER"}},
		{name: "gone, never granted", user: "viewer", ocp: forget, pinned: 404, newest: 404, says: []string{"shows it only to those"}},
		{name: "gone, granted", user: "viewer", before: look, ocp: forget, pinned: 200, newest: 200, listed: true},
		{name: "gone, granted long ago", user: "viewer", before: look, later: 30 * 24 * time.Hour, ocp: forget, pinned: 200, newest: 200, listed: true},
		{name: "down, never granted", user: "viewer", ocp: down, pinned: 502, newest: 502, says: []string{"OCP", "has not shown it to you lately"}},
		{name: "down, granted", user: "viewer", before: look, ocp: down, pinned: 200, newest: 200, listed: true},
		{name: "down, granted too long ago", user: "viewer", before: look, later: 25 * time.Hour, ocp: down, pinned: 502, newest: 502},
		{name: "withdrawn", user: "viewer", before: look, ocp: faulty(ocpsim.FaultForbidden), pinned: 403, newest: 403},
		{name: "granted lately, pinned first", user: "viewer", before: look, later: 23 * time.Hour, pinned: 200, newest: 200, listed: true},
		{name: "slow", user: "viewer", ocp: faulty(ocpsim.FaultHang), pinned: 504, newest: 504},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			clock := &clockwork{}
			w := newWorld(t, signInMode, func(s *setup) { s.now = clock.Now; s.timeout = 3 * time.Second })
			// Recorded by an account that is not the reader's.
			w.sim.SetFault(id, "")
			w.importBody("prod", w.body(id))
			reader := w.as(c.user)
			if c.before != nil {
				c.before(reader)
			}
			clock.forward(c.later)
			if c.ocp != nil {
				c.ocp(w.sim)
			}
			newest := reader.get(path("/tasks/%d", id), "Accept-Language", "en")
			if newest.StatusCode != c.newest {
				t.Errorf("newest = %d, want %d; %.300s", newest.StatusCode, c.newest, newest.body)
			}
			for _, text := range c.says {
				if !bytes.Contains(newest.body, []byte(text)) {
					t.Errorf("the page does not say %q", text)
				}
			}
			for _, what := range []string{"", "/raw.json", "/analysis.json", "/timeline.svg"} {
				r := reader.get(path("/tasks/%d@1%s", id, what))
				if r.StatusCode != c.pinned {
					t.Errorf("pinned%s = %d, want %d", what, r.StatusCode, c.pinned)
				}
				if c.pinned != 200 {
					checkNothingOf(t, r, what)
				}
			}
			if list := reader.get("/history?all=1"); bytes.Contains(list.body, []byte(payName)) != c.listed {
				t.Errorf("listed = %v, want %v", !c.listed, c.listed)
			}
		})
	}
}

func look(w *world) {
	w.t.Helper()
	if r := w.get(path("/tasks/%d", payTask)); r.StatusCode != 200 {
		w.t.Fatalf("the earlier look = %d", r.StatusCode)
	}
}

func ident(user string) history.Identity { return history.Identity{Source: "prod", User: user} }

func escaped(s string) string { return url.QueryEscape(s) }

func forget(s *ocpsim.Sim) { s.Forget(payTask) }
func down(s *ocpsim.Sim)   { s.SetDown(true) }

func faulty(f ocpsim.Fault) func(*ocpsim.Sim) {
	return func(s *ocpsim.Sim) { s.SetFault(payTask, f) }
}

// TestNotFoundTellsNothing: whether history has a task that OCP does not know
// makes no difference for a reader who was never shown it.
func TestNotFoundTellsNothing(t *testing.T) {
	w := newWorld(t, signInMode)
	w.importBody("prod", w.body(payTask))
	w.importBody("other", w.body(payTask))
	w.sim.Forget(payTask)
	reader := w.as("viewer")
	unknown := int64(payTask + 7_000_000)
	clean := func(r reply, id int64) string {
		text := strings.ReplaceAll(string(r.body), path("%d", id), "ID")
		return strings.ReplaceAll(text, r.Header.Get("X-Request-Id"), "REQUEST")
	}
	for _, what := range []string{"", "@1", "/raw.json", "@1/graph.svg"} {
		known, never := reader.get(path("/tasks/%d%s", payTask, what)), reader.get(path("/tasks/%d%s", unknown, what))
		if known.StatusCode != 404 || never.StatusCode != 404 || clean(known, payTask) != clean(never, unknown) {
			t.Errorf("%s: a kept task is %d\n%s\nan unknown one %d\n%s", what, known.StatusCode, clean(known, payTask), never.StatusCode, clean(never, unknown))
		}
	}
	for _, ref := range []string{"other", "other:%d@1"} {
		if r := reader.get("/tasks/" + strings.ReplaceAll(ref, "%d", path("%d", payTask))); r.StatusCode == 200 {
			t.Errorf("GET %s = 200", ref)
		}
	}
}

// TestGrantsOutliveTheProcess opens the history with another server.
func TestGrantsOutliveTheProcess(t *testing.T) {
	w := newWorld(t, signInMode)
	look(w.as("viewer"))
	w.sim.SetDown(true)
	judge := access.NewJudge(Grants(w.store), 0, time.Now) // of the new process
	knows, err := judge.Knows(t.Context(), "prod", "viewer", task.ID(payTask))
	if err != nil || !knows {
		t.Errorf("after a restart the grant is %v, %v", knows, err)
	}
	if knows, err = judge.Knows(t.Context(), "prod", "cluster4", task.ID(payTask)); err != nil || knows {
		t.Errorf("another account's grant is %v, %v", knows, err)
	}
}

func TestImportsAreOnesOwn(t *testing.T) {
	w := newWorld(t, signInMode)
	body := w.body(payTask)
	alice, bob := w.as("viewer"), w.as("cluster4")
	if text := string(alice.get("/import").body); !strings.Contains(text, "for you alone") || strings.Contains(text, `name="source"`) {
		t.Error("the form does not say who will see it, or asks for a source")
	}
	// The source that is asked for is not given: it would be a way into prod.
	r := bob.do(bob.request("POST", "/import?source=prod", bytes.NewReader(body), "Content-Type", "application/json"))
	to := r.Header.Get("Location")
	if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/tasks/own-") {
		t.Fatalf("import = %d to %q, want bob's own", r.StatusCode, to)
	}
	if got := bob.get(to).StatusCode; got != 200 {
		t.Errorf("bob's own import = %d", got)
	}
	if got := bob.get(path("/tasks/%d", payTask)).StatusCode; got != 403 {
		t.Errorf("importing a task of prod makes it %d for bob, want 403", got)
	}
	for _, what := range []string{"", "/raw.json"} {
		if got := alice.get(to + what).StatusCode; got != 404 {
			t.Errorf("alice gets bob's import%s: %d, want 404", what, got)
		}
	}
	if got := string(alice.get("/history?all=1").body); strings.Contains(got, "own-") {
		t.Error("bob's import is in alice's history")
	}
	if got := string(bob.get("/history?all=1").body); !strings.Contains(got, payName) || !strings.Contains(got, "own-") {
		t.Error("bob's import is not in his history")
	}
	// It is good beyond the time that grants of OCP are.
	if knows, err := access.NewJudge(Grants(w.store), 0, func() time.Time { return time.Now().Add(1000 * 24 * time.Hour) }).
		Knows(t.Context(), strings.TrimPrefix(strings.SplitN(to, ":", 2)[0], "/tasks/"), "cluster4", task.ID(payTask)); err != nil || !knows {
		t.Errorf("in three years the import is known: %v, %v", knows, err)
	}
}

// TestSuggestionsAreGranted: what a task's page offers beside the task.
func TestSuggestionsAreGranted(t *testing.T) {
	w := newWorld(t, signInMode)
	viewer, other := w.as("viewer"), w.as("viewer")
	runs := func(w *world) int {
		return w.get(path("/tasks/%d", ocpsim.SlowBase)).doc(t).Find(`a[href*="/compare/"]`).Length()
	}
	if n := runs(other); n != 0 {
		t.Fatalf("%d runs to compare with before there is one", n)
	}
	if r := viewer.get(path("/tasks/%d", ocpsim.SlowBase+1)); r.StatusCode != 200 {
		t.Fatal(r.StatusCode)
	}
	if n := runs(viewer); n == 0 {
		t.Error("another run of the same account is not offered")
	}
	// The same snapshots, another account that has seen one of them only.
	if err := w.store.Grant(t.Context(), ident("somebody"), task.ID(ocpsim.SlowBase), time.Now().UnixMilli()); err != nil {
		t.Fatal(err)
	}
	got, err := w.store.For(history.Viewer{Identities: []history.Identity{ident("somebody")}}).List(t.Context(), history.Query{})
	if err != nil || len(got.Items) != 1 {
		t.Errorf("somebody's list has %d, %v, want one", len(got.Items), err)
	}
}
