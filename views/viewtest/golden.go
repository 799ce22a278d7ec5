package viewtest

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/a-h/templ"
)

var update = flag.Bool("update", false, "write the goldens anew")

// Golden holds what a page has of its own, its main element, against
// testdata/<name>.html.
func Golden(tb testing.TB, name string, page templ.Component) {
	tb.Helper()
	html := HTML(tb, page)
	from, to := bytes.Index(html, []byte("<main")), bytes.LastIndex(html, []byte("</main>"))
	if from < 0 || to < from {
		tb.Fatalf("%s: the page has no main element", name)
	}
	GoldenFile(tb, name+".html", Spread(html[from:to]))
}

// Spread is markup of which an element begins each line, so that a difference can
// be read.
func Spread(markup []byte) []byte {
	return append(bytes.ReplaceAll(markup, []byte("><"), []byte(">\n<")), '\n')
}

// GoldenFile holds what was made against a file of testdata, and tells the first
// line in which they differ; with -update it writes the file.
func GoldenFile(tb testing.TB, name string, got []byte) {
	tb.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			tb.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		tb.Fatalf("read the golden (go test -update writes it): %v", err)
	}
	if bytes.Equal(got, want) {
		return
	}
	a, b := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			tb.Errorf("%s, line %d = %s, want %s", file, i+1, a[i], b[i])
			return
		}
	}
	tb.Errorf("%s has %d lines, want %d", file, len(a), len(b))
}
