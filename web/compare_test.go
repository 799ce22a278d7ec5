package web

import (
	"encoding/xml"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/compare"
	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
)

// importBlast imports two runs of one task, 36000107 and 36000108.
func (w *world) importBlast() {
	w.t.Helper()
	for _, name := range []string{"36000107-blast-43-run1.json", "36000108-blast-43-run2.json"} {
		body, err := os.ReadFile("testdata/" + name)
		if err != nil {
			w.t.Fatal(err)
		}
		w.importBody("prod", body)
	}
}

// sentences are the summary of a comparison, without its title and its link.
func (w *world) sentences(base, head int64) string {
	w.t.Helper()
	r := w.get(path("/compare/%d...%d/summary.txt", base, head), "Accept-Language", "en")
	lines := strings.Split(strings.TrimSuffix(string(r.body), "\n"), "\n")
	if want := path("/compare/%d@1...%d@1", base, head); r.StatusCode != 200 || len(lines) < 3 || len(lines) > 7 || !strings.HasSuffix(lines[len(lines)-1], want) {
		w.t.Fatalf("summary of %d and %d = %d %q, want at most five sentences between a title and a link to %s", base, head, r.StatusCode, lines, want)
	}
	return strings.Join(lines[1:len(lines)-1], "\n")
}

// TestSummariesOfTheDemosPairs: each pair differs in one thing, and the summary
// says which.
func TestSummariesOfTheDemosPairs(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name       string
		base, head int64
		want       []string
		not        []string
	}{
		{"one straggling host", ocpsim.SlowBase, ocpsim.SlowHead, []string{
			"+6 m 00.405 s (+393 %).", "running +6 m 00.405 s; unchanged: waiting, the tail.",
			"+6 m 00.405 s where the critical path went through Start observer process #4 in place of Start observer process #1, since Start observer process #4 waited as long and ran 6 m 08.662 s longer.",
			"49 matched subtasks, 1 of them significantly different; the critical paths share 17, 1 left and 1 came."},
			[]string{"noise", "only in", "rest"}},
		{"the other way round", ocpsim.SlowHead, ocpsim.SlowBase, []string{
			"−6 m 00.405 s (−80 %).", "−6 m 00.405 s where the critical path went through Start observer process #1 in place of Start observer process #4, since Start observer process #4 waited as long and ran 6 m 08.662 s less."},
			[]string{"noise"}},
		{"five hosts instead of three", ocpsim.HostsBase, ocpsim.HostsHead, []string{
			"+6.626 s (+4 %), which is within the noise", "+5.817 s where the critical path went through Pre check for install OB #4 in place of Pre check for install OB #1, since only head has Pre check for install OB #4; the rest adds up to +0.809 s.",
			"12 are only in head: more copies of 6 split stages, 5 instead of 3 each."},
			[]string{"another state", "only in base"}},
		{"three hosts instead of five", ocpsim.HostsHead, ocpsim.HostsBase, []string{
			"−6.626 s", "since only base has Pre check for install OB #4", "12 are only in base: more copies of 6 split stages, 3 instead of 5 each."},
			[]string{"only in head"}},
		{"a busy scheduler", ocpsim.WaitsBase, ocpsim.WaitsHead, []string{
			"+5 m 19.013 s (+449 %).", "waiting +5 m 12.790 s, the tail +6.223 s; unchanged: running.", "It is spread over 20 places, the largest: +22.137 s in Start ocp agent service #4, which waited 22.137 s longer and ran as long;",
			"the critical paths share 19, 0 left and 0 came."},
			[]string{"noise", "ran 2"}},
		{"a retry", ocpsim.RetriedBase, ocpsim.RetriedHead, []string{
			"+25 m 02.556 s", "+25 m 03.459 s in Set system variables, which needed more than one attempt in head, so its time includes the pauses between them; the rest adds up to −0.903 s."},
			[]string{"longer"}},
		{"one failed", ocpsim.HistoryFirst + 6*ocpsim.HistoryStep, ocpsim.HistoryFirst + 7*ocpsim.HistoryStep, []string{
			"of base 35400061 (failed)", "3 ended in another state (first Generate report #2: succeeded instead of failed)"}, []string{"noise"}},
		{"one that failed early", 35200002, 35200003, []string{
			"base 35200002 (failed)", "15 more in place of Install rpm #9, since base never got to 16 of them; the rest adds up to −9.970 s."}, []string{"ran 8"}},
		{"other tasks", ocpsim.Sample, 35200001, []string{
			"Head 35200001 (Start OB zone) took 1 m 22.774 s against 22.327 s of base 35000312 (Reinstall OCP agent)",
			"The two have no subtask in common, so the difference cannot be put down to any."}, []string{"Where it comes from", "matched"}},
		{"other tasks with one subtask in common", 35200013, 35200001, []string{"(Failover OB cluster) (aborted)", "since only head has 9 of them"}, nil},
		{"the same", ocpsim.SlowBase, ocpsim.SlowBase, []string{"Base and head are the same"}, []string{"took"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := w.sentences(c.base, c.head)
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("summary = %s\nwant in it %s", got, want)
				}
			}
			for _, not := range c.not {
				if strings.Contains(got, not) {
					t.Errorf("summary = %s\nwant without %q", got, not)
				}
			}
		})
	}
}

