package history

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// grantedWorld is a history of many tasks in two sources, some of which alice
// and bob were granted.
func grantedWorld(t *testing.T) *Store {
	s := openNew(t)
	for id := task.ID(1); id <= 60; id++ {
		for _, source := range []string{"prod", "test"} {
			r := made(id, 1)
			r.Task.Name = []string{"Backup", "Restart", "Upgrade"}[id%3]
			r.Task.Cluster = &task.Cluster{Name: []string{"a", "b"}[id%2]}
			r.Task.Started = task.At(t0+int64(id%7)*1000, 0) // many at one moment
			r.Task.Status = task.StatusRunning
			e := entry(r)
			e.Source = source
			record(t, s, e)
			if id%2 == 0 {
				r.Task.Status = task.StatusSuccessful
				e.Response = r
				record(t, s, e)
			}
		}
	}
	grant := func(source, user string, id task.ID, at int64) {
		if err := s.Grant(t.Context(), Identity{source, user}, id, at); err != nil {
			t.Fatal(err)
		}
	}
	for id := task.ID(1); id <= 60; id++ {
		switch {
		case id%5 == 0:
			grant("prod", "alice", id, t0)
		case id%5 == 1:
			grant("prod", "alice", id, t0-1000) // too old
		case id%5 == 2:
			grant("prod", "bob", id, t0)
		}
		if id%4 == 0 {
			grant("test", "alice", id, t0) // somebody else of that name
		}
		if id%6 == 0 {
			grant("test", "al", id, t0)
		}
	}
	return s
}

var (
	aliceOfProd = Viewer{Identities: []Identity{{"prod", "alice"}}, SinceMS: t0 - 1}
	twoAccounts = Viewer{Identities: []Identity{{"prod", "alice"}, {"test", "al"}}, SinceMS: t0 - 1}
)

// may says by other means than SQL whether a viewer of these tests may see it.
func may(v Viewer, ref task.Ref) bool {
	for _, id := range v.Identities {
		switch {
		case id.Source != ref.Source:
		case id == Identity{"prod", "alice"}:
			return ref.Task%5 == 0 || ref.Task%5 == 1 && v.SinceMS < t0-1000
		case id == Identity{"test", "al"}:
			return ref.Task%6 == 0
		}
	}
	return false
}

// walkAll is the list from its first to its last page, and back again.
func walkAll(t *testing.T, s *Store, q Query) []string {
	t.Helper()
	var all []string
	p := list(t, s, q)
	for {
		all = append(all, refs(p.Items)...)
		if p.Next == "" {
			break
		}
		q.After = p.Next
		p = list(t, s, q)
	}
	back := refs(p.Items)
	for p.Prev != "" {
		q.After, q.Before = "", p.Prev
		p = list(t, s, q)
		back = append(refs(p.Items), back...)
	}
	if !slices.Equal(all, back) {
		t.Errorf("%+v: forth is %v, back %v", q, all, back)
	}
	return all
}

// TestViewerList holds every list of a reader against the list of everything
// with what the reader may not see taken out.
func TestViewerList(t *testing.T) {
	s := grantedWorld(t)
	queries := map[string]Query{"all": {}, "two words": {Text: "back 192.168"}, "executor": {Executor: "192.168.0.1"}, "text": {Text: "back"}, "number": {Text: "1"}, "id": {ID: 30}, "source": {Source: "prod"},
		"name": {Name: "restart"}, "cluster": {Cluster: "a"}, "running": {States: []task.State{task.Running}},
		"some": {States: []task.State{task.Running, task.Succeeded}, Text: "upgrade"}, "from": {FromMS: task.Some(t0 + 3000)}}
	viewers := map[string]Viewer{"alice": aliceOfProd, "two accounts": twoAccounts, "long ago": {aliceOfProd.Identities, t0 - 5000},
		"nobody": {}, "a stranger": {Identities: []Identity{{"prod", "eve"}}}}
	seen := 0
	for who, v := range viewers {
		for name, q := range queries {
			for _, q.Newest = range []bool{true, false} {
				q.Limit = 4
				var want []string
				for _, ref := range walkAll(t, s, q) {
					if parsed, err := task.ParseRef(ref); err != nil {
						t.Fatal(err)
					} else if may(v, parsed) {
						want = append(want, ref)
					}
				}
				got := walkAll(t, s.For(v), q)
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s, newest %v: sees %v, want %v", who, name, q.Newest, got, want)
				}
				seen += len(got)
			}
		}
	}
	if seen == 0 {
		t.Error("nobody saw anything: the test shows nothing")
	}
}

