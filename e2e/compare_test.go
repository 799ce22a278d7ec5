package e2e

import (
	"encoding/json"
	"path"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// comparison is what the tests read of …/analysis.json of a comparison.
type comparison struct {
	Base, Head  string
	BaseMS      int64 `json:"base_makespan_ms"`
	HeadMS      int64 `json:"head_makespan_ms"`
	DeltaMS     int64 `json:"delta_ms"`
	Attribution []struct {
		Name    string
		DeltaMS int64 `json:"delta_ms"`
		WaitMS  int64 `json:"wait_delta_ms"`
		RunMS   int64 `json:"run_delta_ms"`
	}
	TailMS  int64 `json:"tail_delta_ms"`
	Matched int
}

// makespan is what the task's own analysis.json says.
func makespan(t *testing.T, app *App, ref string) int64 {
	t.Helper()
	var got struct {
		MakespanMS int64 `json:"makespan_ms"`
	}
	if err := json.NewDecoder(get(t, app.URL+"/tasks/"+ref+"/analysis.json").Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got.MakespanMS
}

// comparedIs wants the page of a comparison, with base on the left.
func comparedIs(p *Page, base, head string) {
	runs := p.Locator(".versus section h2 a")
	p.Count(runs, 2)
	for i, id := range []string{base, head} {
		p.Must(p.Expect(runs.Nth(i)).ToHaveAttribute("href", "/tasks/"+id))
	}
}

func TestCompareTwoRunsTickedInTheHistory(t *testing.T) {
	t.Parallel()
	app := Start(t)
	readBoth(t, app)
	get(t, app.URL+"/tasks/"+sample)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/history")
	row := func(id string) pw.Locator {
		return p.Locator("table.runs-table tbody tr", pw.LocatorOptions{Has: p.Locator(`a[href="/tasks/` + id + `"]`)})
	}
	// Head is ticked first: the earlier run is the base all the same.
	for _, id := range []string{slowHead, slowBase} {
		p.Must(row(id).GetByRole("checkbox").Check())
	}
	p.Click(p.Role("button", "Compare the ticked"))
	p.At("/compare/" + slowBase + "..." + slowHead)
	comparedIs(p, slowBase, slowHead)
	p.Must(p.Expect(p.Locator(".summary")).ToContainText("Head " + slowHead + " took"))
	p.Must(p.Expect(p.Locator(".summary")).ToContainText("since Start observer process #4 waited as long and ran 6 m 08.662 s longer"))
	sums(t, p, app, slowBase, slowHead)
}

// sums follows the page's link to analysis.json and adds it up.
func sums(t *testing.T, p *Page, app *App, base, head string) {
	t.Helper()
	href, err := p.Role("link", "analysis.json").GetAttribute("href")
	p.Must(err)
	var c comparison
	if err := json.NewDecoder(get(t, app.URL+href).Body).Decode(&c); err != nil {
		t.Fatal(err)
	}
	if b, h := makespan(t, app, base), makespan(t, app, head); c.BaseMS != b || c.HeadMS != h || c.DeltaMS != h-b {
		t.Errorf("%s has makespans %d, %d and delta %d, want %d, %d and their difference", href, c.BaseMS, c.HeadMS, c.DeltaMS, b, h)
	}
	sum := c.TailMS
	for _, a := range c.Attribution {
		sum += a.DeltaMS
		if a.WaitMS+a.RunMS != a.DeltaMS {
			t.Errorf("%s: %s contributes %d, of which %d wait and %d run", href, a.Name, a.DeltaMS, a.WaitMS, a.RunMS)
		}
	}
	if sum != c.DeltaMS || c.DeltaMS == 0 || c.Matched == 0 {
		t.Errorf("%s: attribution and tail add up to %d with %d pairs, want the delta %d", href, sum, c.Matched, c.DeltaMS)
	}
}

func TestTickingOneRunSaysThatTwoAreNeeded(t *testing.T) {
	t.Parallel()
	app := Start(t)
	readBoth(t, app)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.ExpectProblem("400 for a document")
	p.Open("/history")
	p.Must(p.Locator("table.runs-table").GetByRole("checkbox").First().Check())
	p.Click(p.Role("button", "Compare the ticked"))
	p.Must(p.Expect(p.Locator("main")).ToContainText("2 to 8 snapshots"))
}

func TestCompareATaskWithAnotherOfItsRuns(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	readBoth(t, app)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + slowHead)
	p.Click(p.Role("link", "Compare with "+slowBase))
	p.At("/compare/" + slowBase + "..." + slowHead)
	comparedIs(p, slowBase, slowHead)
	longer := p.Locator(".versus-delta .versus-figure")
	p.Must(p.Expect(longer).ToContainText("longer"))

	p.Click(p.Role("link", "Swap"))
	p.At("/compare/" + slowHead + "..." + slowBase)
	comparedIs(p, slowHead, slowBase)
	p.Must(p.Expect(longer).ToContainText("shorter"))
	sums(t, p, app, slowHead, slowBase)

	p.Click(p.Locator(".versus section h2 a").First())
	p.At("/tasks/" + slowHead)
}

func TestCompareARunWithItself(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/compare/" + slowBase + "..." + slowBase)
	p.See(p.Text("Base and head are the same: there is nothing to compare."))
}

// TestCopyTheLinkOfAComparison: both runs are pinned to what was seen.
func TestCopyTheLinkOfAComparison(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL, NoJS: true})
	p.Open("/compare/" + slowBase + "..." + slowHead + "?sort=run&tz=utc")
	figures := strings.Join(p.All(p.Locator(".versus, .waterfall")), "\n")
	p.Click(p.Role("link", "Copy link"))
	p.Must(p.Expect(p.Role("heading", "Two runs compared")).ToBeVisible())
	pair := strings.TrimPrefix(p.URL(), app.URL+"/compare/")
	if ok, err := path.Match(slowBase+"@[1-9]*..."+slowHead+"@[1-9]*[?]sort=run&tz=utc", pair); !ok || err != nil {
		t.Fatalf("the link to copy is %s (%v), want both runs with their snapshots", p.URL(), err)
	}
	if again := strings.Join(p.All(p.Locator(".versus, .waterfall")), "\n"); normal(again) != normal(figures) {
		t.Errorf("the pinned comparison reads %q, want %q", again, figures)
	}
}

