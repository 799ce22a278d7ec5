package ocpsim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// served is a Sim behind a real listener.
type served struct {
	*Sim
	url    string
	client *http.Client
}

func serve(t *testing.T, cfg Config) served {
	t.Helper()
	s := newSim(t, cfg)
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(func() { s.Close(); srv.Close() })
	client := srv.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return served{s, srv.URL, client}
}

func taskPath(id int64) string { return fmt.Sprintf("/api/v2/tasks/instances/%d", id) }

func (s served) request(t *testing.T, method, path string, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth("viewer", "viewer")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Del(headers[i])
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	return r
}

// get asks as viewer and reads all of the answer.
func (s served) get(t *testing.T, method, path string, headers ...string) (*http.Response, []byte) {
	t.Helper()
	resp, err := s.client.Do(s.request(t, method, path, headers...))
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return resp, body
}

type errorAnswer struct {
	Data  json.RawMessage
	Error struct {
		Code    json.RawMessage
		Message string
	}
	Successful                 *bool
	Status                     int
	Server, Timestamp, TraceID string
}

func basic64(user, password string) string {
	r := &http.Request{Header: http.Header{}}
	r.SetBasicAuth(user, password)
	return r.Header.Get("Authorization")
}

func TestRefusals(t *testing.T) {
	s := serve(t, Config{})
	task := taskPath(Succeeded)
	for _, c := range []struct {
		name         string
		method, path string
		headers      []string
		status       int
		code         string
		message      string
	}{
		{"no account", "GET", task, []string{"Authorization", ""}, 401, `"IAM10000"`, "Authentication failed"},
		{"wrong password", "GET", task, []string{"Authorization", basic64("viewer", "x")}, 401, `"IAM10000"`, "Authentication failed"},
		{"unknown user", "GET", task, []string{"Authorization", basic64("root", "viewer")}, 401, `"IAM10000"`, "Authentication"},
		{"no password", "GET", task, []string{"Authorization", basic64("viewer", "")}, 401, `"IAM10000"`, "Authentication"},
		{"other scheme", "GET", task, []string{"Authorization", "Bearer viewer"}, 401, `"IAM10000"`, "Authentication"},
		{"nobody", "GET", task, []string{"Authorization", basic64("nobody", "nobody")}, 403, `"IAM11000"`, "nobody does not have the permission TASK_VIEWER"},
		{"nobody's list", "GET", "/api/v2/tasks/instances", []string{"Authorization", basic64("nobody", "nobody")}, 403, `"IAM11000"`, "TASK_VIEWER"},
		{"another cluster", "GET", taskPath(FailedSplit), []string{"Authorization", basic64("cluster4", "cluster4")}, 403, `"IAM11000"`, "cluster4 does not have the permission TASK_VIEWER"},
		{"no cluster", "GET", taskPath(NoCluster), []string{"Authorization", basic64("cluster4", "cluster4")}, 403, `"IAM11000"`, "TASK_VIEWER"},
		{"the sample has no cluster", "GET", taskPath(Sample), []string{"Authorization", basic64("cluster4", "cluster4")}, 403, `"IAM11000"`, "TASK_VIEWER"},
		{"unknown id, one cluster", "GET", taskPath(1), []string{"Authorization", basic64("cluster4", "cluster4")}, 404, `"TSK10001"`, "does not exist"},
		{"unknown id", "GET", taskPath(1), nil, 404, `"TSK10001"`, "The task 1 does not exist."},
		{"unknown id, Chinese", "GET", taskPath(1), []string{"Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"}, 404, `"TSK10001"`, "任务 1 不存在。"},
		{"unknown id, Express", "GET", "/api/v1/tasks/instances/1", nil, 404, `20000`, "does not exist"},
		{"nobody, Express", "GET", "/api/v1/tasks/instances/1", []string{"Authorization", basic64("nobody", "nobody")}, 403, `30014`, "TASK_VIEWER"},
		{"not yet there", "GET", taskPath(NotYet), nil, 404, `"TSK10001"`, "does not exist"},
		{"no number", "GET", "/api/v2/tasks/instances/abc", nil, 400, `0`, "'abc' could not be converted to type 'Long'"},
		{"too big a number", "GET", "/api/v2/tasks/instances/9223372036854775808", nil, 400, `0`, "could not be converted"},
		{"no id", "GET", "/api/v2/tasks/instances/", nil, 400, `0`, "could not be converted"},
		{"unknown URL", "GET", "/api/v2/nothing", nil, 400, `0`, "No handler found for GET /api/v2/nothing"},
		{"unknown version", "GET", "/api/v3/tasks/instances/1", nil, 400, `0`, "No handler found"},
		{"a subtask", "GET", task + "/subtasks/1", nil, 400, `0`, "No handler found"},
		{"unknown URL, no account", "GET", "/api/v2/nothing", []string{"Authorization", ""}, 401, `"IAM10000"`, "Authentication"},
		{"retry", "POST", task + "/retry", nil, 400, `0`, "No handler found for POST"},
		{"POST", "POST", task, nil, 405, `0`, "'POST' not supported"},
		{"DELETE", "DELETE", task, nil, 405, `0`, "'DELETE' not supported"},
		{"PUT of the list", "PUT", "/api/v2/tasks/instances", nil, 405, `0`, "'PUT' not supported"},
		{"POST of info", "POST", "/api/v2/info", nil, 405, `0`, "'POST' not supported"},
		{"page 0", "GET", "/api/v2/tasks/instances?page=0", nil, 400, `"COM10001"`, "'page' has the invalid value '0'"},
		{"size 2001", "GET", "/api/v2/tasks/instances?size=2001", nil, 400, `"COM10001"`, "'size'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, body := s.get(t, c.method, c.path, append(c.headers, "x-trace-id", "trace-7")...)
			if resp.StatusCode != c.status || resp.Header.Get("Content-Type") != "application/json" {
				t.Fatalf("HTTP %d %s, want %d: %s", resp.StatusCode, resp.Header.Get("Content-Type"), c.status, body)
			}
			var e errorAnswer
			if err := json.Unmarshal(body, &e); err != nil {
				t.Fatalf("%v in %s", err, body)
			}
			if string(e.Error.Code) != c.code || !strings.Contains(e.Error.Message, c.message) {
				t.Errorf("error is %s %q, want %s %q", e.Error.Code, e.Error.Message, c.code, c.message)
			}
			if e.Data != nil || e.Successful == nil || *e.Successful || e.Status != c.status || e.TraceID != "trace-7" ||
				e.Server != "192.168.0.1" || e.Timestamp != "2026-03-04T17:30:00.25+08:00" {
				t.Errorf("envelope %s", body)
			}
			checkForm(t, body)
		})
	}
	if got := s.Refused(); got != 6 {
		t.Errorf("Refused() = %d, want 6", got)
	}
}

