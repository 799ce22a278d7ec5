package taskpage

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// usual is the page of a task whose every subtask has the same baseline.
func usual(in Input, runs int, median, p90 int64) Input {
	figures := make(baseline.Figures, len(in.Snapshot.Task.Subtasks))
	for i := range figures {
		figures[i] = baseline.Figure{Runs: runs, Samples: runs, MedianMS: median, P90MS: p90}
	}
	in.Usual = baseline.Read(&in.Snapshot.Task, in.Graph, in.Analysis, baseline.Set{Figures: figures}, in.Now.MS)
	return in
}

func facts(doc *goquery.Document, selector string) map[string]string {
	all := map[string]string{}
	doc.Find(selector + " dt").Each(func(_ int, s *goquery.Selection) { all[s.Text()] = s.Next().Text() })
	return all
}

// TestSlowerThanUsual: of the sample, 13000336 ran 15.361 s.
func TestSlowerThanUsual(t *testing.T) {
	const query = "subtask=13000336"
	_, doc := drawn(t, usual(inputFor(t, sample(), query), 14, 4800, 6000), text.English)
	for _, c := range []struct{ selector, want string }{
		{".diagnosis", "Install ocp agent (15.361 s), 3.2 × as long as usual (n = 14); "},
		{".panel .notes", "3.2 × as long as usual: 10.561 s more than the median (n = 14)."},
		{".subtasks tbody tr[data-id='13000336']", "3.2 × as long"},
		{".found", "slower than usual 1"},
	} {
		if got := text.Line(doc.Find(c.selector).Text()); !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), c.want) {
			t.Errorf("%s says %q, want %q", c.selector, got, c.want)
		}
	}
	if got, want := facts(doc, ".panel")["Usual run"], "4.800 s, 90 % within 6.000 s (n = 14)"; got != want {
		t.Errorf("the panel says %q, want %q", got, want)
	}
	label := doc.Find(".tl-names a[data-id='13000336']").AttrOr("title", "")
	if want := "3.2\u00a0× as long as usual (n = 14, median 4.800 s)"; !strings.Contains(label, want) {
		t.Errorf("the row says %q, want %q", label, want)
	}
	if got := doc.Find(".tl-bars line.usual").Length(); got != 1 {
		t.Errorf("%d marks of what is usual, want one on the slower row", got)
	}
	_, doc = drawn(t, usual(inputFor(t, sample(), query+"&is=slower"), 14, 4800, 6000), text.Chinese)
	if got := doc.Find(".tl-names a[data-id]").Length(); got != 1 {
		t.Errorf("is=slower leaves %d rows, want 1", got)
	}
}

// TestNotEnoughHistory: under five runs nothing is judged, and it is said.
func TestNotEnoughHistory(t *testing.T) {
	_, doc := drawn(t, usual(inputFor(t, sample(), "subtask=13000336&usual=all"), 4, 4800, 6000), text.English)
	if got, want := facts(doc, ".panel")["Usual run"], "not enough history (n = 4, 5 needed)"; got != want {
		t.Errorf("the panel says %q, want %q", got, want)
	}
	if n := doc.Find(".tl-bars .usual").Length(); n > 0 || strings.Contains(doc.Find("main").Text(), "slower") {
		t.Errorf("%d marks, or something is slower", n)
	}
	_, doc = pageFor(t, sample(), "subtask=13000336", text.English) // nothing is known at all
	if got, ok := facts(doc, ".panel")["Usual run"]; ok {
		t.Errorf("without history the panel says %q", got)
	}
}

