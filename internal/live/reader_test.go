package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

// doc is the wire format of these tests: what a body says.
type doc struct {
	ID     task.ID
	Status task.Status
	Now    int64 // server's clock
}

func decode(body []byte) (task.Response, error) {
	var d doc
	if err := json.Unmarshal(body, &d); err != nil {
		return task.Response{}, &task.NotATask{Reason: task.ReasonSyntax, Line: 1, Err: err}
	}
	return task.Response{
		Task:     task.Task{ID: d.ID, Status: d.Status},
		Envelope: task.Envelope{Timestamp: task.At(d.Now, 0)},
	}, nil
}

// memory is a history in memory that merges by fingerprint, as the real one.
type memory struct {
	mu        sync.Mutex
	snaps     map[task.Ref][]task.Snapshot
	recordErr error
	loadErr   error
	loads     int
}

func (m *memory) Record(_ context.Context, e Entry) (task.Ref, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.recordErr != nil {
		return task.Ref{}, m.recordErr
	}
	key := task.Ref{Source: e.Source, Task: e.Response.Task.ID}
	if m.snaps == nil {
		m.snaps = map[task.Ref][]task.Snapshot{}
	}
	kept := m.snaps[key]
	if n := len(kept); n > 0 {
		was, err := decode(kept[n-1].Body)
		if err == nil && was.Task.Fingerprint() == e.Response.Task.Fingerprint() {
			kept[n-1].LastNow = e.Response.Envelope.Timestamp
			return kept[n-1].Ref, nil
		}
	}
	ref := key.At(len(kept) + 1)
	m.snaps[key] = append(kept, task.Snapshot{Ref: ref, Origin: e.Origin, Body: e.Body, LastNow: e.Response.Envelope.Timestamp})
	return ref, nil
}

func (m *memory) Load(_ context.Context, ref task.Ref) (task.Snapshot, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.loads++
	if m.loadErr != nil {
		return task.Snapshot{}, m.loadErr
	}
	kept := m.snaps[ref.Newest()]
	n := ref.Snapshot
	if n == 0 {
		n = len(kept)
	}
	if n < 1 || n > len(kept) {
		return task.Snapshot{}, fmt.Errorf("memory: %w", task.ErrNoSnapshot)
	}
	return kept[n-1], nil
}

type sourceFunc func(ctx context.Context, id task.ID, lang string) (Answer, error)

func (f sourceFunc) Fetch(ctx context.Context, id task.ID, lang string) (Answer, error) {
	return f(ctx, id, lang)
}

func answer(t *testing.T, id task.ID, status task.Status, now int64) Answer {
	t.Helper()
	body, err := json.Marshal(doc{id, status, now})
	if err != nil {
		t.Fatal(err)
	}
	r, err := decode(body)
	if err != nil {
		t.Fatal(err)
	}
	return Answer{Body: body, Response: r}
}