// normal leaves out the snapshot numbers, which only a pinned link shows.
func normal(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		words[i], _, _ = strings.Cut(w, "@")
	}
	return strings.Join(words, " ")
}

// TestStepThroughDifferences: by keys, and by the same links without a script.
func TestStepThroughDifferences(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	pair := "/compare/" + hostsBase + "..." + hostsHead
	at := func(p *Page, k string) {
		t.Helper()
		p.Must(p.Expect(p.Locator(".steps")).ToContainText("Difference " + k + " of 12."))
		p.Count(p.Locator(`.only tr[aria-current="true"]`), 1)
		p.Count(p.Locator(`.tl-names [aria-current="true"]`), 1)
	}
	t.Run("keys", func(t *testing.T) {
		t.Parallel()
		p := NewPage(t, PageOptions{Base: app.URL})
		p.Open(pair)
		p.Must(p.Expect(p.Locator(".steps")).ToContainText("12 differences"))
		p.Press("]")
		at(p, "1")
		p.Press("]")
		at(p, "2")
		p.Press("[")
		at(p, "1")
		p.Press("s")
		comparedIs(p, hostsHead, hostsBase)
		at(p, "1") // the same subtask, seen from the other side
		p.Press("?")
		p.See(p.Role("heading", "Keys"))
	})
	t.Run("links", func(t *testing.T) {
		t.Parallel()
		p := NewPage(t, PageOptions{Base: app.URL, NoJS: true})
		p.Open(pair)
		p.Click(p.Locator("a[rel=next]"))
		at(p, "1")
		p.Click(p.Locator("a[rel=next]"))
		at(p, "2")
		p.Click(p.Locator("a[rel=prev]"))
		at(p, "1")
		p.Click(p.Role("link", "Close"))
		p.Must(p.Expect(p.Locator(".steps")).ToContainText("12 differences"))
	})
}

// TestLayTimelinesOverEachOther: at a subtask that began later in head, both bars
// begin at one place, and idle time folds alike in both.
func TestLayTimelinesOverEachOther(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/compare/" + retryBase + "..." + retryHead + "?all=1&gaps=open")
	row := `(name) => {
		const links = [...document.querySelectorAll(".tl-names a")];
		const bars = document.querySelectorAll(".tl-bars a")[links.findIndex((a) => a.textContent.trim() === name)];
		return [".was", ".run"].map((bar) => Math.round(bars.querySelector(bar).getBoundingClientRect().x));
	}`
	apart := func() float64 {
		x := p.Eval(row, "Update tenant status").([]any)
		return number(x[1]) - number(x[0])
	}
	if apart() < 100 {
		t.Fatalf("before, the bars begin %v px apart", apart())
	}
	p.Click(p.Locator(".tl-names a").GetByText("Update tenant status"))
	p.Click(p.Role("link", "Lay both timelines over each other here"))
	p.Must(p.Expect(p.Locator(".timeline .section-head")).ToContainText("0 is where Update tenant status started in each"))
	if got := apart(); got > 1 || got < -1 {
		t.Errorf("laid over each other, the bars begin %v px apart", got)
	}
	p.Click(p.Role("link", "Align at the start"))
	p.Must(p.Expect(p.Locator(".timeline .section-head")).ToContainText("Both start at 0"))
}

