package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taskscope/e2e/internal/harness"
	"taskscope/e2e/internal/tbtest"
)

// site serves a tiny site under the CSP that Taskscope has. Each page but the
// first is wrong in one way.
func site(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: needs a browser")
	}
	pages := map[string]string{
		"/":          `<h1>Good</h1><label for="q">Task</label> <input id="q"><p id="scheme"></p><p id="lang"></p><noscript><p>plain</p></noscript><script src="/good.js"></script>`,
		"/good.js":   `document.querySelector("#scheme").textContent = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"; document.querySelector("#lang").textContent = navigator.language + " " + Intl.DateTimeFormat().resolvedOptions().timeZone + " " + innerWidth;`,
		"/console":   `<h1>Console</h1><script src="/console.js"></script>`,
		"/exception": `<h1>Exception</h1><script src="/exception.js"></script>`,
		"/promise":   `<h1>Promise</h1><script src="/promise.js"></script>`,
		"/missing":   `<h1>Missing</h1><img src="/nothing.png" alt="">`,
		"/broken":    `<h1>Broken</h1><img src="/cut.png" alt="">`,
		"/inline":    `<h1>Inline</h1><p style="color: red">style</p>`,
		"/elsewhere": `<h1>Elsewhere</h1><script src="/elsewhere.js"></script>`,
		"/nolabel":   `<h1>No label</h1><input id="q">`,
		"/popup":     `<h1>Popup</h1><a href="/exception" target="_blank">open</a>`,

		"/console.js":   `console.error("bad thing", 7)`,
		"/exception.js": `throw new Error("boom")`,
		"/promise.js":   `Promise.reject(new Error("nobody catches"))`,
		"/elsewhere.js": `new Image().src = "https://cdn.invalid/x.png"`,
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		body, ok := pages[r.URL.Path]
		switch {
		case r.URL.Path == "/cut.png":
			h.Set("Content-Length", "1000")
			w.Write([]byte("short"))
		case r.URL.Path == "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
		case !ok:
			http.Error(w, "nothing here", http.StatusNotFound)
		case strings.HasSuffix(r.URL.Path, ".js"):
			h.Set("Content-Type", "text/javascript")
			w.Write([]byte(body))
		default:
			h.Set("Content-Type", "text/html; charset=utf-8")
			h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' https://cdn.invalid; frame-ancestors 'none'")
			w.Write([]byte(`<!doctype html><html lang="en"><head><title>Site</title><meta name="viewport" content="width=device-width"></head><body><main>` + body + `</main></body></html>`))
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestGoodPagePasses(t *testing.T) {
	t.Parallel()
	url := site(t)
	tests := []struct {
		name         string
		options      PageOptions
		scheme, lang string
	}{
		{"plain", PageOptions{}, "light", "en-US UTC 1280"},
		{"dark, Chinese, narrow", PageOptions{Dark: true, Locale: "zh-CN", Timezone: "Asia/Shanghai", Width: 400}, "dark", "zh-CN Asia/Shanghai 400"},
		{"no JavaScript", PageOptions{NoJS: true}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.options.Base = url
			p := NewPage(t, test.options)
			p.Open("/")
			p.See(p.Role("heading", "Good"))
			p.See(p.Label("Task"))
			p.SeeText(p.Locator("#scheme"), test.scheme)
			p.SeeText(p.Locator("#lang"), test.lang)
			if test.options.NoJS {
				p.See(p.Text("plain"))
			} else {
				Axe(t, p)
			}
			p.Gone(p.Text("No such thing"))
			p.OpenStatus("/no-such-page", http.StatusNotFound)
		})
	}
}

// TestBadPageFails shows that each thing that can go wrong in a page fails a
// test, and that what the test needs to be understood is kept.
func TestBadPageFails(t *testing.T) {
	t.Parallel()
	url := site(t)
	tests := []struct {
		name, path string
		want       string // in the one failure
		act        func(testing.TB, *harness.Suite, *Page)
	}{
		{name: "console error", path: "/console", want: "console error: bad thing 7"},
		{name: "exception", path: "/exception", want: "uncaught exception: Error: boom"},
		{name: "rejected promise", path: "/promise", want: "uncaught exception: Error: nobody catches"},
		{name: "404 subresource", path: "/missing", want: "answer: 404 for a image (" + url + "/nothing.png)"},
		{name: "truncated subresource", path: "/broken", want: "failed request: net::ERR_CONTENT_LENGTH_MISMATCH"},
		{name: "style attribute", path: "/inline", want: "Content Security Policy"},
		{name: "request to elsewhere", path: "/elsewhere", want: "request to elsewhere: image (https://cdn.invalid/x.png)"},
		{name: "wrong status", path: "/no-such-page", want: "status 404, want 200"},
		{name: "missing label", path: "/nolabel", want: "axe: " + url + "/nolabel: label (critical)",
			act: func(t testing.TB, s *harness.Suite, p *Page) { s.Axe(t, p) }},
		{name: "missing element", path: "/", want: "waiting for getByRole('button', { name: 'Not there', exact: true })",
			act: func(_ testing.TB, _ *harness.Suite, p *Page) {
				p.Patience = 100
				p.Click(p.Role("button", "Not there"))
			}},
		{name: "exception in a popup", path: "/popup", want: "uncaught exception: Error: boom",
			act: func(_ testing.TB, _ *harness.Suite, p *Page) {
				popup, err := p.ExpectPopup(func() error { p.Click(p.Role("link", "open")); return nil })
				p.Must(err)
				p.Must(popup.WaitForLoadState())
			}},
		{name: "expected but absent", path: "/", want: `the expected problem "boom" did not come`,
			act: func(_ testing.TB, _ *harness.Suite, p *Page) { p.ExpectProblem("boom") }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := &harness.Suite{Browser: suite.Browser, Artifacts: t.TempDir()}
			failures := tbtest.Run(t, "inner", func(t testing.TB) {
				p := s.NewPage(t, PageOptions{Base: url})
				p.Open(test.path)
				if test.act != nil {
					test.act(t, s, p)
				}
			})
			if !contains(failures, test.want) {
				t.Fatalf("a test of %s fails with %q, want %q in it", test.path, failures, test.want)
			}
			kept := filepath.Join(s.Artifacts, "TestBadPageFails", strings.NewReplacer(" ", "_").Replace(test.name), "inner")
			for _, file := range []string{"page1.png", "page1.html", "page1.zip"} {
				if info, err := os.Stat(filepath.Join(kept, file)); err != nil || info.Size() == 0 {
					t.Errorf("after a failing test, %s: %v, want a file with something in it", file, err)
				}
			}
		})
	}
}

func TestExpectedProblemPasses(t *testing.T) {
	t.Parallel()
	url := site(t)
	s := &harness.Suite{Browser: suite.Browser, Artifacts: t.TempDir()}
	failures := tbtest.Run(t, "inner", func(tb testing.TB) {
		p := s.NewPage(tb, PageOptions{Base: url})
		p.ExpectProblem("/nothing.png")
		p.Open("/missing")
	})
	if len(failures) > 0 {
		t.Errorf("a page with an expected 404 fails with %q, want no failure", failures)
	}
	if left, err := os.ReadDir(s.Artifacts); err != nil || len(left) > 0 {
		t.Errorf("a passing test leaves %v (%v), want nothing", left, err)
	}
}

func contains(failures []string, want string) bool {
	for _, f := range failures {
		if strings.Contains(f, want) {
			return true
		}
	}
	return false
}
