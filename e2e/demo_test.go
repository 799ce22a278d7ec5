package e2e

import (
	"fmt"
	"net/http"
	"testing"

	"taskscope/e2e/internal/pw"
)

// Tasks of the demo that the tests open.
const (
	sample       = "35000312" // printed on OCP's page: four subtasks in a chain
	failed       = "35200002" // one of 87 subtasks failed
	retried      = "35200003"
	retriedTwice = "35200004" // with hours between
	large        = "35200015" // 1,200 subtasks
	running      = "35100005" // one of its copies of a stage failed; goes on for an hour and a half
	oddCycle     = "980001"
	oddAll       = "980023"
	forgotten    = "990034" // OCP answers once, then has forgotten it
	slowBase     = "35300001"
	slowHead     = "35300002" // the same with one slow subtask
	hostsBase    = "35300011"
	hostsHead    = "35300012" // three hosts became five
	retryBase    = "35300031"
	retryHead    = "35300032" // a failure, and a retry 25 minutes later
	unknownTask  = "12"
)

// failedSubtask is the one that failed of the task failed: "Install rpm #7".
const failedSubtask = "1020010003"

// The subtasks of the sample, in their order.
const (
	prepare   = "13000335"
	uninstall = "13000333"
	install   = "13000336" // the longest
	finish    = "13000334"
)

// place is one page of the product.
type place struct {
	name, path string
	status     int // 0 is 200
}

// places are one of each kind of page.
func places() []place {
	return []place{
		{name: "home", path: "/"},
		{name: "history", path: "/history"},
		{name: "history without a match", path: "/history?q=zzzz&state=failed"},
		{name: "import", path: "/import"},
		{name: "overview", path: "/tasks/" + sample},
		{name: "overview with a selection", path: "/tasks/" + failed + "?subtask=" + failedSubtask},
		{name: "overview with a filter", path: "/tasks/" + retried + "?q=dir&state=succeeded&sort=name&tz=utc"},
		{name: "overview with the rest dimmed", path: "/tasks/" + failed + "?subtask=" + failedSubtask + "&q=check&is=failed,slow,waited&rest=dimmed"},
		{name: "subtasks with a hidden selection", path: "/tasks/" + failed + "?view=subtasks&subtask=" + failedSubtask + "&q=check"},
		{name: "timeline", path: "/tasks/" + failed + "?view=timeline&subtask=" + failedSubtask},
		{name: "long timeline", path: "/tasks/" + retriedTwice + "?view=timeline"},
		{name: "graph", path: "/tasks/" + failed + "?view=graph"},
		{name: "subtasks", path: "/tasks/" + failed + "?view=subtasks"},
		{name: "raw", path: "/tasks/" + sample + "?view=raw"},
		{name: "running", path: "/tasks/" + running},
		{name: "odd data", path: "/tasks/" + oddAll},
		{name: "compare", path: "/compare/" + slowBase + "..." + slowHead},
		{name: "several runs", path: "/compare/" + slowBase + "..." + slowHead + "..." + slowBase},
		{name: "unknown task", path: "/tasks/" + unknownTask, status: http.StatusNotFound},
		{name: "unknown page", path: "/no-such-page", status: http.StatusNotFound},
		{name: "bad parameter", path: "/tasks/" + sample + "?view=sideways", status: http.StatusBadRequest},
	}
}

// visit opens the place.
func (q place) visit(p *Page) {
	status := q.status
	if status == 0 {
		status = http.StatusOK
	}
	p.OpenStatus(q.path, status)
}

// everywhere runs a test on each kind of page, in a page of its own.
func everywhere(t *testing.T, o PageOptions, check func(t *testing.T, p *Page, q place)) {
	t.Helper()
	app := Demo(t)
	o.Base = app.URL
	readBoth(t, app)
	for _, q := range places() {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, o)
			q.visit(p)
			check(t, p, q)
		})
	}
}

// readBoth has the server read two runs, which a comparison needs.
func readBoth(t testing.TB, app *App) {
	t.Helper()
	for _, id := range []string{slowBase, slowHead} {
		get(t, app.URL+"/tasks/"+id)
	}
}

// get reads an address without a browser and wants status 200.
func get(t testing.TB, url string) *http.Response {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s = %s, want 200", url, res.Status)
	}
	return res
}

// The four shapes of one subtask on a task page.
func rowOf(p *Page, id string) pw.Locator {
	// Without scripts only the address says whose it is.
	return p.Locator(fmt.Sprintf(`.tl-names a:not([data-group]):is([data-id="%[1]s"], [href$="subtask=%[1]s"], [href*="subtask=%[1]s&"])`, id))
}

func barOf(p *Page, id string) pw.Locator {
	return p.Locator(fmt.Sprintf(`.tl-bars a[data-id="%s"] .run`, id))
}

func nodeOf(p *Page, id string) pw.Locator {
	return p.Locator(fmt.Sprintf(`.dag a[data-id="%s"]`, id))
}

func lineOf(p *Page, id string) pw.Locator {
	return p.Locator(fmt.Sprintf(`tr[data-id="%s"]`, id))
}

// tab is the link to a view of the task page.
func tab(p *Page, name string) pw.Locator {
	return p.Role("navigation", "Views").GetByRole("link", pw.ByName(name))
}

// panel is the selected subtask's.
func panel(p *Page) pw.Locator { return p.Locator("#panel") }

// chip is the filter for a state. Its name ends with the count.
func chip(p *Page, word string, count int) pw.Locator {
	return p.Role("list", "States").GetByRole("link", pw.ByName(fmt.Sprintf("%s %d", word, count)))
}

// pill is the filter for a trait.
func pill(p *Page, word string, count int) pw.Locator {
	return p.Role("list", "Quick filters").GetByRole("link", pw.ByName(fmt.Sprintf("%s %d", word, count)))
}
