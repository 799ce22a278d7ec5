package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"taskscope/internal/access"
	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// served are the files that this server makes.
func served() []permalink.Export {
	return []permalink.Export{permalink.SubtasksCSV, permalink.TraceJSON, permalink.SummaryText, permalink.TimelineSVG}
}

// records reads the CSV of a URL.
func (w *world) records(url string) [][]string {
	w.t.Helper()
	r := w.get(url)
	if ct := r.Header.Get("Content-Type"); r.StatusCode != 200 || !strings.HasPrefix(ct, "text/csv; charset=utf-8") {
		w.t.Fatalf("GET %s = %d %s", url, r.StatusCode, ct)
	}
	text, marked := bytes.CutPrefix(r.body, []byte("\ufeff"))
	if !marked || !bytes.Contains(text, []byte("\r\n")) {
		w.t.Errorf("GET %s: no mark of UTF-8 at the start, or bare line ends: %.60q", url, r.body)
	}
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		w.t.Fatalf("GET %s: %v", url, err)
	}
	return all
}

func TestCSVIsWhatThePageShows(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{"", "?sort=-duration", "?state=failed,succeeded&q=rpm&sort=wait", "?is=critical&sort=start", "?q=nothing-has-this"} {
		all := w.records(path("/tasks/%d/subtasks.csv%s", ocpsim.FailedSplit, query))
		if !slices.Equal(all[0], timeline.Columns()) {
			t.Errorf("header = %v, want %v", all[0], timeline.Columns())
		}
		var got, want []string
		for _, record := range all[1:] {
			got = append(got, record[0])
		}
		view := "?view=subtasks&" + strings.TrimPrefix(query, "?")
		d := w.get(path("/tasks/%d%s", ocpsim.FailedSplit, strings.TrimSuffix(view, "&"))).doc(t)
		for _, n := range d.Find(".subtasks tbody tr").Nodes {
			for _, a := range n.Attr {
				if a.Key == "data-id" {
					want = append(want, a.Val)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: the file has %v, the page %v", query, got, want)
		}
	}
}

func TestCSVIsNoProgram(t *testing.T) {
	w := newWorld(t)
	ref := w.importBody("prod", []byte(`{"id":77,"name":"x","status":"SUCCESSFUL","subtasks":[{"id":1,"name":"=cmd|' /C calc'!A0","description":"a \"quote\", a comma\nand a line","status":"SUCCESSFUL"},
		{"id":2,"name":"创建租户","status":"SUCCESSFUL"}]}`))
	all := w.records("/tasks/" + w.reader.Short(ref).String() + "/subtasks.csv")
	if all[1][1] != "'=cmd|' /C calc'!A0" || all[1][19] != "a \"quote\", a comma\nand a line" || all[2][1] != "创建租户" {
		t.Errorf("records = %q", all)
	}
}

func TestFileNames(t *testing.T) {
	w := newWorld(t)
	body := func(name string) []byte {
		return fmt.Appendf(nil, `{"id":77,"name":%s,"status":"SUCCESSFUL","subtasks":[{"id":1,"name":"a","status":"SUCCESSFUL"}]}`, name)
	}
	for n, c := range []struct{ name, want string }{
		{`"Add OB server"`, "Add_OB_server-77-1-subtasks.csv"},
		{`"安装 OCP Agent（第 1 步）"`, "安装_OCP_Agent_第_1_步-77-2-subtasks.csv"},
		{`"../../etc/passwd\u0000\r\nX: y\";a=b"`, "etc_passwd_X_y_a_b-77-3-subtasks.csv"},
		{`"CON.\u202egpj"`, "CON_gpj-77-4-subtasks.csv"},
		{`"` + strings.Repeat("长", 300) + `"`, strings.Repeat("长", 60) + "-77-5-subtasks.csv"},
		{`"***"`, "77-6-subtasks.csv"},
	} {
		ref := w.importBody("prod", body(c.name))
		r := w.get("/tasks/" + ref.String() + "/subtasks.csv")
		given := r.Header.Get("Content-Disposition")
		disposition, params, err := mime.ParseMediaType(strings.ReplaceAll(given, fmt.Sprintf(`filename="77-%d-subtasks.csv"; `, n+1), ""))
		if err != nil || disposition != "attachment" || params["filename"] != c.want {
			t.Errorf("%s: %q is %s %q (%v), want %q", c.name, given, disposition, params["filename"], err, c.want)
		}
		if !strings.Contains(given, fmt.Sprintf(`filename="77-%d-subtasks.csv"`, n+1)) {
			t.Errorf("%s: %q has no plain name", c.name, given)
		}
	}
}

// With a range in the URL, table, trace and text hold the subtasks that the page
// counts in it, and no others.
func TestFilesOfARange(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{"from=20000&to=60000", "from=20000&to=60000&state=succeeded", "to=30000", "from=900000000"} {
		get := func(kind permalink.Export) reply {
			return w.get(path("/tasks/%d/%s?%s", ocpsim.FailedSplit, kind, query), "Accept-Language", "en")
		}
		d := w.get(path("/tasks/%d?view=timeline&%s", ocpsim.FailedSplit, query), "Accept-Language", "en").doc(t)
		all := w.records(path("/tasks/%d/subtasks.csv?%s", ocpsim.FailedSplit, query))
		if count := d.Find(".tl-range dd").Eq(1).Text(); count != fmt.Sprint(len(all)-1) && count != "" {
			t.Errorf("%s: the file has %d rows, the page counts %s", query, len(all)-1, count)
		}
		if lies := count(all, query); lies != "" {
			t.Error(lies)
		}
		timed := 0
		for _, r := range all[1:] {
			if r[12] != "" {
				timed++
			}
		}
		if got := checkTrace(t, get(permalink.TraceJSON).body); got != timed {
			t.Errorf("%s: the trace has %d subtasks, the file %d with times", query, got, timed)
		}
		if strings.HasPrefix(query, "from=20000&to=60000") {
			holdInRange(t, get(permalink.TraceJSON).body, 20_000, 60_000)
		}
		text := string(get(permalink.SummaryText).body)
		if ranged := strings.Contains(text, "The lists below are of what ran in this range"); ranged == (query == "from=900000000") {
			t.Errorf("%s: the summary says that it is of a range: %v\n%s", query, ranged, text)
		}
	}
}

// holdInRange wants every slice of a trace to touch a range, ms from its start.
func holdInRange(t *testing.T, body []byte, from, to int64) {
	t.Helper()
	var file timeline.TraceFile
	if err := json.Unmarshal(body, &file); err != nil {
		t.Fatal(err)
	}
	slices := 0
	for _, e := range file.Events {
		if e.Ph != "X" {
			continue
		}
		if slices++; e.TS >= to*1000 || e.TS+*e.Dur < from*1000 {
			t.Errorf("%s from %d for %d µs is outside of the range", e.Name, e.TS, *e.Dur)
		}
	}
	if slices < 20 {
		t.Errorf("only %d slices", slices)
	}
}

// count says what is wrong with how many rows a file of a range has; "" for nothing.
func count(all [][]string, query string) string {
	outside := query == "from=900000000" // all of the task is shown
	if n := len(all) - 1; n == 0 || outside != (n == 87) {
		return fmt.Sprintf("%s: %d of 87 rows", query, n)
	}
	return ""
}

func TestTraceOfWhatIsSeen(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{"", "?state=failed"} {
		r := w.get(path("/tasks/%d/trace.json%s", ocpsim.FailedSplit, query))
		if got := checkTrace(t, r.body); query != "" && got != 1 || query == "" && got < 20 {
			t.Errorf("trace%s has %d subtasks", query, got)
		}
	}
}

// checkTrace holds a file against the trace event format: what Perfetto and
// chrome://tracing need of it. It returns how many subtasks are in it.
func checkTrace(t *testing.T, body []byte) int {
	t.Helper()
	var file struct {
		TraceEvents     []map[string]any
		DisplayTimeUnit string
	}
	if err := json.Unmarshal(body, &file); err != nil || file.DisplayTimeUnit != "ms" || len(file.TraceEvents) == 0 {
		t.Fatalf("trace: %v: %.200s", err, body)
	}
	whole := func(e map[string]any, key string) float64 {
		n, ok := e[key].(float64)
		if !ok || n < 0 || n != float64(int64(n)) {
			t.Fatalf("%s of %v is no whole number from 0 on", key, e)
		}
		return n
	}
	named, subtasks := map[string]bool{}, 0
	for _, e := range file.TraceEvents {
		at := fmt.Sprint(whole(e, "pid"), "/", whole(e, "tid"))
		whole(e, "ts")
		args, _ := e["args"].(map[string]any)
		switch ph, name := e["ph"], e["name"]; {
		case ph == "M" && (name == "process_name" || name == "thread_name"):
			if _, ok := args["name"].(string); !ok {
				t.Errorf("%v names nothing", e)
			}
			named[at] = true
		case ph == "M" && (name == "process_sort_index" || name == "thread_sort_index"):
			whole(args, "sort_index")
		case ph == "C":
			whole(args, "running")
		case ph == "X" && name != "":
			whole(e, "dur")
			if !named[at] {
				t.Errorf("%v is in a thread without a name", e)
			}
			if e["pid"].(float64) > 1 && args["state"] != nil && args["id"] != nil {
				subtasks++
			}
		case (ph == "s" || ph == "f") && name == e["cat"]:
			if whole(e, "id"); !named[at] || ph == "f" && e["bp"] != "e" {
				t.Errorf("%v is no end of an arrow", e)
			}
		default:
			t.Errorf("%v is no event that these readers know", e)
		}
	}
	return subtasks
}

func TestTraceHasAttempts(t *testing.T) {
	w, clock := replayed(t)
	id := ocpsim.RetriedTwice
	w.poll(clock, id, 3*time.Second, 30*time.Minute, task.Failed)
	w.poll(clock, id, 20*time.Second, 30*time.Minute, task.Retrying)
	r := w.get(path("/tasks/%d/trace.json", id))
	checkTrace(t, r.body)
	if n := bytes.Count(r.body, []byte(`"name":"attempt"`)); n < 2 {
		t.Errorf("%d attempts in %.300s", n, r.body)
	}
}

func TestSummary(t *testing.T) {
	w := newWorld(t)
	r := w.get(path("/tasks/%d/summary.txt?state=failed&tz=utc&subtask=1", ocpsim.FailedSplit), "Accept-Language", "en")
	text := string(r.body)
	for _, want := range []string{"Add OB server (35200002@1): failed", "Failed at Install rpm #7", "1 of 87", "+00:00",
		w.front.URL + "/tasks/35200002@1?subtask=1&state=failed&tz=utc\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the summary has no %q:\n%s", want, text)
		}
	}
	if ct := r.Header.Get("Content-Type"); ct != "text/plain; charset=utf-8" || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "inline") {
		t.Errorf("it is %q, %q", ct, r.Header.Get("Content-Disposition"))
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	link := lines[len(lines)-1]
	if again := w.get(strings.TrimPrefix(link, w.front.URL)); again.StatusCode != 200 || again.doc(t).Find(".task h1").Length() != 1 {
		t.Errorf("its link %s = %d", link, again.StatusCode)
	}
	zh := w.get(path("/tasks/%d/summary.txt", ocpsim.FailedSplit), "Accept-Language", "zh-CN")
	if !strings.Contains(string(zh.body), "失败") || !strings.Contains(strings.Join(zh.Header.Values("Vary"), ","), "Accept-Language") {
		t.Errorf("in Chinese: %.200s", zh.body)
	}
}

