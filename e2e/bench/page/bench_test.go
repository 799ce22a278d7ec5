package page

import (
	"flag"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"taskscope/e2e/internal/browser"
	"taskscope/e2e/internal/harness"
)

var pages = flag.Int("pages", 5, "how often each page is opened; the median counts")

// sizes are the numbers of subtasks.
func sizes() []int { return []int{10, 100, 1000, 10_000} }

// source is the one that the tasks are imported under: none that is asked.
const source = "bench"

func ref(n int) string { return fmt.Sprintf("%s:%d@1", source, taskID(n)) }

// BenchmarkTimeline measures the timeline view beside the baseline and prints
// the table. It skips where no browser starts.
func BenchmarkTimeline(b *testing.B) {
	if testing.Short() {
		b.Skip("-short: needs the program and a browser")
	}
	root, err := browser.Root(".")
	if err != nil {
		b.Fatal(err)
	}
	chromium, err := harness.Launch(b.Context(), root, os.Stderr)
	if err != nil {
		b.Skipf("no Chromium, so nothing is measured: %v", err)
	}
	defer chromium.Close()
	dir := b.TempDir()
	bin, err := harness.Build(root, dir)
	if err != nil {
		b.Fatal(err)
	}
	db := filepath.Join(dir, "taskscope.db")
	importTasks(b, bin, db, dir, sizes())
	var results []result
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			r := side(b, chromium, bin, db, n)
			b.ReportMetric(0, "ns/op") // nothing is done b.N times
			b.ReportMetric(r.ours[ready], "ready-ms")
			b.ReportMetric(r.base[ready], "baseline-ms")
			results = append(results, r)
		})
	}
	if err := table(os.Stdout, results); err != nil {
		b.Fatal(err)
	}
}

// side measures both pages of n subtasks in turn, so that a machine that is
// busy for a while is so for both.
func side(b *testing.B, chromium *harness.Browser, bin, db string, n int) result {
	b.Helper()
	path := "/tasks/" + ref(n) + "?view=timeline&fold=none"
	server := serverTimes(b, bin, db, path, *pages)

	html, err := baselinePage(makeTask(n))
	if err != nil {
		b.Fatal(err)
	}
	other := httptest.NewServer(serveBaseline(html))
	defer other.Close()
	app := serve(b, bin, db)

	var ours, base []sample
	for round := range *pages + 1 {
		one, err := measure(chromium, app.URL+path, n, ourSelectors())
		if err != nil {
			b.Fatal(err)
		}
		two, err := measure(chromium, other.URL+"/", n, baseSelectors())
		if err != nil {
			b.Fatal(err)
		}
		if round == 0 { // the browser's own first time
			continue
		}
		ours, base = append(ours, one), append(base, two)
	}
	r := result{n: n, ours: medians(ours), base: medians(base)}
	maps.Copy(r.ours, server)
	maps.Copy(r.ours, rowsAlone(b, app.URL+path, n))
	return r
}
