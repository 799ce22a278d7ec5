package web

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"github.com/labstack/echo/v4"

	"taskscope/views/ui"
)

// A page that fails while all of it is held back becomes an error page; one
// that has begun is cut off, and says so, so that nobody takes it for the whole.
func TestPageThatFails(t *testing.T) {
	tests := []struct {
		name   string
		size   int
		panics bool
		want   int // 0: the answer breaks off, and says so
	}{
		{"at its start", 1000, false, http.StatusInternalServerError},
		{"late", 3 * held, false, 0},
		{"late, by a panic", 3 * held, true, 0},
	}
	w := newWorld(t)
	for _, tt := range tests {
		for _, coding := range []string{"identity", "gzip", "zstd", "br"} {
			t.Run(tt.name+" "+coding, func(t *testing.T) {
				view := templ.ComponentFunc(func(_ context.Context, out io.Writer) error {
					if _, err := io.WriteString(out, strings.Repeat("row ", tt.size/4)); err != nil {
						return err
					}
					if tt.panics {
						panic("no such row")
					}
					return errors.New("no such row")
				})
				status, body, err := w.render(t, view, coding)
				switch {
				case tt.want == 0 && (status != http.StatusOK || err == nil):
					t.Errorf("status %d, %d bytes, error %v; want the answer broken off", status, len(body), err)
				case tt.want != 0 && (status != tt.want || err != nil):
					t.Errorf("status %d, error %v; want %d, whole", status, err, tt.want)
				case strings.Contains(body, "row") && tt.want != 0:
					t.Errorf("the error page has some of the page that failed: %.200s", body)
				}
				if said := strings.Contains(body, "This page is not complete."); said != (tt.want == 0) {
					t.Errorf("the reader is told that the page is not complete: %t; it ends with %q", said, body[max(0, len(body)-300):])
				}
				if !strings.Contains(w.logs.String(), "no such row") {
					t.Error("the log does not say why")
				}
			})
		}
	}
}

// What is large, or has parts to be there first, is on its way before all of it
// is made.
func TestPageBeginsEarly(t *testing.T) {
	tests := []struct {
		name  string
		parts []string
		sends bool
	}{
		{"large", []string{strings.Repeat("row ", held/4)}, false},
		{"small, with a top", []string{"top "}, true},
		{"small, with a head and a top", []string{"head ", "top "}, true},
	}
	w := newWorld(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read := make(chan struct{})
			view := templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
				for _, part := range tt.parts {
					if _, err := io.WriteString(out, part); err != nil {
						return err
					}
					if !tt.sends {
						continue
					}
					if err := ui.Send().Render(ctx, out); err != nil {
						return err
					}
				}
				select {
				case <-read: // the reader has the start
				case <-ctx.Done():
					return ctx.Err()
				}
				_, err := io.WriteString(out, "end")
				return err
			})
			front := httptest.NewServer(w.serving(t, view))
			defer front.Close()
			res, err := http.Get(front.URL)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			if _, err := io.ReadFull(res.Body, make([]byte, len(strings.Join(tt.parts, "")))); err != nil {
				t.Fatal(err)
			}
			close(read)
			rest, err := io.ReadAll(res.Body)
			if err != nil || string(rest) != "end" {
				t.Errorf("after the start comes %q, error %v; want %q", rest, err, "end")
			}
			if got := res.Header.Get("Cache-Control"); got != revalidate {
				t.Errorf("Cache-Control = %q, want %q", got, revalidate)
			}
			if got := res.Header.Get("Content-Type"); got != htmlType {
				t.Errorf("Content-Type = %q, want %q", got, htmlType)
			}
		})
	}
}

// serving is a handler whose every answer is this view, inside all of the middleware.
func (w *world) serving(t *testing.T, view templ.Component) http.Handler {
	t.Helper()
	h, err := w.server.wrap(func(e *echo.Echo) {
		e.GET("/", func(c echo.Context) error { return w.server.page(c, http.StatusOK, view) })
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// render asks for the view; the body is what a browser makes of what came.
func (w *world) render(t *testing.T, view templ.Component, coding string) (int, string, error) {
	t.Helper()
	front := httptest.NewServer(w.serving(t, view))
	defer front.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, front.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", coding)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(opened(t, res))
	return res.StatusCode, string(body), err
}

// opened is the body of an answer without its coding.
func opened(t *testing.T, res *http.Response) io.Reader {
	t.Helper()
	switch coding := res.Header.Get("Content-Encoding"); coding {
	case "":
		return res.Body
	case "br":
		return brotli.NewReader(res.Body)
	case "gzip":
		r, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r
	case "zstd":
		r, err := zstd.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(r.Close)
		return r
	default:
		t.Fatalf("an answer in %q", coding)
		return nil
	}
}