// TestThresholdForm: what is hidden is counted, and the form changes the rule.
func TestThresholdForm(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, NoJS: true})
	p.Open("/compare/" + slowBase + "..." + slowHead)
	rows := p.Locator(".subtasks tbody tr")
	p.Count(rows, 1)
	p.Must(p.Expect(p.Locator(".subtasks")).ToContainText("48 are hidden: they differ by no more than 1 s or 20 %."))
	p.Click(p.Locator(".subtasks").GetByText("Show all"))
	p.Count(rows, 49)
	p.At("/compare/" + slowBase + "..." + slowHead + "?all=1")
	p.Fill(p.Label("Differences above ms"), "500000")
	p.Click(p.Role("button", "Apply"))
	p.At("/compare/" + slowBase + "..." + slowHead + "?all=1&q=&ms=500000&pct=20")
	p.Click(p.Locator(".subtasks").GetByText("Show only what differs"))
	p.Count(rows, 0)
	p.Click(p.Role("link", "Default threshold"))
	p.Count(rows, 1)
}

// TestSeveralRunsTickedInTheHistory: three or more stand side by side, and each
// leads to its comparison with the base.
func TestSeveralRunsTickedInTheHistory(t *testing.T) {
	t.Parallel()
	app := Start(t)
	runs := []string{"35400041", "35400051", "35400061", "35400071"}
	for _, id := range runs {
		get(t, app.URL+"/tasks/"+id)
	}
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/history")
	boxes := p.Locator("table.runs-table").GetByRole("checkbox")
	p.Count(boxes, 4)
	for i := range 4 {
		p.Must(boxes.Nth(i).Check())
	}
	p.Click(p.Role("button", "Compare the ticked"))
	p.At("/compare/" + strings.Join(runs, "..."))
	p.Count(p.Locator(".small-bars"), 4)
	p.Must(p.Expect(p.Locator(".subtasks tbody tr").First()).ToContainText("Generate report"))
	Axe(t, p)
	p.Click(p.Role("link", "Use as base").First())
	p.At("/compare/" + strings.Join(runs, "...") + "?base=2")
	p.Click(p.Role("link", "Compare with base").Last())
	p.At("/compare/" + runs[1] + "..." + runs[3])
	p.Must(p.Expect(p.Locator(".summary")).ToContainText("Generate report #1"))
}

// TestComparisonIsAccessible: with a difference looked at, states that differ, and
// subtasks that only one run has; in both languages and both schemes.
func TestComparisonIsAccessible(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, o := range []PageOptions{{}, {Dark: true, Locale: "zh-CN"}} {
		for _, path := range []string{"/compare/" + hostsBase + "..." + hostsHead + "?all=1", "/compare/35400061...35400071", "/compare/" + slowBase + "..." + running} {
			t.Run(path, func(t *testing.T) {
				t.Parallel()
				o.Base = app.URL
				p := NewPage(t, o)
				p.Open(path)
				p.Click(p.Locator("a[rel=next]"))
				p.Must(p.Expect(p.Locator(".steps h3")).ToBeVisible())
				Axe(t, p)
				fits(t, p)
			})
		}
	}
}

// TestBarsOfBothRunsLieOneBelowTheOther: each line has a bar of either run, and
// neither hides the other.
func TestBarsOfBothRunsLieOneBelowTheOther(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/compare/" + slowBase + "..." + slowHead + "?all=1")
	got := p.Eval(`() => {
		const lines = [...document.querySelectorAll(".tl-bars > a")].filter((a) => a.querySelectorAll("rect.was, rect.run").length === 2);
		return [lines.length, lines.filter((a) => {
			const [one, two] = [...a.querySelectorAll("rect.was, rect.run")].map((e) => e.getBoundingClientRect());
			return one.bottom > two.top + 1 && two.bottom > one.top + 1;
		}).length];
	}`).([]any)
	if number(got[0]) == 0 || number(got[1]) != 0 {
		t.Errorf("of %v lines with two bars %v have one over the other", got[0], got[1])
	}
}