func TestTaskOverHTTP(t *testing.T) {
	s := serve(t, Config{})
	for _, prefix := range []string{"/api/v1", "/api/v2"} {
		resp, body := s.get(t, "GET", fmt.Sprintf("%s/tasks/instances/%d", prefix, Running))
		a, doc := ofJSON(t, body)
		if resp.StatusCode != 200 || !doc.Successful || doc.Server != "192.168.0.1" || a.now != epoch().UnixMilli() ||
			!regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(doc.TraceID) || int64(len(body)) != resp.ContentLength {
			t.Errorf("%s: HTTP %d, %+v", prefix, resp.StatusCode, doc)
		}
	}
	resp, body := s.get(t, "HEAD", taskPath(Running))
	if resp.StatusCode != 200 || len(body) != 0 || resp.ContentLength < 1000 {
		t.Errorf("HEAD: HTTP %d, %d bytes, Content-Length %d", resp.StatusCode, len(body), resp.ContentLength)
	}
	if _, body := s.get(t, "GET", taskPath(Sample), "x-trace-id", "x"); string(body) != sample {
		t.Errorf("the sample is not byte for byte: %.100s", body)
	}
	if got := s.Requests(Running); got != 3 {
		t.Errorf("Requests(Running) = %d, want 3", got)
	}
	_, one := s.get(t, "GET", taskPath(Running))
	_, two := s.get(t, "GET", taskPath(Running))
	_, docOne := ofJSON(t, one)
	if _, docTwo := ofJSON(t, two); docOne.TraceID == docTwo.TraceID {
		t.Errorf("two answers have the traceId %s", docOne.TraceID)
	}
}

func TestClockDrivesTheTasks(t *testing.T) {
	var mu sync.Mutex
	now := epoch()
	s := serve(t, Config{Start: epoch(), Now: func() time.Time { mu.Lock(); defer mu.Unlock(); return now }})
	seen := map[string]bool{}
	for range 4 {
		_, body := s.get(t, "GET", taskPath(RunningSmall))
		a, _ := ofJSON(t, body)
		checkMoment(t, a)
		seen[fmt.Sprint(a.status, a.tally())] = true
		mu.Lock()
		now = now.Add(90 * time.Second)
		mu.Unlock()
	}
	if len(seen) != 4 {
		t.Errorf("after 0, 90, 180 and 270 s: %v, want four different states", seen)
	}
}

