package harness

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// remains is where one page of a failing test leaves what helps to understand
// it: DIR/page1.png, page1.html and page1.zip, a trace to be opened with
// `npx playwright show-trace` or at a trace viewer.
type remains struct{ dir, name string }

func (s *Suite) remains(test string) remains {
	return remains{
		dir:  filepath.Join(s.Artifacts, folder(test)),
		name: "page" + strconv.Itoa(s.nextPage(test)),
	}
}

// folder makes a test's name safe as a path; subtests become subfolders.
func folder(test string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r == '/', r == '-', r == '_', r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			return r
		case r > 127:
			return r
		}
		return '_'
	}, test)
	return filepath.FromSlash(strings.Trim(filepath.ToSlash(filepath.Clean("/"+safe)), "/"))
}

func (r remains) path(ext string) string { return filepath.Join(r.dir, r.name+ext) }

// page keeps how the page looks and what it is. That is a help, not a check, so
// what cannot be kept is only mentioned.
func (r remains) page(t testing.TB, p *Page) {
	t.Helper()
	if p.IsClosed() {
		return
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		t.Logf("keep what is left of the page: %v", err)
		return
	}
	if _, err := p.Screenshot(pw.ShotOptions{Path: pw.Ptr(r.path(".png")), FullPage: pw.Ptr(true)}); err != nil {
		t.Logf("no screenshot: %v", err)
	}
	html, err := within(patience, func() (string, error) { return p.Content() })
	if err == nil {
		err = os.WriteFile(r.path(".html"), []byte(html), 0o644)
	}
	if err != nil {
		t.Logf("no HTML kept: %v", err)
	}
	t.Logf("%s is at %s", p.URL(), r.path(".png"))
}

// trace keeps what the browser did, step by step.
func (r remains) trace(t testing.TB, c pw.Context) {
	t.Helper()
	if _, err := within(patience, func() (any, error) { return nil, c.Tracing().Stop(r.path(".zip")) }); err != nil {
		t.Logf("no trace: %v", err)
	}
}