// TestCompareFiles: what a comparison can be had as beside its page.
func TestCompareFiles(t *testing.T) {
	w := newWorld(t)
	all := w.records(path("/compare/%d...%d/subtasks.csv", ocpsim.HostsBase, ocpsim.HostsHead))
	if !slices.Equal(all[0], compare.Columns()) || len(all) != 1+33+12 {
		t.Errorf("%d records, header %q; want 33 pairs and 12 without a counterpart", len(all)-1, all[0])
	}
	if got := all[1]; got[0] != "Pre check for install OB" || got[1] != "1" || got[14] != "-30953" || got[17] != "false" {
		t.Errorf("the first record is %q, want the largest effect", got)
	}
	if found := w.records(path("/compare/%d...%d/subtasks.csv?q=add+obs", ocpsim.HostsBase, ocpsim.HostsHead)); len(found) != 3 {
		t.Errorf("q=add obs gives %d records, want the two that the page has", len(found)-1)
	}
	svg := w.get(path("/compare/%d...%d/compare.svg", ocpsim.HostsBase, ocpsim.HostsHead), "Accept-Language", "zh-CN")
	if svg.StatusCode != 200 || svg.Header.Get("Content-Type") != "image/svg+xml" || !wellFormed(svg.body) {
		t.Fatalf("compare.svg = %d %s", svg.StatusCode, svg.Header.Get("Content-Type"))
	}
	for _, want := range []string{"属于正常波动", "Pre check for install OB #4", "+5.817 秒", "/compare/35300011@1...35300012@1"} {
		if !strings.Contains(string(svg.body), want) {
			t.Errorf("compare.svg has no %q", want)
		}
	}
	for _, e := range permalink.CompareExports() {
		if got := w.get(path("/compare/%d...%d/%s", ocpsim.HostsBase, ocpsim.HostsHead, e)).Header.Get("Content-Disposition"); !strings.Contains(got, `35300011-1-35300012-1-`+string(e)+`"`) {
			t.Errorf("%s is called %q", e, got)
		}
		checkErrorPage(t, w.get(path("/compare/%d...x/%s", ocpsim.HostsBase, e), "Accept-Language", "en"), 400, "head")
	}
}

// TestRunsPage: three runs and more side by side.
// TestANoticeIsSaidOnce of a task however often it is compared.
func TestANoticeIsSaidOnce(t *testing.T) {
	w := newWorld(t)
	w.importBlast() // OCP does not know these two
	for url, want := range map[string]int{
		"/compare/36000107...36000107": 1, "/compare/36000107...36000108": 2,
		"/compare/36000107...36000108...36000107": 2,
	} {
		if got := w.get(url, "Accept-Language", "en").doc(t).Find(".banner:contains('OCP does not have this task')").Length(); got != want {
			t.Errorf("%s has the notice %d times, want %d", url, got, want)
		}
	}
}