func TestGrants(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s, err := Open(t.Context(), Config{Path: path, Now: newClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	alice, other := Identity{"prod", "alice"}, Identity{"test", "alice"}
	at := func(s *Store, id Identity, of task.ID) string {
		got, err := s.Granted(t.Context(), id, of)
		if err != nil {
			t.Fatal(err)
		}
		if !got.OK {
			return "never"
		}
		return fmt.Sprint(got.V)
	}
	for _, ms := range []int64{100, 300, 200} { // answers may come out of order
		if err := s.Grant(t.Context(), alice, 7, ms); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Grant(t.Context(), other, 8, 50); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []Identity{{"", "alice"}, {"prod", ""}} {
		if err := s.Grant(t.Context(), bad, 7, 1); err == nil {
			t.Errorf("Grant(%+v) = nil, want an error", bad)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path) // grants survive a restart
	if a, b, c := at(s, alice, 7), at(s, other, 7), at(s, alice, 8); a != "300" || b != "never" || c != "never" {
		t.Errorf("granted at %s, %s, %s; want 300, never, never", a, b, c)
	}
	if n, err := s.PruneGrants(t.Context(), 300); n != 1 || err != nil {
		t.Errorf("Prune = %d, %v, want the one from before", n, err)
	}
	if a, b := at(s, alice, 7), at(s, other, 8); a != "300" || b != "never" {
		t.Errorf("after pruning granted at %s, %s; want 300, never", a, b)
	}
	if err := s.Revoke(t.Context(), alice, 7); err != nil {
		t.Fatal(err)
	}
	if a := at(s, alice, 7); a != "never" {
		t.Errorf("after it was revoked granted at %s, want never", a)
	}
}

// TestViewerPlans asks SQLite how it finds what a reader may see.
func TestViewerPlans(t *testing.T) {
	s := openNew(t)
	tx, err := s.readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	check := func(name string, c cond) {
		t.Helper()
		byKey := false
		for _, step := range explain(t, tx, c.sql, c.args) {
			if strings.HasPrefix(step, "SCAN a") || strings.HasPrefix(step, "SCAN t") && !strings.HasPrefix(step, "SCAN t USING COVERING INDEX task_time") &&
				!strings.HasPrefix(step, "SCAN t USING INDEX task_time") {
				t.Errorf("%s: SQLite would %q, in\n%s", name, step, c.sql)
			}
			byKey = byKey || strings.HasPrefix(step, "SEARCH a USING")
		}
		if !byKey {
			t.Errorf("%s: the grants are not searched by an index", name)
		}
	}
	from := &position{t0, 1, 1}
	for name, q := range filters {
		for _, sc := range []scope{{limit: 51}, {limit: 51, from: from}, {limit: 51, from: from, back: true, inclusive: true}} {
			f, err := newFilter(t.Context(), tx, &q)
			if err != nil {
				t.Fatal(err)
			}
			f.viewer, f.visible = &twoAccounts, s.For(twoAccounts).visible()
			check("granted: "+name, granted(&f, &sc, grantLimit))
			check("walk: "+name, walk(&f, f.all, &sc))
			check("gather: "+name, gather(&f, &oneOf{terms: []int64{1}}, f.all, &sc))
			check("merge: "+name, merge(&f, &oneOf{terms: []int64{1, 2}}, f.all, &sc))
			if f.id != 0 {
				check("by id: "+name, byID(&f, &sc))
			}
		}
	}
	for query, args := range map[string][]any{grantQuery: {"", "", 1}, pruneQuery: {1}} {
		for _, step := range explain(t, tx, query, args) {
			if !strings.HasPrefix(step, "SEARCH ") {
				t.Errorf("SQLite would %q, in\n%s", step, query)
			}
		}
	}
}

// TestManyGrants is for a reader who was granted more than is collected.
func TestManyGrants(t *testing.T) {
	s := grantedWorld(t)
	v := s.For(twoAccounts)
	tx, err := s.readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	f, err := newFilter(t.Context(), tx, &Query{Newest: true})
	if err != nil {
		t.Fatal(err)
	}
	f.viewer, f.visible = v.viewer, v.visible()
	sc := scope{limit: 7}
	few, err := findGranted(t.Context(), tx, &f, &sc)
	if err != nil {
		t.Fatal(err)
	}
	many, err := findAny(t.Context(), tx, &f, &sc)
	if err != nil {
		t.Fatal(err)
	}
	if len(few) != 7 || !slices.Equal(few, many) {
		t.Errorf("collected %v, walked %v: want the same seven", few, many)
	}
}
