package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"taskscope/e2e/internal/pw"
)

// certificates is a run of the task of testdata/certificates.json: its id, so
// many days later, the first of its three subtasks taking so many times its
// 2.25 s; and, of one that still runs, how long after its start, else 0.
func certificates(t *testing.T, id, days int, times float64, cut time.Duration) string {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(fixture(t, "certificates.json")), &all); err != nil {
		t.Fatal(err)
	}
	run := all["data"].(map[string]any)
	subtasks := run["subtasks"].([]any)
	at := func(o map[string]any, key string) time.Time {
		v, err := time.Parse(time.RFC3339, o[key].(string))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	first := subtasks[0].(map[string]any)
	ended := at(first, "finishTime")
	more := time.Duration(float64(ended.Sub(at(first, "startTime"))) * (times - 1))
	move := func(o map[string]any) {
		for _, key := range []string{"createTime", "startTime", "finishTime"} {
			v := at(o, key)
			if !v.Before(ended) {
				v = v.Add(more)
			}
			o[key] = v.AddDate(0, 0, days).Format("2006-01-02T15:04:05.000Z07:00")
		}
	}
	move(run)
	run["id"] = id
	now := at(run, "finishTime").Add(time.Minute)
	if cut > 0 {
		now = at(run, "startTime").Add(cut)
		run["status"], run["finishTime"] = "RUNNING", nil
	}
	for _, s := range subtasks {
		s := s.(map[string]any)
		move(s)
		switch {
		case at(s, "startTime").After(now):
			s["status"], s["startTime"], s["finishTime"] = "PENDING", nil, nil
		case at(s, "finishTime").After(now):
			s["status"], s["finishTime"] = "RUNNING", nil
		}
	}
	all["timestamp"] = now.Format("2006-01-02T15:04:05.000Z07:00")
	body, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// keepRun imports a response.
func keepRun(t *testing.T, app *App, body string) {
	t.Helper()
	res, err := http.PostForm(app.URL+"/import", url.Values{"text": {body}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK { // of the page that it leads to
		t.Fatalf("POST /import = %s", res.Status)
	}
}

const (
	slowRun = 71000020 // its first subtask took 4 times as long
	watched = 71000030 // three snapshots
	issue   = "71100001"
)

// withRuns is a server whose history has six usual runs, a slow one, and one
// that runs.
func withRuns(t *testing.T) *App {
	t.Helper()
	app := Start(t)
	for k := range 6 {
		keepRun(t, app, certificates(t, 71000010+k, k, 1+float64(k)/20, 0))
	}
	keepRun(t, app, certificates(t, slowRun, 8, 4, 0))
	for _, cut := range []time.Duration{1500, 5000, 7800} {
		keepRun(t, app, certificates(t, watched, 9, 1, cut*time.Millisecond))
	}
	return app
}

// TestSlowerThanUsual: the slow run says so everywhere, and is one click from
// the comparison.
func TestSlowerThanUsual(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: withRuns(t).URL})
	page := fmt.Sprintf("/tasks/%d@1", slowRun)
	p.Open(page)
	p.Must(p.Expect(p.Locator(".diagnosis")).ToContainText("as long as usual (n = 7)"))
	p.Count(p.Locator(".tl-bars .usual"), 1)
	p.Click(p.Locator(".legend-fold summary"))
	p.See(p.Locator(".legend").GetByText("usual: median, 90th percentile"))
	p.Click(p.Locator(".tl-bar summary"))
	p.Click(p.Role("link", "on every row"))
	p.At(page + "?usual=all")
	p.Count(p.Locator(".tl-bars .usual"), 3)
	p.Click(p.Locator(".tl-bar summary")) // closed again
	p.Click(p.Role("link", "slower than usual 1"))
	p.At(page + "?is=slower&usual=all")
	p.Count(p.Locator(".tl-names a[data-id]"), 1)
	p.Click(rowOf(p, issue))
	p.Must(p.Expect(panel(p)).ToContainText("90 % within"))
	p.Must(p.Expect(panel(p)).ToContainText("(n = 7)"))
	fits(t, p)
	axeInLightAndDark(t, p)
	p.Click(p.Locator(".suggest a.mark").First())
	p.At(fmt.Sprintf("/compare/71000015...%d@1", slowRun))
}

// TestEstimateOfARunningTask is given with its range and what it rests on.
func TestEstimateOfARunningTask(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: withRuns(t).URL, NoJS: true})
	p.Open(fmt.Sprintf("/tasks/%d@2", watched))
	p.Must(p.Expect(p.Locator(".estimate")).ToContainText("probably ends about 10:00:09"))
	p.Must(p.Expect(p.Locator(".estimate")).ToContainText("0.666 s of it for waits and the tail"))
	p.Must(p.Expect(p.Locator(".estimate")).ToContainText("No promise"))
	p.Open("/tasks/71000010@1")
	p.Count(p.Locator(".estimate"), 0)
}

