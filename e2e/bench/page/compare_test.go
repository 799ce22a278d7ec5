package page

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"taskscope/e2e/internal/browser"
	"taskscope/e2e/internal/harness"
)

// jaegerCompares is how many times as long as the baseline Jaeger's comparison
// of two traces took until it was there, measured once side by side (budget.md:
// 2,145 ms and 15,503 ms where rows of HTML took 106 and 186); a tenth of that
// is owed.
func jaegerCompares(n int) float64 {
	if n <= 100 {
		return 2145.0 / 106
	}
	return 15503.0 / 186
}

// again is the same task run once more: ids of its own, and one subtask in eight
// took another time. What it held back is not moved: bars may overlap.
func again(subtasks []subtask) []subtask {
	other := append([]subtask(nil), subtasks...)
	for i := range other {
		other[i].id += 1_000_000
		if i%8 == 3 && other[i].end > 0 {
			other[i].end += 2000 + 37*int64(i)
		}
	}
	return other
}

// BenchmarkComparison opens the comparison of two tasks of n subtasks beside the
// baseline: as a link leads there, and with every row shown. It skips where no browser starts.
func BenchmarkComparison(b *testing.B) {
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
	for _, n := range []int{100, 1000} {
		was := makeTask(n)
		other := taskID(n) + 500_000
		db := filepath.Join(dir, fmt.Sprintf("%d.db", n))
		importBoth(b, bin, db, dir, map[int64][]subtask{taskID(n): was, other: again(was)})
		path := fmt.Sprintf("/compare/%s...%s:%d@1", ref(n), source, other)
		for name, query := range map[string]string{"what differs": "", "every row": "?all=1"} {
			b.Run(fmt.Sprintf("n=%d/%s", n, name), func(b *testing.B) { besides(b, chromium, bin, db, path+query, was) })
		}
	}
}

// besides measures the page of a comparison and the baseline in turn.
func besides(b *testing.B, chromium *harness.Browser, bin, db, path string, was []subtask) {
	b.Helper()
	n := len(was)
	server := serverTimes(b, bin, db, path, *pages)
	html, err := baselinePage(was)
	if err != nil {
		b.Fatal(err)
	}
	least := httptest.NewServer(serveBaseline(html))
	defer least.Close()
	app := serve(b, bin, db)
	rows := rowsOf(b, app.URL+path)
	ourRows := selectors{Root: ".tl", Names: ".tl-names a", Bars: ".tl-bars a", Chart: ".tl-chart"}
	var ours, base []sample
	for round := range *pages + 1 {
		one, err := opened(chromium, app.URL+path, rows, ourRows, nil)
		if err != nil {
			b.Fatal(err)
		}
		two, err := opened(chromium, least.URL+"/", n, baseSelectors(), nil)
		if err != nil {
			b.Fatal(err)
		}
		if round > 0 { // not the browser's own first time
			ours, base = append(ours, one), append(base, two)
		}
	}
	got, beside := medians(ours), medians(base)
	b.ReportMetric(0, "ns/op") // nothing is done b.N times
	b.ReportMetric(got[ready], "ready-ms")
	b.ReportMetric(beside[ready], "baseline-ms")
	b.ReportMetric(got[ready]/beside[ready], "x-baseline")
	b.ReportMetric(jaegerCompares(n)/10, "x-owed")
	b.ReportMetric(server[coldCPU], "server-cpu-ms")
	b.ReportMetric(server[warm], "server-ms")
}

// rowsOf is how many rows the timeline of a page has.
func rowsOf(b *testing.B, address string) int {
	b.Helper()
	res, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return bytes.Count(page, []byte(`class="mark"`))
}

func importBoth(b *testing.B, bin, db, dir string, tasks map[int64][]subtask) {
	b.Helper()
	args := []string{"import", "--db", db, "--source", source}
	for id, subtasks := range tasks {
		body, err := bodyOf(id, subtasks)
		if err != nil {
			b.Fatal(err)
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.json", id))
		if err := os.WriteFile(file, body, 0o600); err != nil {
			b.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command(bin, args...).CombinedOutput(); err != nil {
		b.Fatalf("import both tasks: %v\n%s", err, out)
	}
}
