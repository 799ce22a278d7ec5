package ocpsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// epoch is when the tests' simulated OCP starts.
func epoch() time.Time { return time.Date(2026, 3, 4, 9, 30, 0, 250_000_000, time.UTC) }

func newSim(t testing.TB, cfg Config) *Sim {
	t.Helper()
	if cfg.Start.IsZero() {
		cfg.Start = epoch()
	}
	if cfg.Now == nil {
		cfg.Now = func() time.Time { return cfg.Start }
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

func mustBody(t *testing.T, s *Sim, id int64, when time.Time) []byte {
	t.Helper()
	body, ok := s.Body(id, when)
	if !ok {
		t.Fatalf("Body(%d, %v): no such task", id, when)
	}
	return body
}

func TestCatalogueIsUnique(t *testing.T) {
	s := newSim(t, Config{})
	ids, keys := map[int64]bool{}, map[string]bool{}
	for _, e := range s.Catalogue() {
		if ids[e.ID] || keys[e.Scenario] || e.Name == "" || e.Subtasks < 1 {
			t.Errorf("entry %+v: id or scenario is taken, or it is empty", e)
		}
		ids[e.ID], keys[e.Scenario] = true, true
		if (e.Group == GroupFaults) != (e.Fault != "") || (e.Group == GroupLive) != e.Live {
			t.Errorf("entry %+v: group and kind differ", e)
		}
	}
	for _, e := range s.Catalogue() {
		if e.Pair != 0 && !ids[e.Pair] {
			t.Errorf("entry %+v: its pair does not exist", e)
		}
	}
}

// plain says whether a scenario's answer keeps every rule of today's OCP.
func plain(e Entry) bool {
	return e.Group != GroupOdd && !slices.Contains([]string{"sample", "old-spelling", "aborted", "warning"}, e.Scenario)
}

// Every task keeps the rules at every sampled moment of its life, and its JSON
// says what the engine has.
func TestCatalogueKeepsTheRules(t *testing.T) {
	s := newSim(t, Config{})
	for _, e := range s.Catalogue() {
		if !plain(e) {
			continue
		}
		t.Run(e.Scenario, func(t *testing.T) {
			k := s.byID[e.ID]
			r := k.played()
			a := shape(r)
			checkGraph(t, a)
			if len(a.subs) != e.Subtasks {
				t.Errorf("%d subtasks, the catalogue says %d", len(a.subs), e.Subtasks)
			}
			for _, ms := range moments(r, min(60, max(2, 1200/len(a.subs)))) {
				checkMoment(t, a.at(r, ms))
			}
			for _, ms := range moments(r, 1) {
				body := mustBody(t, s, e.ID, k.plan.start.Add(time.Duration(ms)*time.Millisecond))
				got, doc := ofJSON(t, body)
				checkGraph(t, got)
				checkMoment(t, got)
				checkSame(t, got, a.at(r, ms), k.plan.start.UnixMilli())
				if int64(doc.Data.ID) != e.ID || doc.Data.Name != e.Name || !doc.Successful || doc.Status != 200 {
					t.Errorf("answer is id %d %q, successful %v", doc.Data.ID, doc.Data.Name, doc.Successful)
				}
				checkForm(t, body)
			}
		})
	}
}

// checkSame: the JSON at a moment says what the engine has, whose times count
// from start.
func checkSame(t *testing.T, got, want at, start int64) {
	t.Helper()
	since := func(ms int64) int64 {
		if ms == 0 {
			return 0
		}
		return ms - start
	}
	if got.status != want.status || got.op != want.op || since(got.start) != want.start || since(got.finish) != want.finish {
		t.Errorf("task is %s %s %d %d, want %s %s %d %d", got.status, got.op, since(got.start), since(got.finish),
			want.status, want.op, want.start, want.finish)
	}
	byID := map[int64]subAt{}
	for _, s := range got.subs {
		s.start, s.finish = since(s.start), since(s.finish)
		byID[s.id] = s
	}
	for _, w := range want.subs {
		if g := byID[w.id]; fmt.Sprint(g) != fmt.Sprint(w) {
			t.Errorf("subtask %v, want %v", g, w)
		}
	}
}

// checkForm: keys in alphabetical order, nothing null, no space.
func checkForm(t *testing.T, body []byte) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var doc any
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	sorted, err := encode(doc) // of a map: sorted
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(sorted, body) {
		t.Errorf("keys are not in alphabetical order: %.300s", body)
	}
	if bytes.Contains(body, []byte("null")) {
		t.Errorf("null in %.300s", body)
	}
}

// Subtasks come in an order that tells nothing, and the same each time.
func TestOrderInTheAnswer(t *testing.T) {
	s := newSim(t, Config{})
	for _, e := range s.Catalogue() {
		k := s.byID[e.ID]
		k.played()
		if len(k.setOrder) > 1 && slices.IsSorted(k.setOrder) {
			t.Errorf("%s: subtasks stand in the template's order", e.Scenario)
		}
	}
}

func TestDeterminism(t *testing.T) {
	one, two := newSim(t, Config{Seed: 3}), newSim(t, Config{Seed: 3})
	other := newSim(t, Config{Seed: 4})
	entries := one.Catalogue()
	when := epoch().Add(3 * time.Minute)
	bodies := map[int64][]byte{}
	for _, e := range entries {
		bodies[e.ID] = mustBody(t, one, e.ID, when)
	}
	differ := 0
	for _, e := range slices.Backward(entries) { // the order of asking must not matter
		if !bytes.Equal(bodies[e.ID], mustBody(t, two, e.ID, when)) {
			t.Errorf("%s: two simulators with one seed differ", e.Scenario)
		}
		if e.Group == GroupDone && !bytes.Equal(bodies[e.ID], mustBody(t, other, e.ID, when)) {
			differ++
		}
	}
	if differ != 19 {
		t.Errorf("another seed changes %d of the 19 finished tasks", differ)
	}
}

// Finished tasks do not depend on when the process starts; live ones get ids
// of their own through LiveShift.
func TestRestart(t *testing.T) {
	one := newSim(t, Config{})
	two := newSim(t, Config{Start: epoch().Add(77 * time.Hour), LiveShift: 1000})
	for _, e := range one.Catalogue() {
		if e.Live {
			if _, ok := two.Body(e.ID, epoch().Add(99*time.Hour)); ok {
				t.Errorf("%s: id %d is used again for another run", e.Scenario, e.ID)
			}
			mustBody(t, two, e.ID+1000, epoch().Add(99*time.Hour))
			continue
		}
		if !bytes.Equal(mustBody(t, one, e.ID, epoch()), mustBody(t, two, e.ID, epoch())) {
			t.Errorf("%s: differs after a restart", e.Scenario)
		}
	}
}

func TestSampleIsExact(t *testing.T) {
	s := newSim(t, Config{})
	body := mustBody(t, s, Sample, epoch())
	if !bytes.Equal(body, []byte(sample)) || len(body) != 3247 || !strings.Contains(sample, `"traceId": "0bc49000675d41af"`) {
		t.Errorf("Body(Sample) = %d bytes, want the sample's 3247", len(body))
	}
	a, _ := ofJSON(t, body)
	checkGraph(t, a)
	checkMoment(t, a)
}

func TestConfigErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		cfg  Config
	}{
		{"nameless user", Config{Users: []User{{}}}},
		{"user twice", Config{Users: []User{{Name: "a"}, {Name: "a"}}}},
		{"key without secret", Config{Users: []User{{Name: "a", AccessKey: "k"}}}},
		{"key twice", Config{Users: []User{{Name: "a", AccessKey: "k", SecretKey: "s"}, {Name: "b", AccessKey: "k", SecretKey: "s"}}}},
		{"redirect to nowhere", Config{RedirectTo: "/x"}},
		{"redirect to no URL", Config{RedirectTo: "http://[::1"}},
		{"negative drip", Config{Drip: -1}},
		{"negative shift", Config{LiveShift: -1}},
	} {
		if _, err := New(c.cfg); err == nil {
			t.Errorf("%s: New(%+v) gives no error", c.name, c.cfg)
		}
	}
	if _, err := New(Config{Users: []User{{Name: "a"}, {Name: "b"}}}); err != nil {
		t.Errorf("two users without keys: %v", err)
	}
}
