package page

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/taskpage"
	"taskscope/views/text"
	"taskscope/views/ui"
	"taskscope/web"
)

// BenchmarkServer is the timeline view of a task of n subtasks on the server
// alone: the whole answer of the handler over a history in a file, which has to
// decode the body each time, and the parts of it by themselves: what is beside
// them is SQLite, compressing, and the garbage of all. cpu-ms is of all
// threads, so what the garbage collector does beside is in it.
func BenchmarkServer(b *testing.B) {
	for _, n := range sizes()[1:] {
		made, err := body(makeTask(n))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) { serverParts(b, n, made) })
	}
}

func serverParts(b *testing.B, n int, made []byte) {
	words, err := text.New()
	if err != nil {
		b.Fatal(err)
	}
	asked, err := permalink.ParseTask(ref(n), map[string][]string{"view": {"timeline"}, "fold": {"none"}})
	if err != nil {
		b.Fatal(err)
	}
	decode := func() task.Snapshot {
		response, err := ocp.Decode(made)
		if err != nil {
			b.Fatal(err)
		}
		return task.Snapshot{Ref: task.Ref{Source: source, Task: task.ID(taskID(n)), Snapshot: 1}, Response: response, Body: made}
	}
	snap := decode()
	analyse := func() taskpage.Input {
		graph, problems := dag.Build(&snap.Task)
		return taskpage.Input{URL: asked, Snapshot: &snap, Graph: graph, Analysis: timeline.Analyze(&snap.Task, graph, snap.Now()),
			Problems: problems, Now: snap.Now(), Pinned: true, Newest: 1, Usual: baseline.Usual{Worst: -1}}
	}
	in := analyse()
	model := func() taskpage.Page { return taskpage.New(ui.Page{Text: words.In(text.English)}, in) }
	page := model()
	var html bytes.Buffer
	draw := func() {
		html.Reset()
		if err := taskpage.View(page.Page, func() (taskpage.Page, func() taskpage.Page) { return page, func() taskpage.Page { return page } }).Render(context.Background(), &html); err != nil {
			b.Fatal(err)
		}
	}
	draw()
	run(b, "decode", func() { decode() })
	run(b, "graph", func() { dag.Build(&snap.Task) })
	run(b, "analysis", func() { timeline.Analyze(&snap.Task, in.Graph, snap.Now()) })
	run(b, "model", func() { model() })
	run(b, "templ", draw)
	whole := handler(b, made, 1)
	run(b, "whole", func() { ask(b, whole, n, "", http.StatusOK) })
	kept := handler(b, made, 0)
	run(b, "again", func() { ask(b, kept, n, "", http.StatusOK) })
	tag := ask(b, kept, n, "", http.StatusOK).Header().Get("ETag")
	run(b, "unchanged", func() {
		if rec := ask(b, kept, n, tag, 0); rec.Code != http.StatusNotModified {
			tag = rec.Header().Get("ETag") // a new minute has begun
		}
	})
}

// run is a benchmark of f that tells the processor time too.
func run(b *testing.B, name string, f func()) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		before, n := cpu(os.Getpid()), 0
		for b.Loop() {
			f()
			n++
		}
		b.ReportMetric((cpu(os.Getpid())-before)/float64(n), "cpu-ms")
	})
}

// handler is the product over a history that has the one task; it keeps so many
// bytes of decoded snapshots, 0 for what it keeps by itself.
func handler(b *testing.B, made []byte, keep int64) http.Handler {
	b.Helper()
	store, err := history.Open(b.Context(), history.Config{Path: filepath.Join(b.TempDir(), "history.db"), Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	reader, err := live.New(live.Config{DefaultSource: "other", Store: web.Store(store), Decode: ocp.Decode, CacheBytes: keep})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(reader.Close)
	answer, err := reader.Read(made)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := reader.Import(b.Context(), source, answer); err != nil {
		b.Fatal(err)
	}
	metrics := web.NewMetrics()
	hub := live.NewHub(live.DefaultPace(), metrics.Polled)
	b.Cleanup(hub.Close)
	h, err := web.New(web.Config{Reader: reader, Hub: hub, History: store, Metrics: metrics, DefaultSource: "other"})
	if err != nil {
		b.Fatal(err)
	}
	return h
}

// ask asks for the page of n subtasks, as Chromium does; want 0 takes any status.
func ask(b *testing.B, h http.Handler, n int, tag string, want int) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/tasks/"+ref(n)+"?view=timeline&fold=none", nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	r.Header.Set("If-None-Match", tag)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	if want > 0 && rec.Code != want {
		b.Fatalf("status %d", rec.Code)
	}
	return rec
}
