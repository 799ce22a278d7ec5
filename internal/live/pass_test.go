package live

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

// pass is a Pass that says what the test says.
type pass struct {
	source  Source
	key     string
	knows   bool
	show    bool  // what Learn says of a failure
	noWrite error // what Learn says besides
	signIn  error // what Source says
	learnt  []string
}

func (p *pass) Source(string) (Source, string, error) { return p.source, p.key, p.signIn }

func (p *pass) Knows(context.Context, string, task.ID) (bool, error) { return p.knows, nil }

func (p *pass) Learn(_ context.Context, source string, id task.ID, f *task.Failure) (bool, error) {
	said := "ok"
	if f != nil {
		said = string(f.Kind)
	}
	p.learnt = append(p.learnt, fmt.Sprintf("%s:%s %s", source, id, said))
	return p.show, p.noWrite
}

func (p *pass) Own(context.Context, task.ID) (string, error) { return "own", nil }

// TestOpenWithAPass has what a person is shown, by what the pass and the
// source say. The history has snapshot 1 of task 7.
func TestOpenWithAPass(t *testing.T) {
	ok := sourceFunc(func(_ context.Context, id task.ID, _ string) (Answer, error) {
		return answer(t, id, task.StatusRunning, 9000), nil
	})
	asked := errors.New("sign in first")
	for _, c := range []struct {
		name   string
		ref    task.Ref
		pass   pass
		want   string // the Ref shown, or the error
		learnt string
	}{
		{"newest", ref7, pass{source: ok}, "ocp:7@2", "ocp:7 ok"},
		{"newest, known", ref7, pass{source: ok, knows: true}, "ocp:7@2", "ocp:7 ok"},
		{"newest, not to be remembered", ref7, pass{source: ok, noWrite: errors.New("disk full")}, "ocp:7@2", "ocp:7 ok"},
		{"newest, down", ref7, pass{source: failing(task.FailRefused)}, "refused", "ocp:7 refused"},
		{"newest, down, known", ref7, pass{source: failing(task.FailRefused), knows: true, show: true}, "ocp:7@1", "ocp:7 refused"},
		{"newest, gone, known, not to be remembered", ref7, pass{source: failing(task.FailNotFound), show: true, noWrite: errors.New("disk full")}, "ocp:7@1", "ocp:7 not_found"},
		{"newest, gone", ref7, pass{source: failing(task.FailNotFound)}, "not_found", "ocp:7 not_found"},
		{"newest, forbidden", ref7, pass{source: failing(task.FailForbidden), knows: true}, "forbidden", "ocp:7 forbidden"},
		{"newest, signed out", ref7, pass{signIn: asked, knows: true, show: true}, "sign in first", ""},
		{"pinned, known", ref7.At(1), pass{source: failing(task.FailForbidden), knows: true}, "ocp:7@1", ""},
		{"pinned, known, no such number", ref7.At(8), pass{source: ok, knows: true}, "none", ""},
		{"pinned", ref7.At(1), pass{source: ok}, "ocp:7@1", "ocp:7 ok"},
		{"pinned, no such number", ref7.At(8), pass{source: ok}, "none", "ocp:7 ok"},
		{"pinned, forbidden", ref7.At(1), pass{source: failing(task.FailForbidden)}, "forbidden", "ocp:7 forbidden"},
		{"pinned, gone", ref7.At(1), pass{source: failing(task.FailNotFound)}, "not_found", "ocp:7 not_found"},
		{"pinned, gone, no such number", ref7.At(8), pass{source: failing(task.FailNotFound)}, "not_found", "ocp:7 not_found"},
		{"pinned, gone, shown before", ref7.At(1), pass{source: failing(task.FailNotFound), show: true}, "ocp:7@1", "ocp:7 not_found"},
		{"pinned, down", ref7.At(1), pass{source: failing(task.FailTimeout)}, "timeout", "ocp:7 timeout"},
		{"pinned, signed out", ref7.At(1), pass{signIn: asked}, "sign in first", ""},
		{"not configured", task.Ref{Source: "own", Task: 7}, pass{}, "none", ""},
		{"not configured, known", task.Ref{Source: "own", Task: 7}, pass{knows: true}, "own:7@1", ""},
		{"not configured, pinned", task.Ref{Source: "own", Task: 7, Snapshot: 1}, pass{}, "none", ""},
	} {
		for _, load := range []bool{false, true} {
			if load && c.pass.knows {
				continue // then nothing is asked
			}
			t.Run(fmt.Sprintf("%s, load %v", c.name, load), func(t *testing.T) {
				r := newReader(t, &memory{}, failing(task.FailServer)) // nobody's account
				for _, source := range []string{"ocp", "own"} {
					if _, err := r.Import(t.Context(), source, answer(t, 7, task.StatusFailed, 1)); err != nil {
						t.Fatal(err)
					}
				}
				p := c.pass
				var shown task.Ref
				var err error
				if load {
					var snap task.Snapshot
					snap, err = r.For(&p).Load(t.Context(), c.ref)
					shown = snap.Ref
				} else {
					var v View
					v, err = r.For(&p).Open(t.Context(), c.ref, "en")
					shown = v.Snapshot.Ref
					if err != nil && v.Snapshot.Body != nil {
						t.Error("there is a body beside the error")
					}
				}
				got := shown.String()
				var f *task.Failure
				switch {
				case errors.As(err, &f):
					got = string(f.Kind)
				case errors.Is(err, task.ErrNoSnapshot):
					got = "none"
				case err != nil:
					got = err.Error()
				}
				if got != c.want {
					t.Errorf("shown %s, %v; want %s", got, err, c.want)
				}
				if learnt := fmt.Sprint(p.learnt); learnt != "["+c.learnt+"]" {
					t.Errorf("the pass learnt %s, want %q", learnt, c.learnt)
				}
			})
		}
	}
}

func TestImportIsOnesOwn(t *testing.T) {
	r := newReader(t, &memory{}, nil)
	ref, err := r.For(&pass{}).Import(t.Context(), "ocp", answer(t, 7, task.StatusFailed, 1))
	if want := (task.Ref{Source: "own", Task: 7, Snapshot: 1}); ref != want || err != nil {
		t.Errorf("Import = %s, %v, want %s", ref, err, want)
	}
}

// TestFetchPerAccount lets many people open one task at once: there is one
// request for each account, and none is answered with another's.
func TestFetchPerAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := map[string]*atomic.Int64{"alice": {}, "eve": {}}
		as := func(key string, err error) *pass {
			return &pass{key: key, source: sourceFunc(func(_ context.Context, id task.ID, _ string) (Answer, error) {
				requests[key].Add(1)
				time.Sleep(time.Second)
				return answer(t, id, task.StatusRunning, 9000), err
			})}
		}
		r := newReader(t, &memory{}, failing(task.FailServer))
		refused := &task.Failure{Kind: task.FailForbidden}
		passes := map[string]*pass{"alice": as("alice", nil), "eve": as("eve", refused)}
		for range 10 {
			for key, p := range passes {
				go func() {
					_, err := r.For(&pass{key: key, source: p.source}).Open(t.Context(), ref7, "en")
					if allowed := err == nil; allowed != (key == "alice") {
						t.Errorf("%s: %v", key, err)
					}
				}()
			}
		}
		synctest.Wait()
		time.Sleep(2 * time.Second)
		for key, n := range requests {
			if n.Load() != 1 {
				t.Errorf("%d requests for %s, want one", n.Load(), key)
			}
		}
	})
}