// TestTrend: dragging across the picture ticks the ends, which are compared.
func TestTrend(t *testing.T) {
	t.Parallel()
	app := withRuns(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(fmt.Sprintf("/tasks/%d@1", slowRun))
	p.Click(p.Role("link", "Trend of this task"))
	p.At("/trend?name=Rotate+host+certificates")
	p.Count(p.Locator("a.point"), 7)
	p.Count(p.Locator(".runs-table tbody tr"), 8)
	fits(t, p)
	axeInLightAndDark(t, p)
	p.Must(p.SetViewportSize(1280, 800))
	first, third := boxOf(p, p.Locator(`a.point[data-ref="71000010"] use`)), boxOf(p, p.Locator(`a.point[data-ref="71000012"] use`))
	drag(p, first.X-6, first.Y-40, third.X+third.Width+6, third.Y-40)
	p.At("/trend?name=Rotate+host+certificates") // no run was opened
	p.Count(p.Locator("input[name=pick]:checked"), 2)
	p.Count(p.Locator("a.point.picked"), 2)
	// The range stays, with the run between its ends; a tick by hand takes it away.
	p.Count(p.Locator("a.point.inside"), 3)
	band := boxOf(p, p.Locator(".trend-brush"))
	if band.X > first.X || band.X+band.Width < third.X+third.Width {
		t.Errorf("the range is %+v, the ends lie at %+v and %+v", band, first, third)
	}
	p.Click(p.Role("button", "Compare the ticked"))
	p.At("/compare/71000010...71000012")
	back(p)
	drag(p, first.X-6, first.Y-40, third.X+third.Width+6, third.Y-40)
	p.Count(p.Locator(".trend-brush"), 1)
	p.Must(p.Locator(`input[value="71000015"]`).Check())
	p.Count(p.Locator(".trend-brush"), 0)
	p.Count(p.Locator("a.point.inside"), 0)
	p.Count(p.Locator("a.point.picked"), 3)
	// On a phone the axis of time has no less than three labels.
	p.Must(p.SetViewportSize(390, 844))
	if n := p.Eval("() => [...document.querySelectorAll('.trend-axis text')].filter((t) => t.checkVisibility()).length"); n != 3 && n != 4 {
		t.Errorf("%v labels of time on a phone, want three or four", n)
	}
	fits(t, p)
	p.Click(p.Locator(`a.point[data-ref="71000014"]`))
	p.At("/tasks/71000014")
}

func TestTrendWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: withRuns(t).URL, NoJS: true})
	p.Open("/trend?name=Rotate+host+certificates")
	p.Must(p.Locator(`input[value="71000015"]`).Check())
	p.Must(p.Locator(`input[value="71000011"]`).Check())
	p.Click(p.Role("button", "Compare the ticked"))
	p.At("/compare/71000011...71000015")
	p.Open("/trend?name=Rotate+host+certificates")
	p.Must(p.Locator(`input[name=state][value=running]`).Check())
	p.Click(p.Role("button", "Filter"))
	p.At("/trend?name=Rotate+host+certificates&from=&to=&state=running")
	p.Count(p.Locator(".runs-table tbody tr"), 1)
}

// TestReplay: the slider goes through the snapshots without loading the page
// anew, and keeps view and selection; Back leads to where it was.
func TestReplay(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: withRuns(t).URL})
	path, keep := fmt.Sprintf("/tasks/%d", watched), "?view=timeline&subtask="+issue
	p.Open(path + keep)
	p.Eval("() => { window.stays = true }")
	slider := p.Role("slider", "Snapshot shown")
	// Rows say their state where it is another one than that of most.
	succeed := func(n int) { p.Count(p.Locator(".tl-names li:not([class*='s-']) a[data-id]"), n) }
	succeed(2)
	p.Must(slider.Focus())
	p.Press("ArrowLeft")
	p.At(path + "@2" + keep)
	succeed(1)
	p.Must(p.Expect(slider).ToBeFocused())
	p.Press("Home")
	p.At(path + "@1" + keep)
	succeed(0)
	p.Must(p.Expect(p.Locator(".replay output")).ToContainText("1 of 3"))
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), "Issue certificates")
	back(p)
	p.At(path + "@2" + keep)
	succeed(1)
	p.Click(p.Role("link", "Newest snapshot"))
	p.At(path + keep)
	succeed(2)
	p.Click(p.Role("link", "What changed"))
	p.At(path + "?view=changes&subtask=" + issue)
	if got := p.Eval("() => window.stays"); got != true {
		t.Error("the page was loaded anew")
	}
	p.Must(p.Expect(p.Locator(".changes")).ToContainText("running"))
	fits(t, p)
	axeInLightAndDark(t, p)
}

func TestReplayWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: withRuns(t).URL, NoJS: true})
	path := fmt.Sprintf("/tasks/%d", watched)
	p.Open(path + "@3?view=changes")
	p.Gone(p.Locator(".replay input"))
	p.Count(p.Locator(".changes tbody .step"), 2)
	p.Click(p.Role("link", "Snapshot before"))
	p.At(path + "@2?view=changes")
	p.Count(p.Locator(".changes tbody .step"), 1)
	p.Click(p.Locator(".changes .step a"))
	p.At(path + "@2?view=changes")
	p.Click(p.Role("link", "First snapshot"))
	p.At(path + "@1?view=changes")
	p.See(p.Locator(".changes").GetByText("one state only"))
}
