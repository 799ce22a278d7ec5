package web

import (
	"net/http/httptest"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/brotli"

	"taskscope/views/viewtest"
)

// The page of a rehearsal is a whole one, and leaves nothing behind.
func TestRehearsalIsAPageForNobody(t *testing.T) {
	w := newWorld(t)
	rec := httptest.NewRecorder()
	if err := w.server.rehearse(t.Context(), rec); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(brotli.NewReader(rec.Body))
	if err != nil {
		t.Fatal(err)
	}
	viewtest.Identify(doc)
	if n := doc.Find(".tl-names a[data-id]").Length(); n != rehearsedSubtasks {
		t.Errorf("the page has %d subtasks, want %d", n, rehearsedSubtasks)
	}
	for _, of := range []string{".tl-names a[data-group]", ".tl-bars .waiting, .tl-bars .held", ".tl-bars .slack", ".tl-bars .path", ".s-failed"} {
		if doc.Find(of).Length() == 0 {
			t.Errorf("the page has no %s: what draws it is not tried", of)
		}
	}
	stats, err := w.store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if stats.Snapshots != 0 || stats.Tasks != 0 {
		t.Errorf("history then has %d snapshots of %d tasks, want none", stats.Snapshots, stats.Tasks)
	}
	if logs := w.logs.String(); logs != "" {
		t.Errorf("the log says %q, want nothing", logs)
	}
}

func TestRehearsalOfASignInServer(t *testing.T) {
	w := newWorld(t, signInMode)
	if err := w.server.rehearse(t.Context(), nobody{}); err != nil {
		t.Error(err)
	}
}