// The link in a file is what the reader's browser was asked for, which only a
// trusted proxy may say.
func TestSummaryBehindAProxy(t *testing.T) {
	w := newWorld(t, func(s *setup) {
		s.access = access.Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, UserHeader: "X-Forwarded-User"}
	})
	r := w.get(path("/tasks/%d/summary.txt", ocpsim.Sample), "X-Forwarded-User", "alice", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "tasks.example")
	if !strings.HasSuffix(string(r.body), "\nhttps://tasks.example/tasks/35000312@1\n") {
		t.Errorf("through the proxy: %s", r.body)
	}
	plain := newWorld(t)
	r = plain.get(path("/tasks/%d/summary.txt", ocpsim.Sample), "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example")
	if !strings.HasSuffix(string(r.body), "\n"+plain.front.URL+"/tasks/35000312@1\n") {
		t.Errorf("without one: %s", r.body)
	}
}

func TestExportsGoWrongAsPagesDo(t *testing.T) {
	w := newWorld(t)
	forbidden := newWorld(t, func(s *setup) { s.user, s.password = "nobody", "nobody" })
	for _, e := range served() {
		for _, c := range []struct {
			w      *world
			url    string
			status int
		}{
			{w, path("/tasks/424242/%s", e), 404},
			{w, path("/tasks/%d@9/%s", ocpsim.Sample, e), 404},
			{w, path("/tasks/x/%s", e), 400},
			{w, path("/tasks/%d/%s?state=nope", ocpsim.Sample, e), 400},
			{w, path("/tasks/%d/%s?from=9&to=1", ocpsim.Sample, e), 400},
			{w, path("/tasks/%d/%s?tz=Nowhere/Land", ocpsim.Sample, e), 400},
			{forbidden, path("/tasks/%d/%s", ocpsim.Sample, e), 403},
		} {
			r := c.w.get(c.url)
			if r.StatusCode != c.status || r.Header.Get("Content-Disposition") != "" || r.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("GET %s = %d %v, want %d as a page", c.url, r.StatusCode, r.Header, c.status)
			}
			if e == permalink.TraceJSON {
				if ct := r.Header.Get("Content-Type"); !strings.HasPrefix(ct, "application/json") {
					t.Errorf("GET %s: the error is %s", c.url, ct)
				}
				continue
			}
			checkErrorPage(t, r, c.status)
		}
	}
}