func TestOtherEndpoints(t *testing.T) {
	s := serve(t, Config{})
	for _, c := range []struct {
		path, auth string
		status     int
		has        string
	}{
		{taskPath(Succeeded), basic64("cluster4", "cluster4"), 200, `"cluster":{"id":4,"name":"obcluster"`},
		{"/api/v2/info", basic64("nobody", "nobody"), 200, `"buildVersion":"4.3.4`},
		{"/api/v2/time", basic64("viewer", "viewer"), 200, `"data":"2026-03-04T17:30:00.25+08:00"`},
		{"/api/v2/status", "", 200, `"data":"RUNNING"`},
		{"/api/v2/info", "", 401, "IAM10000"},
		{"/login", "", 200, "<form"},
		{"/", "", 302, ""},
		{"/ocp/api/v2/tasks/instances/1", basic64("viewer", "viewer"), 302, ""},
	} {
		resp, body := s.get(t, "GET", c.path, "Authorization", c.auth)
		if resp.StatusCode != c.status || !strings.Contains(string(body), c.has) {
			t.Errorf("GET %s: HTTP %d %s, want %d %s", c.path, resp.StatusCode, body, c.status, c.has)
		}
		if c.status == 302 && resp.Header.Get("Location") != "/login" {
			t.Errorf("GET %s leads to %q, want /login", c.path, resp.Header.Get("Location"))
		}
	}
}

func TestList(t *testing.T) {
	s := serve(t, Config{})
	list := func(query string) wirePageSeen {
		t.Helper()
		resp, body := s.get(t, "GET", "/api/v2/tasks/instances"+query)
		var doc struct{ Data wirePageSeen }
		if err := json.Unmarshal(body, &doc); err != nil || resp.StatusCode != 200 {
			t.Fatalf("list %s: HTTP %d, %v", query, resp.StatusCode, err)
		}
		checkForm(t, body)
		return doc.Data
	}
	all := list("?size=2000")
	if all.Page.TotalElements < 70 || len(all.Contents) != all.Page.TotalElements || all.Page.TotalPages != 1 {
		t.Fatalf("all tasks: %+v, %d contents", all.Page, len(all.Contents))
	}
	var paged []num
	for page := 1; ; page++ {
		p := list(fmt.Sprintf("?page=%d&size=7", page))
		if len(p.Contents) == 0 {
			break
		}
		for _, c := range p.Contents {
			paged = append(paged, c.ID)
		}
	}
	for i, c := range all.Contents {
		if i >= len(paged) || paged[i] != c.ID || (i > 0 && c.ID >= all.Contents[i-1].ID) {
			t.Fatalf("pages of 7 have %v, want each task once, newest id first", paged)
		}
	}
	if p := list(""); len(p.Contents) != 10 || p.Page.Size != 10 || p.Page.Number != 1 {
		t.Errorf("default page: %+v, %d contents", p.Page, len(p.Contents))
	}
	if p := list("?name=workLOAD&size=100"); p.Page.TotalElements != HistoryRuns+1 {
		t.Errorf("name=workLOAD finds %d, want %d", p.Page.TotalElements, HistoryRuns+1)
	}
	runs := list("?status=RUNNING,FAILED&size=100")
	n := map[string]int{}
	for _, c := range runs.Contents {
		n[c.Status]++
	}
	if n["RUNNING"] != 11 || n["FAILED"] < 4 || len(n) != 2 {
		t.Errorf("status=RUNNING,FAILED finds %v", n)
	}
	s.Forget(Running)
	if p := list("?status=RUNNING&size=100"); p.Page.TotalElements != 10 {
		t.Errorf("with one forgotten, %d run, want 10", p.Page.TotalElements)
	}
}

type wirePageSeen struct {
	Contents []struct {
		ID     num
		Status string
	}
	Page struct{ Number, Size, TotalElements, TotalPages int }
}

func TestChinese(t *testing.T) {
	for _, c := range []struct {
		header string
		want   bool
	}{
		{"", false}, {"en-US", false}, {"zh-CN", true}, {"ZH", true}, {"fr, zh-TW;q=0.3", true}, {"fr", false},
		{"en;q=0.5, zh;q=0.8", true}, {"zh;q=0.5,en-GB", false}, {"zh;q=0", false}, {"zh;q=x", false}, {"zhx", false},
	} {
		if got := chinese(c.header); got != c.want {
			t.Errorf("chinese(%q) = %v, want %v", c.header, got, c.want)
		}
	}
}

func FuzzChinese(f *testing.F) {
	f.Add("zh-CN,zh;q=0.9,en;q=0.8")
	f.Add(";;,q=;zh;q=9e999")
	f.Fuzz(func(t *testing.T, header string) {
		if chinese(header) && !strings.Contains(strings.ToLower(header), "zh") {
			t.Errorf("chinese(%q) without zh", header)
		}
	})
}

// Everything at once, for the race detector.
func TestConcurrentUse(t *testing.T) {
	s := serve(t, Config{})
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for _, e := range s.Catalogue()[n*4 : n*4+6] {
				resp, err := s.client.Do(s.request(t, "GET", taskPath(e.ID)))
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				s.SetFault(FaultFirst, FaultInternal)
				s.Forget(1)
				s.Requests(e.ID)
			}
		})
	}
	wg.Wait()
}