func newReader(t *testing.T, store Store, source Source, change ...func(*Config)) *Reader {
	t.Helper()
	cfg := Config{DefaultSource: "ocp", Store: store, Decode: decode}
	if source != nil {
		cfg.Sources = map[string]Source{"ocp": source}
	}
	for _, f := range change {
		f(&cfg)
	}
	r, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// failing is a source that always fails in one way.
func failing(kind task.FailureKind) Source {
	return sourceFunc(func(_ context.Context, id task.ID, _ string) (Answer, error) {
		return Answer{}, fmt.Errorf("client: %w", &task.Failure{Kind: kind, Source: "ocp", Task: id})
	})
}

var ref7 = task.Ref{Task: 7}

func TestFreshAnswerIsRecordedAndShown(t *testing.T) {
	store := &memory{}
	now := int64(1000)
	source := sourceFunc(func(_ context.Context, id task.ID, lang string) (Answer, error) {
		if lang != "zh-CN" {
			t.Errorf("language asked = %q, want zh-CN", lang)
		}
		now += 1000
		return answer(t, id, task.StatusRunning, now), nil
	})
	r := newReader(t, store, source)
	for i, wantNow := range []int64{2000, 3000, 4000} {
		v, err := r.Open(t.Context(), ref7, "zh-CN")
		if err != nil {
			t.Fatal(err)
		}
		if want := (task.Ref{Source: "ocp", Task: 7, Snapshot: 1}); v.Snapshot.Ref != want {
			t.Errorf("view %d is of %s, want %s: nothing but the clock changed", i, v.Snapshot.Ref, want)
		}
		if !v.Fresh || v.Pinned || v.Failure != nil || v.NotRecorded != nil {
			t.Errorf("view %d = %+v, want fresh and nothing else", i, v)
		}
		if v.Now.MS != wantNow {
			t.Errorf("view %d is drawn for %d, want the server's latest now %d", i, v.Now.MS, wantNow)
		}
		if v.Snapshot.Task.ID != 7 {
			t.Errorf("view %d is not decoded: task %s", i, v.Snapshot.Task.ID)
		}
	}
	pinned, err := r.Open(t.Context(), ref7.At(1), "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	if !pinned.Pinned || pinned.Fresh || pinned.Now.MS != 2000 {
		t.Errorf("pinned view = now %d, pinned %t, fresh %t; want its body's own now 2000, pinned, not fresh", pinned.Now.MS, pinned.Pinned, pinned.Fresh)
	}
}

func TestPinnedAsksNoSource(t *testing.T) {
	store := &memory{}
	source := sourceFunc(func(context.Context, task.ID, string) (Answer, error) {
		t.Error("the source was asked for a pinned snapshot")
		return Answer{}, errors.New("asked")
	})
	r := newReader(t, store, source)
	if _, err := r.Import(t.Context(), "", answer(t, 7, task.StatusFailed, 1)); err != nil {
		t.Fatal(err)
	}
	v, err := r.Open(t.Context(), ref7.At(1), "en")
	if err != nil || v.Snapshot.Origin != task.OriginImport {
		t.Errorf("Open(7@1) = origin %q, %v, want the imported snapshot", v.Snapshot.Origin, err)
	}
	if _, err := r.Open(t.Context(), ref7.At(2), "en"); !errors.Is(err, task.ErrNoSnapshot) {
		t.Errorf("Open(7@2) = %v, want ErrNoSnapshot", err)
	}
}

func TestFailures(t *testing.T) {
	for _, kind := range task.FailureKinds() {
		refused := kind == task.FailUnauthorized || kind == task.FailForbidden
		t.Run(string(kind)+"/never seen", func(t *testing.T) {
			_, err := newReader(t, &memory{}, failing(kind)).Open(t.Context(), ref7, "en")
			var f *task.Failure
			if !errors.As(err, &f) || f.Kind != kind {
				t.Errorf("Open = %v, want the failure %s", err, kind)
			}
		})
		t.Run(string(kind)+"/in history", func(t *testing.T) {
			r := newReader(t, &memory{}, failing(kind))
			if _, err := r.Import(t.Context(), "ocp", answer(t, 7, task.StatusRunning, 1)); err != nil {
				t.Fatal(err)
			}
			v, err := r.Open(t.Context(), ref7, "en")
			if refused {
				if err == nil || v.Snapshot.Body != nil {
					t.Errorf("Open = %s, %v; want an error and no snapshot", v.Snapshot.Ref, err)
				}
				return
			}
			if err != nil || v.Fresh || v.Failure == nil || v.Failure.Kind != kind || v.Snapshot.Ref.Snapshot != 1 {
				t.Errorf("Open = %+v, %v; want snapshot 1 with failure %s", v, err, kind)
			}
		})
		t.Run(string(kind)+"/history broken", func(t *testing.T) {
			r := newReader(t, &memory{loadErr: errors.New("disk gone")}, failing(kind))
			_, err := r.Open(t.Context(), ref7, "en")
			var f *task.Failure
			if !errors.As(err, &f) || f.Kind != kind {
				t.Errorf("Open = %v, want the failure %s of the source", err, kind)
			}
		})
	}
}

func TestSourceThatIsNotConfigured(t *testing.T) {
	r := newReader(t, &memory{}, failing(task.FailServer))
	old := task.Ref{Source: "old", Task: 7}
	if _, err := r.Open(t.Context(), old, "en"); !errors.Is(err, task.ErrNoSnapshot) {
		t.Errorf("Open(old:7) = %v, want ErrNoSnapshot", err)
	}
	if _, err := r.Import(t.Context(), "old", answer(t, 7, task.StatusFailed, 1)); err != nil {
		t.Fatal(err)
	}
	v, err := r.Open(t.Context(), old, "en")
	if err != nil || v.Snapshot.Ref != old.At(1) || v.Failure != nil || v.Fresh {
		t.Errorf("Open(old:7) = %+v, %v; want old:7@1 from history, no failure", v, err)
	}
}

func TestNotRecorded(t *testing.T) {
	full := errors.New("disk full")
	source := sourceFunc(func(_ context.Context, id task.ID, _ string) (Answer, error) {
		return answer(t, id, task.StatusRunning, 5000), nil
	})
	stores := map[string]*memory{"record fails": {recordErr: full}, "reading back fails": {loadErr: full}}
	for name, store := range stores {
		t.Run(name, func(t *testing.T) {
			var seen []Event
			r := newReader(t, store, source, func(c *Config) { c.Observe = func(e Event) { seen = append(seen, e) } })
			v, err := r.Open(t.Context(), ref7, "en")
			if err != nil {
				t.Fatal(err)
			}
			if !v.Fresh || !errors.Is(v.NotRecorded, full) || v.Snapshot.Ref.Snapshot != 0 ||
				v.Snapshot.Task.ID != 7 || v.Now.MS != 5000 {
				t.Errorf("Open = %+v, want the answer itself, marked as not recorded", v)
			}
			if len(seen) != 1 || !seen[0].NotRecorded || seen[0].Outcome != "ok" {
				t.Errorf("events = %+v, want one ok that is not recorded", seen)
			}
		})
	}
}

func TestManyViewersOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		source := sourceFunc(func(ctx context.Context, id task.ID, _ string) (Answer, error) {
			requests++
			select {
			case <-time.After(3 * time.Second):
				return answer(t, id, task.StatusRunning, 1), nil
			case <-ctx.Done():
				return Answer{}, ctx.Err()
			}
		})
		r := newReader(t, &memory{}, source)
		leaving, leave := context.WithCancel(t.Context())
		first := make(chan error, 1)
		go func() { _, err := r.Open(leaving, ref7, "en"); first <- err }()
		synctest.Wait() // the first viewer's request is under way
		others := make(chan error, 50)
		for range 50 {
			go func() { _, err := r.Open(t.Context(), ref7, "en"); others <- err }()
		}
		synctest.Wait()
		leave()
		if err := <-first; !errors.Is(err, context.Canceled) {
			t.Errorf("the viewer who left got %v, want context.Canceled", err)
		}
		for range 50 {
			if err := <-others; err != nil {
				t.Errorf("a viewer who stayed got %v", err)
			}
		}
		r.Close()
		if requests != 1 {
			t.Errorf("%d requests for 51 viewers, want 1", requests)
		}
	})
}

func TestCloseEndsAbandonedRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		source := sourceFunc(func(ctx context.Context, _ task.ID, _ string) (Answer, error) {
			<-ctx.Done()
			time.Sleep(time.Second) // of the bubble's clock: Close has to wait for it
			ended = true
			return Answer{}, ctx.Err()
		})
		r := newReader(t, &memory{}, source)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := r.Open(ctx, ref7, "en"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Open = %v, want the caller's deadline", err)
		}
		start := time.Now()
		r.Close()
		if took := time.Since(start); !ended || took != time.Second {
			t.Errorf("Close took %v, request ended %t; want it cancelled and waited for", took, ended)
		}
	})
}

func TestPanicOfASourceIsAnError(t *testing.T) {
	source := sourceFunc(func(context.Context, task.ID, string) (Answer, error) { panic("boom") })
	if _, err := newReader(t, &memory{}, source).Open(t.Context(), ref7, "en"); err == nil {
		t.Error("Open = nil, want an error")
	}
}

func TestReadRefusesWhatIsNoTask(t *testing.T) {
	_, err := newReader(t, &memory{}, nil).Read([]byte("<html>"))
	var not *task.NotATask
	if !errors.As(err, &not) {
		t.Errorf("Read(<html>) = %v, want a NotATask", err)
	}
}

func TestPinnedIsReadOnce(t *testing.T) {
	decoded := 0
	store := &memory{}
	r := newReader(t, store, nil, func(c *Config) {
		c.Decode = func(b []byte) (task.Response, error) { decoded++; return decode(b) }
	})
	if _, err := r.Import(t.Context(), "", answer(t, 7, task.StatusFailed, 1)); err != nil {
		t.Fatal(err)
	}
	decoded, store.loads = 0, 0
	for range 3 {
		if _, err := r.Open(t.Context(), ref7.At(1), "en"); err != nil {
			t.Fatal(err)
		}
	}
	if decoded != 1 || store.loads != 1 {
		t.Errorf("three views of one snapshot loaded it %d times and decoded it %d times, want once", store.loads, decoded)
	}
}

func TestShortAndFull(t *testing.T) {
	r := newReader(t, &memory{}, nil)
	for _, tt := range []struct{ in, full, short string }{
		{"7", "ocp:7", "7"}, {"ocp:7@2", "ocp:7@2", "7@2"}, {"prod:7@2", "prod:7@2", "prod:7@2"},
	} {
		ref, err := task.ParseRef(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Full(ref).String(); got != tt.full {
			t.Errorf("Full(%s) = %s, want %s", tt.in, got, tt.full)
		}
		if got := r.Short(ref).String(); got != tt.short {
			t.Errorf("Short(%s) = %s, want %s", tt.in, got, tt.short)
		}
	}
}
