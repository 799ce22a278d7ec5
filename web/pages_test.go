package web

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
	"taskscope/views/homepage"
)

func TestHome(t *testing.T) {
	w := newWorld(t)
	w.server.Demo = true
	for _, e := range w.sim.Catalogue() {
		w.server.Offers = append(w.server.Offers, homepage.Offer{ID: task.ID(e.ID), Name: e.Name, Scenario: e.Scenario})
	}
	w.get(path("/tasks/%d", ocpsim.Succeeded))
	d := w.get("/").doc(t)
	links := map[string]bool{}
	d.Find("main a").Each(func(_ int, a *goquery.Selection) { links[a.AttrOr("href", "")] = true })
	for _, e := range w.sim.Catalogue() {
		if url := path("/tasks/%d", e.ID); !links[url] {
			t.Errorf("the demo does not lead to %s (%s)", url, e.Scenario)
		}
	}
	if d.Find("form[action='/open'] input[name=task]").Length() == 0 {
		t.Error("there is no box to open a task")
	}
}

func TestHomeWithoutHistory(t *testing.T) {
	w := newWorld(t)
	w.store.Close()
	if r := w.get("/"); r.StatusCode != 200 || r.doc(t).Find("form[action='/open']").Length() == 0 {
		t.Errorf("home = %d, want the box that opens a task", r.StatusCode)
	}
	r := w.get("/history", "Accept-Language", "en")
	checkErrorPage(t, r, 503)
	if r.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
}

func TestHistory(t *testing.T) {
	w := newWorld(t)
	for _, id := range []int64{ocpsim.Succeeded, ocpsim.FailedSplit, ocpsim.SlowBase, ocpsim.SlowHead} {
		w.get(path("/tasks/%d", id))
	}
	w.importBody("old", w.body(ocpsim.Sample))
	refs := func(url string) []string {
		var all []string
		w.get(url).doc(t).Find("input[name=pick]").Each(func(_ int, s *goquery.Selection) { all = append(all, s.AttrOr("value", "")) })
		return all
	}
	if got := refs("/history"); len(got) != 5 {
		t.Errorf("history has %v, want 5 tasks", got)
	}
	if got := refs("/history?state=failed"); len(got) != 1 || got[0] != path("%d", ocpsim.FailedSplit) {
		t.Errorf("failed tasks = %v", got)
	}
	if got := refs("/history?source=old"); len(got) != 1 || got[0] != path("old:%d", ocpsim.Sample) {
		t.Errorf("tasks of old = %v", got)
	}
	form := w.get("/history").doc(t).Find("input[name=pick]").Closest("form")
	if action, method := form.AttrOr("action", ""), form.AttrOr("method", "get"); action != "/compare" || !strings.EqualFold(method, "get") {
		t.Errorf("ticks go to %s %q, want GET /compare", method, action)
	}
	r := w.get(path("/compare?pick=%d&pick=%d", ocpsim.SlowBase, ocpsim.SlowHead))
	if page := w.get(r.Header.Get("Location")); page.StatusCode != 200 || page.doc(t).Find("main h1").Length() != 1 {
		t.Errorf("two ticks lead to %q: %d", r.Header.Get("Location"), page.StatusCode)
	}
}

func TestHistoryPages(t *testing.T) {
	w := newWorld(t)
	n := 0
	for _, e := range w.sim.Catalogue() {
		if e.Fault == "" && !e.Live && e.Group != ocpsim.GroupOdd && e.Subtasks < 100 {
			w.get(path("/tasks/%d/raw.json", e.ID))
			n++
		}
	}
	if n <= 50 { // one page
		for id := range int64(60) {
			w.importBody("old", []byte(path(`{"id":%d,"name":"x","status":"FAILED","subtasks":[]}`, id+1)))
			n++
		}
	}
	seen := map[string]bool{}
	url := "/history"
	for range n {
		d := w.get(url).doc(t)
		d.Find("input[name=pick]").Each(func(_ int, s *goquery.Selection) {
			ref := s.AttrOr("value", "")
			if seen[ref] {
				t.Errorf("%s is on two pages", ref)
			}
			seen[ref] = true
		})
		next, ok := d.Find("a[rel=next]").Attr("href")
		if !ok {
			break
		}
		url = next
	}
	if len(seen) != n {
		t.Errorf("walking the pages found %d tasks, want %d", len(seen), n)
	}
}

func TestComparePage(t *testing.T) {
	w := newWorld(t)
	for _, pair := range [][2]int64{{ocpsim.SlowBase, ocpsim.SlowHead}, {ocpsim.HostsBase, ocpsim.HostsHead}, {ocpsim.Sample, ocpsim.Sample}} {
		r := w.get(path("/compare/%d...%d", pair[0], pair[1]))
		if r.StatusCode != 200 || r.doc(t).Find("main h1").Length() != 1 {
			t.Errorf("compare %v = %d: %.300s", pair, r.StatusCode, r.body)
		}
	}
	w.sim.SetFault(ocpsim.SlowHead, ocpsim.FaultInternal)
	checkCompareBanner(t, w.get(path("/compare/%d...%d", ocpsim.SlowBase, ocpsim.SlowHead), "Accept-Language", "en"))
	checkErrorPage(t, w.get(path("/compare/%d...424242", ocpsim.SlowBase), "Accept-Language", "en"), 404, "424242")
}

func checkCompareBanner(t *testing.T, r reply) {
	t.Helper()
	if said := r.doc(t).Find("section.banner").Text(); r.StatusCode != 200 || !strings.Contains(said, "server error") {
		t.Errorf("comparison with a run that OCP fails to give = %d, banner %q", r.StatusCode, said)
	}
}

func TestImportForm(t *testing.T) {
	w := newWorld(t)
	d := w.get("/import").doc(t)
	form := d.Find("main form[action='/import']")
	if !strings.EqualFold(form.AttrOr("method", ""), "post") || form.AttrOr("enctype", "") != "multipart/form-data" ||
		form.Find("input[type=file][name=file]").Length() != 1 || form.Find("textarea[name=text]").Length() != 1 {
		t.Errorf("the form is not one that POST /import takes")
	}
}
