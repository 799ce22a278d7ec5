package web

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/ocpsim"
)

// again is another run of the task that a body is of: its id, starts so many
// hours later, and one subtask takes so many times as long; those after it in
// time move.
func again(t *testing.T, body []byte, id int64, hours int, name string, times float64) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	run := all["data"].(map[string]any)
	run["id"] = id
	at := func(o map[string]any, key string) time.Time {
		v, err := time.Parse(time.RFC3339, o[key].(string))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var end time.Time
	var more time.Duration
	for _, s := range run["subtasks"].([]any) {
		if s := s.(map[string]any); s["name"] == name {
			end = at(s, "finishTime")
			more = time.Duration(float64(end.Sub(at(s, "startTime"))) * (times - 1))
		}
	}
	if end.IsZero() {
		t.Fatalf("there is no subtask %q", name)
	}
	move := func(o map[string]any) {
		for _, key := range []string{"createTime", "startTime", "finishTime"} {
			v := at(o, key)
			if !v.Before(end) {
				v = v.Add(more)
			}
			o[key] = v.Add(time.Duration(hours) * time.Hour).Format(time.RFC3339Nano)
		}
	}
	move(run)
	for _, s := range run["subtasks"].([]any) {
		move(s.(map[string]any))
	}
	all["timestamp"] = at(run, "finishTime").Add(time.Minute).Format(time.RFC3339Nano)
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const longest = "Install ocp agent"

// withRuns keeps n runs of the sample before the one of OCP, whose longest part
// took 5, 5.2, 5.4 … s there and 15.4 s here.
func withRuns(t *testing.T, n int) *world {
	t.Helper()
	w := newWorld(t)
	sample := w.body(ocpsim.Sample)
	for k := range n {
		w.importBody("prod", again(t, sample, int64(91_000_000+k), -48+k, longest, (5+float64(k)/5)/15.361))
	}
	return w
}

// TestUsual: the page says what is usual once there are five runs.
func TestUsual(t *testing.T) {
	for _, c := range []struct {
		runs               int
		panel, diagnosis   string
		marks, suggestions int
	}{
		{0, "not enough history (n = 0, 5 needed)", "", 0, 0},
		{4, "not enough history (n = 4, 5 needed)", "", 0, 2},
		{14, "6.300 s, 90 % within 7.400 s (n = 14)", "Install ocp agent (15.361 s), 2.4\u00a0× as long as usual (n = 14)", 1, 2},
	} {
		w := withRuns(t, c.runs)
		d := w.get(path("/tasks/%d?subtask=13000336", ocpsim.Sample), "Accept-Language", "en").doc(t)
		usual := ""
		d.Find(".panel dt").Each(func(_ int, s *goquery.Selection) {
			if s.Text() == "Usual run" {
				usual = s.Next().Text()
			}
		})
		if usual != c.panel {
			t.Errorf("%d runs: the panel says %q, want %q", c.runs, usual, c.panel)
		}
		if got := d.Find(".diagnosis").Text(); c.diagnosis == "" && strings.Contains(got, "usual") || !strings.Contains(got, c.diagnosis) {
			t.Errorf("%d runs: the diagnosis is %q, want %q", c.runs, got, c.diagnosis)
		}
		if got := d.Find(".tl-bars .usual").Length(); got != c.marks {
			t.Errorf("%d runs: %d marks, want %d", c.runs, got, c.marks)
		}
		links := d.Find(".suggest a[href^='/compare/']")
		if links.Length() != c.suggestions {
			t.Errorf("%d runs: %d suggestions, want %d: %s", c.runs, links.Length(), c.suggestions, d.Find(".suggest").Text())
		}
		links.Each(func(_ int, s *goquery.Selection) {
			if r := w.get(s.AttrOr("href", "")); r.StatusCode != 200 {
				t.Errorf("%s = %d", s.AttrOr("href", ""), r.StatusCode)
			}
		})
	}
}

// TestUsualJSON: analysis.json has what is usual as further keys, from five
// runs on.
func TestUsualJSON(t *testing.T) {
	w := withRuns(t, 5)
	var got struct {
		Subtasks []struct {
			Name  string
			Usual *struct {
				Median, P90   int64
				Runs, Samples int
				Slower        bool
			}
		}
	}
	r := w.get(path("/tasks/%d/analysis.json", ocpsim.Sample))
	r.json(t, &got)
	for _, s := range got.Subtasks {
		if s.Usual == nil || s.Usual.Runs != 5 || s.Usual.Samples != 5 || s.Usual.Slower != (s.Name == longest) {
			t.Errorf("%s: %+v", s.Name, s.Usual)
		}
	}
	if !strings.Contains(string(r.body), `"usual":{"median_ms":5400,"p90_ms":5799,"runs":5,"samples":5,"slower":true}`) &&
		!strings.Contains(string(r.body), `"usual":{"median_ms":5400,"p90_ms":5800,"runs":5,"samples":5,"slower":true}`) {
		t.Errorf("analysis.json = %s", r.body)
	}
}

// TestUsualIsInTheValidator: a page is another one when a run is recorded.
func TestUsualIsInTheValidator(t *testing.T) {
	w := withRuns(t, 5)
	url := path("/tasks/prod:%d@1", ocpsim.Sample)
	w.get(path("/tasks/%d", ocpsim.Sample)) // recorded
	tag := w.get(url).Header.Get("ETag")
	if r := w.get(url, "If-None-Match", tag); r.StatusCode != 304 {
		t.Fatalf("unchanged = %d, want 304", r.StatusCode)
	}
	w.importBody("prod", again(t, w.body(ocpsim.Sample), 92_000_000, -100, longest, 0.5))
	if r := w.get(url, "If-None-Match", tag); r.StatusCode != 200 || !strings.Contains(string(r.body), "n = 6") {
		t.Errorf("after another run = %d, want a page that counts six", r.StatusCode)
	}
}

// TestSlowerFilter: page, table file and picture show the same subtasks.
func TestSlowerFilter(t *testing.T) {
	w := withRuns(t, 6)
	url := path("/tasks/%d", ocpsim.Sample)
	if got := w.get(url + "?is=slower").doc(t).Find(".tl-names a[data-id]").Length(); got != 1 {
		t.Errorf("is=slower leaves %d rows, want 1", got)
	}
	if csv := string(w.get(url + "/subtasks.csv?is=slower").body); strings.Count(csv, "\r\n") != 2 || !strings.Contains(csv, longest) {
		t.Errorf("subtasks.csv = %q, want the one row", csv)
	}
	if text := string(w.get(url+"/summary.txt", "Accept-Language", "en").body); !strings.Contains(text, "as long as usual (n = 6)") {
		t.Errorf("summary.txt = %q", text)
	}
}

// TestBaselinesFail: without its baselines a page is still drawn.
func TestBaselinesFail(t *testing.T) {
	w := withRuns(t, 5)
	w.get(path("/tasks/%d", ocpsim.Sample))
	r := w.get(path("/tasks/prod:%d@1", ocpsim.Sample)) // now in the reader's cache
	if r.StatusCode != 200 {
		t.Fatal(r.StatusCode)
	}
	w.store.Close()
	if r := w.get(path("/tasks/prod:%d@1", ocpsim.Sample)); r.StatusCode != 200 || strings.Contains(string(r.body), "slower than usual") {
		t.Errorf("with a closed history = %d", r.StatusCode)
	}
	if !strings.Contains(w.logs.String(), "page without baselines") {
		t.Error("the log does not say why")
	}
}

func TestTrendPage(t *testing.T) {
	w := withRuns(t, 6)
	w.get(path("/tasks/%d", ocpsim.Sample))
	d := w.get("/trend?name=Reinstall+OCP+agent", "Accept-Language", "en").doc(t)
	if got := d.Find("a.point").Length(); got != 7 {
		t.Errorf("%d points, want 7", got)
	}
	var refs []string
	d.Find("input[name=pick]").Each(func(_ int, s *goquery.Selection) { refs = append(refs, s.AttrOr("value", "")) })
	if len(refs) != 7 || refs[0] != path("%d", ocpsim.Sample) || !slices.Contains(refs, "91000000") {
		t.Errorf("runs are %v, want the latest first", refs)
	}
	r := w.get("/compare?pick=" + refs[0] + "&pick=" + refs[6])
	if got, want := r.Header.Get("Location"), "/compare/91000000..."+path("%d", ocpsim.Sample); r.StatusCode != 303 || got != want {
		t.Errorf("comparing the ends leads to %d %s, want %s", r.StatusCode, got, want)
	}
	task := w.get(path("/tasks/%d", ocpsim.Sample)).doc(t).Find(".suggest a[href^='/trend']").AttrOr("href", "")
	list := w.get("/history").doc(t).Find("td a[href^='/trend']").First().AttrOr("href", "")
	if want := "/trend?name=Reinstall+OCP+agent"; task != want || list != want {
		t.Errorf("the task page leads to %q, history to %q, want %q", task, list, want)
	}
	for _, query := range []string{"", "name=x&scale=3", "name=x&from=2&to=1", "name=x&source=A"} {
		checkErrorPage(t, w.get("/trend?"+query), 400)
	}
	if r := w.get("/trend?name=nothing", "Accept-Language", "en"); r.StatusCode != 200 || r.doc(t).Find(".empty").Length() != 1 {
		t.Errorf("a name that is not there = %d", r.StatusCode)
	}
	w.store.Close()
	checkErrorPage(t, w.get("/trend?name=x"), 503)
}

// TestTrendHidesWhatIsNotGranted: the runs of a name are those that the reader
// may see, and so are the clusters they can be narrowed to.
func TestTrendHidesWhatIsNotGranted(t *testing.T) {
	for kind, want := range map[string]int{"anonymous": 1, "viewer": 1, "nobody": 0, "cluster4": 0} {
		t.Run(kind, func(t *testing.T) {
			w := kinds()[kind](t)
			w.get(path("/tasks/%d", payTask)) // whom OCP lets see it sees it in lists, too
			r := w.get("/trend?name=Add+OB+server")
			if got := r.doc(t).Find(".runs-table tbody tr").Length(); got != want || strings.Contains(string(r.body), payMark) != (want > 0) {
				t.Errorf("%d runs, want %d; it tells of the cluster: %v", got, want, strings.Contains(string(r.body), payMark))
			}
		})
	}
}