func TestRunsPage(t *testing.T) {
	w := newWorld(t)
	id := func(n int64) string { return path("%d", ocpsim.HistoryFirst+n*ocpsim.HistoryStep) }
	url := "/compare/" + strings.Join([]string{id(4), id(5), id(6), id(7)}, "...")
	d := w.get(url, "Accept-Language", "en").doc(t)
	if n := d.Find(".small-bars[role=img]").Length(); n != 4 {
		t.Errorf("%d small timelines, want 4", n)
	}
	if got := d.Find(".small-bars").Eq(2).AttrOr("aria-label", ""); !strings.Contains(got, id(6)+": failed, makespan 8 m 04.885 s, 6 subtasks") {
		t.Errorf("the third is described as %q", got)
	}
	for _, href := range []string{"/compare/" + id(4) + "..." + id(5), "/compare/" + id(4) + "..." + id(7), "?base=3"} {
		if d.Find(`main a[href="`+href+`"]`).Length() != 1 {
			t.Errorf("there is no link to %s", href)
		}
	}
	row := d.Find(".subtasks tbody tr").First().Text()
	if fields := strings.Fields(row); !strings.HasPrefix(strings.Join(fields, " "), "Generate report #3") || !strings.Contains(row, "▲") {
		t.Errorf("the first row is %q, want the subtask that spreads most", fields)
	}
	if got := d.Find(".banner").Text(); !strings.Contains(got, "C is failed") {
		t.Errorf("banner = %q, want a word on the failed run", got)
	}
	based := w.get(url+"?base=3", "Accept-Language", "en").doc(t)
	if based.Find(`main a[href="/compare/`+id(6)+"..."+id(4)+`"]`).Length() != 1 {
		t.Error("with base=3 the first run is not compared with the third")
	}
	other := w.get("/compare/"+id(0)+"..."+id(1)+path("...%d", ocpsim.SlowBase), "Accept-Language", "en").doc(t)
	if got := other.Find(".banner").Text(); !strings.Contains(got, "Start OB cluster") || !strings.Contains(got, "different tasks") {
		t.Errorf("banner = %q, want that the names differ", got)
	}
	checkErrorPage(t, w.get("/compare/"+id(0)+"...424242..."+id(1), "Accept-Language", "en"), 404, "424242")
	checkErrorPage(t, w.get("/compare/1...2...3...4...5...6...7...8...9", "Accept-Language", "en"), 400, "runs")
	checkErrorPage(t, w.get(url+"?base=5", "Accept-Language", "en"), 400, "base")
}

func TestRunsJSON(t *testing.T) {
	w := newWorld(t)
	var j runsJSON
	w.get(path("/compare/%d...%d...%d/analysis.json", ocpsim.SlowBase, ocpsim.SlowHead, ocpsim.SlowBase)).json(t, &j)
	if len(j.Runs) != 3 || j.Makespan.N != 3 || *j.Makespan.MinMS != 91638 || *j.Makespan.MedianMS != 91638 || *j.Makespan.MaxMS != 452043 || *j.Makespan.Slowest != "35300002@1" {
		t.Errorf("runs %+v, makespan %+v", j.Runs, j.Makespan)
	}
	if len(j.Subtasks) != 49 {
		t.Errorf("%d subtasks, want 49", len(j.Subtasks))
	}
	slow := slices.IndexFunc(j.Subtasks, func(r runsRowJSON) bool { return r.Name == "Start observer process" && r.ParallelIdx == 4 })
	if r := j.Subtasks[slow]; *r.Run.MaxMS != 381_000 || *r.Run.MedianMS != 12_338 || *r.Run.Slowest != "35300002@1" || len(r.Subtasks) != 3 || r.Wait.Slowest != nil {
		t.Errorf("the slow one is %+v", r)
	}
}