func TestExportsOfOddTasks(t *testing.T) {
	w := newWorld(t)
	for _, e := range w.sim.Catalogue() {
		if e.Group != ocpsim.GroupOdd && e.Group != ocpsim.GroupDone {
			continue
		}
		for _, file := range served() {
			if r := w.get(path("/tasks/%d/%s", e.ID, file)); r.StatusCode != 200 || len(r.body) == 0 {
				t.Errorf("%s: GET %s = %d", e.Scenario, file, r.StatusCode)
			}
		}
	}
	bare := w.importBody("prod", []byte(`{"id":78,"status":"RUNNING","subtasks":[]}`))
	for _, file := range served() {
		if r := w.get("/tasks/" + bare.String() + "/" + string(file)); r.StatusCode != 200 {
			t.Errorf("of a task with nothing in it: %s = %d", file, r.StatusCode)
		}
	}
}

func TestExportsAreKeptAndAsked(t *testing.T) {
	w := newWorld(t)
	for _, e := range served() {
		url := path("/tasks/%d/%s", ocpsim.Sample, e)
		first := w.get(url)
		tag := first.Header.Get("ETag")
		if cc := first.Header.Get("Cache-Control"); cc != "private, no-cache" || tag == "" {
			t.Errorf("GET %s: Cache-Control %q, ETag %q", url, cc, tag)
		}
		if again := w.get(url, "If-None-Match", tag); again.StatusCode != 304 || len(again.body) != 0 {
			t.Errorf("GET %s again = %d with %d bytes", url, again.StatusCode, len(again.body))
		}
		head := w.do(w.request("HEAD", url, nil))
		if head.StatusCode != 200 || len(head.body) != 0 || head.Header.Get("ETag") != tag || head.Header.Get("Content-Disposition") == "" {
			t.Errorf("HEAD %s = %d with %d bytes, %v", url, head.StatusCode, len(head.body), head.Header)
		}
		if post := w.do(w.request("POST", url, nil)); post.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST %s = %d", url, post.StatusCode)
		}
	}
}

