package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"taskscope/internal/ocpsim"
)

// BenchmarkTaskPage is the page of a task of 1,200 subtasks from history, and
// the answer to a reader who has it already.
func BenchmarkTaskPage(b *testing.B) {
	w := newWorldOf(b)
	ref := w.importBody("prod", w.body(ocpsim.Large))
	ask := func(url, tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+url, nil)
		r.Header.Set("If-None-Match", tag)
		rec := httptest.NewRecorder()
		w.front.Config.Handler.ServeHTTP(rec, r)
		return rec
	}
	url := "/tasks/" + ref.String()
	for _, view := range []string{"", "?view=timeline", "?view=graph", "?view=subtasks"} {
		b.Run("view"+view, func(b *testing.B) {
			for b.Loop() {
				if rec := ask(url+view, ""); rec.Code != http.StatusOK {
					b.Fatalf("status %d", rec.Code)
				}
			}
		})
	}
	b.Run("unchanged", func(b *testing.B) {
		fresh := ask(url, "").Header().Get("ETag")
		for b.Loop() {
			rec := ask(url, fresh)
			if rec.Code == http.StatusOK { // a new minute has begun
				fresh = rec.Header().Get("ETag")
			}
		}
	})
}
