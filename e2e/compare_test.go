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
	p.Click(p.Role("button", "Compare the two ticked"))
	p.At("/compare/" + slowBase + "..." + slowHead)
	comparedIs(p, slowBase, slowHead)
	p.Must(p.Expect(p.Locator(".summary")).ToContainText("Head took"))
	p.Must(p.Expect(p.Locator(".summary")).ToContainText("Start observer process #4 ran longer"))
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
	p.Click(p.Role("button", "Compare the two ticked"))
	p.Must(p.Expect(p.Locator("main")).ToContainText("exactly two"))
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
	figures := strings.Join(p.All(p.Locator(".versus, .attribution")), "\n")
	p.Click(p.Role("link", "Copy link"))
	p.Must(p.Expect(p.Role("heading", "Two runs compared")).ToBeVisible())
	pair := strings.TrimPrefix(p.URL(), app.URL+"/compare/")
	if ok, err := path.Match(slowBase+"@[1-9]*..."+slowHead+"@[1-9]*[?]sort=run&tz=utc", pair); !ok || err != nil {
		t.Fatalf("the link to copy is %s (%v), want both runs with their snapshots", p.URL(), err)
	}
	if again := strings.Join(p.All(p.Locator(".versus, .attribution")), "\n"); normal(again) != normal(figures) {
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
