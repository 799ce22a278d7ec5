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
// testdata/<name>.html. One element begins each line there, so that a
// difference can be read.
func Golden(tb testing.TB, name string, page templ.Component) {
	tb.Helper()
	file := filepath.Join("testdata", name+".html")
	html := HTML(tb, page)
	from, to := bytes.Index(html, []byte("<main")), bytes.LastIndex(html, []byte("</main>"))
	if from < 0 || to < from {
		tb.Fatalf("%s: the page has no main element", name)
	}
	got := append(bytes.ReplaceAll(html[from:to], []byte("><"), []byte(">\n<")), '\n')
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