// TestRunsFiles: several runs can be had as the files that two can.
func TestRunsFiles(t *testing.T) {
	w := newWorld(t)
	of := path("/compare/%d...%d...%d", ocpsim.SlowBase, ocpsim.SlowHead, ocpsim.HostsBase)
	all := w.records(of + "/subtasks.csv")
	if !slices.Equal(all[0], compare.ManyColumns(3)) || len(all) < 50 {
		t.Fatalf("%d records, header %q", len(all)-1, all[0])
	}
	// As the page orders them: what spreads most is first.
	want := []string{"Start observer process", "4", "2", "12338", "196669", "381000"}
	if got := all[1][:6]; !slices.Equal(got, want) || all[1][9] != "b" || all[1][10] != "true" {
		t.Errorf("the first record is %q, want %q and b the slowest", all[1], want)
	}
	if got := all[1][11:]; got[2] != "12338" || got[7] != "381000" || got[10] != "" || got[13] != "" {
		t.Errorf("by run it is %q, want the figures of a and b, and nothing of c", got)
	}
	if found := w.records(of + "/subtasks.csv?q=start+observer+process+%230&sort=name"); len(found) != 2 || found[1][0] != "Start observer process" || found[1][1] != "0" {
		t.Errorf("q=start observer process #0 gives %q, want that one", found[1:])
	}
	svg := w.get(of+"/compare.svg", "Accept-Language", "zh-CN")
	if svg.StatusCode != 200 || svg.Header.Get("Content-Type") != "image/svg+xml" || !wellFormed(svg.body) {
		t.Fatalf("compare.svg = %d %s", svg.StatusCode, svg.Header.Get("Content-Type"))
	}
	for _, want := range []string{"并排查看 3 次运行", "Start observer process #4", path("/compare/%d@1...%d@1...%d@1", ocpsim.SlowBase, ocpsim.SlowHead, ocpsim.HostsBase)} {
		if !strings.Contains(string(svg.body), want) {
			t.Errorf("compare.svg has no %q", want)
		}
	}
	d := w.get(of+"?q=start&base=2", "Accept-Language", "en").doc(t)
	for _, e := range permalink.RunsExports() {
		r := w.get(of + "/" + string(e))
		if got, want := r.Header.Get("Content-Disposition"), path(`%d-1-%d-1-%d-1-%s"`, ocpsim.SlowBase, ocpsim.SlowHead, ocpsim.HostsBase, e); !strings.Contains(got, want) {
			t.Errorf("%s is called %q, want %s in it", e, got, want)
		}
		if d.Find(`main a[href="`+of+"/"+string(e)+`?base=2&q=start"]`).Length() != 1 {
			t.Errorf("the page has no link to its %s", e)
		}
		checkErrorPage(t, w.get("/compare/1...x...3/"+string(e), "Accept-Language", "en"), 400, "runs")
	}
	checkErrorPage(t, w.get(of+"/summary.txt", "Accept-Language", "en"), 400, "head")
}

// wellFormed says whether this is XML.
func wellFormed(body []byte) bool {
	for d := xml.NewDecoder(strings.NewReader(string(body))); ; {
		if _, err := d.Token(); err != nil {
			return err == io.EOF
		}
	}
}

// TestPickingRuns: two ticks lead to a comparison, three to eight to the page of
// several, the earliest first.
func TestPickingRuns(t *testing.T) {
	w := newWorld(t)
	w.importBlast()
	w.get(path("/tasks/%d", ocpsim.Sample))
	for query, want := range map[string]string{
		"pick=36000108&pick=36000107":                                "/compare/36000107...36000108",
		path("pick=36000108&pick=36000107&pick=%d", ocpsim.Sample):   path("/compare/%d...36000107...36000108", ocpsim.Sample),
		path("pick=%d&pick=36000107&pick=36000108@1", ocpsim.Sample): path("/compare/%d...36000107...36000108@1", ocpsim.Sample),
		"pick=1&pick=2&pick=3&pick=4&pick=5&pick=6&pick=7&pick=8":    "/compare/1...2...3...4...5...6...7...8",
	} {
		if r := w.get("/compare?" + query); r.StatusCode != 303 || r.Header.Get("Location") != want {
			t.Errorf("%s = %d to %q, want %q", query, r.StatusCode, r.Header.Get("Location"), want)
		}
	}
	checkErrorPage(t, w.get("/compare?pick=1&pick=2&pick=3&pick=4&pick=5&pick=6&pick=7&pick=8&pick=9", "Accept-Language", "en"), 400, "2 to 8")
	checkErrorPage(t, w.get("/compare?pick=1&pick=x&pick=3", "Accept-Language", "en"), 400, "runs")
}