func TestEstimateWords(t *testing.T) {
	for _, c := range []struct {
		name        string
		runs        int
		median, p90 int64
		want        string
	}{
		{"range", 9, 40_000, 55_000, "Estimate: probably ends about 15:10:5"},
		{"due", 9, 1000, 55_000, "Estimate: by the usual run times"},
		{"overdue", 9, 1000, 2000, "has already taken longer than usual"},
		{"few", 3, 40_000, 55_000, "not enough history to estimate the end"},
	} {
		tk := waiting()
		if c.name == "due" { // what runs is all that is left
			tk.Subtasks = tk.Subtasks[:2]
		}
		_, doc := drawn(t, usual(inputFor(t, tk, ""), c.runs, c.median, c.p90), text.English)
		if got := text.Line(doc.Find(".estimate").Text()); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// What it rests on says what of it are waits, and of how many runs.
	for runs, want := range map[int]string{4: "waits, for a slot too, are not counted", 6: "for waits and the tail, by what whole runs took beyond their run times (n = 6)"} {
		in := usual(inputFor(t, waiting(), ""), 9, 40_000, 55_000)
		known := baseline.Set{Figures: in.Usual.Figures, Makespans: slices.Repeat([]int64{3_600_000}, runs)}
		in.Usual = baseline.Read(&in.Snapshot.Task, in.Graph, in.Analysis, known, in.Now.MS)
		if _, doc := drawn(t, in, text.English); !strings.Contains(text.Line(doc.Find(".estimate").Text()), want) {
			t.Errorf("with %d whole runs it rests on %q, want %q in it", runs, doc.Find(".estimate").Text(), want)
		}
	}
	if _, doc := drawn(t, usual(inputFor(t, sample(), ""), 9, 1000, 2000), text.English); doc.Find(".estimate").Length() > 0 {
		t.Error("there is an estimate of the end of a task that is over")
	}
}

func TestSuggestions(t *testing.T) {
	run := func(id task.ID, ms int64) task.Summary {
		return task.Summary{Ref: task.Ref{Source: "ocp", Task: id, Snapshot: 2}, State: task.Succeeded, Started: at(-1000), MakespanMS: task.Some(ms), Cluster: "a", Tenant: "b"}
	}
	in := inputFor(t, sample(), "")
	in.Suggested = []Suggested{{Role: LastSuccess, Run: run(8, 20_000)}, {Role: Previous, Run: run(9, 50_000)},
		{Role: Fastest, Run: run(8, 20_000), Of: 14}, {Role: Slowest, Run: run(7, 90_000), Of: 10_000, More: true}}
	_, doc := drawn(t, in, text.English)
	var got []string
	doc.Find(".suggest a").Each(func(_ int, s *goquery.Selection) { got = append(got, s.Text()+" > "+s.AttrOr("href", "")) })
	want := []string{"last successful run · fastest of 14 successful runs: 20.000 s > /compare/8...35000312", "previous run: 50.000 s > /compare/9...35000312",
		"slowest of 10,000+ successful runs: 1 m 30 s > /compare/7...35000312", "Trend of this task > /trend?name=Reinstall+OCP+agent"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("suggestions are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// Of one run, fastest and slowest say nothing.
	since := run(8, 20_000)
	since.Started = at(1_000_000)
	for name, c := range map[string]struct {
		suggested []Suggested
		want      string
	}{
		"it is the last": {[]Suggested{{Role: LastSuccess, Run: run(8, 20_000)}, {Role: Fastest, Run: run(8, 20_000), Of: 1}, {Role: Slowest, Run: run(8, 20_000), Of: 1}}, "last successful run: 20.000 s"},
		"it came since":  {[]Suggested{{Role: LastSuccess, Run: since}}, "next successful run: 20.000 s"},
		"it is later":    {[]Suggested{{Role: Fastest, Run: run(8, 20_000), Of: 1}, {Role: Slowest, Run: run(8, 20_000), Of: 1}}, "only successful run: 20.000 s"},
	} {
		in.Suggested = c.suggested
		_, doc = drawn(t, in, text.English)
		if got := doc.Find(".suggest a").First().Text(); got != c.want {
			t.Errorf("%s: it is suggested as %q, want %q", name, got, c.want)
		}
	}
	_, doc = pageFor(t, sample(), "", text.Chinese)
	if texts := viewtest.Texts(doc.Find(".suggest")); len(texts) != 1 || !strings.Contains(texts[0], "还没有该任务的其他运行") {
		t.Errorf("without other runs: %q", texts)
	}
}