func TestTheMenuLeadsToFilesOfWhatIsSeen(t *testing.T) {
	w := newWorld(t)
	d := w.get(path("/tasks/%d?view=timeline&q=rpm&state=failed&sort=-start&from=5&tz=utc", ocpsim.FailedSplit)).doc(t)
	links := d.Find(".exports a[data-export]")
	if links.Length() < 5 || d.Find(".exports a[data-copy-text][data-done]").Length() != 1 {
		t.Fatalf("%d links in the menu", links.Length())
	}
	for _, n := range links.Nodes {
		for _, a := range n.Attr {
			if a.Key != "href" {
				continue
			}
			u, err := url.Parse(a.Val)
			if err != nil {
				t.Fatal(err)
			}
			if q := u.RawQuery; q != "from=5&q=rpm&state=failed&sort=-start&tz=utc" && !strings.HasSuffix(u.Path, "/analysis.json") {
				t.Errorf("%s does not carry the filters along", a.Val)
			}
			if r := w.get(a.Val); r.StatusCode != 200 {
				t.Errorf("GET %s = %d", a.Val, r.StatusCode)
			}
		}
	}
}

func TestExportsOfRealGraphs(t *testing.T) {
	w := newWorld(t)
	body, err := os.ReadFile("testdata/36000101-scrnaseq-14.json")
	if err != nil {
		t.Fatal(err)
	}
	ref := w.importBody("prod", body)
	if n := checkTrace(t, w.get("/tasks/"+ref.String()+"/trace.json").body); n != 14 {
		t.Errorf("%d subtasks in the trace, want 14", n)
	}
}
