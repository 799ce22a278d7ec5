package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

type ref = task.Ref

// leaks are texts that no answer may carry.
var leaks = []string{"goroutine ", ".go:", "panic", "viewer:viewer", "dmlld2VyOnZpZXdlcg", "history.db", "sqlite", "SQL"}

func checkErrorPage(t *testing.T, r reply, status int, texts ...string) {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("status = %d, want %d; body %.500s", r.StatusCode, status, r.body)
	}
	d := r.doc(t)
	if got := d.Find("main h1").Length(); got != 1 {
		t.Errorf("%d headings, want 1", got)
	}
	said := strings.Join(strings.Fields(d.Find("main").Text()), " ")
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("the page does not say %q; it says %q", text, said)
		}
	}
	for _, leak := range leaks {
		if bytes.Contains(r.body, []byte(leak)) {
			t.Errorf("the page leaks %q", leak)
		}
	}
}

// checkBanner expects the task's page with a snapshot number and a banner.
func checkBanner(t *testing.T, r reply, texts ...string) {
	t.Helper()
	if r.StatusCode != http.StatusOK {
		t.Fatalf("status = %d, want the page; body %.500s", r.StatusCode, r.body)
	}
	d := r.doc(t)
	if d.Find(".task h1").Length() != 1 {
		t.Error("the page has no task")
	}
	said := strings.Join(strings.Fields(d.Find("section.banner").Text()), " ")
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("the banner does not say %q; it says %q", text, said)
		}
	}
}

// TestErrorTable has a subtest for each row of the design's table of what goes
// wrong.
func TestErrorTable(t *testing.T) {
	t.Run("id unknown to OCP, never seen", func(t *testing.T) {
		w := newWorld(t)
		r := w.get("/tasks/424242", "Accept-Language", "en")
		checkErrorPage(t, r, 404, "424242", "TSK10001", "traceId")
		if got := r.doc(t).Find("dd").Text(); !strings.Contains(got, r.Header.Get("X-Request-Id")) {
			t.Errorf("facts %q do not have the trace id %s that was sent", got, r.Header.Get("X-Request-Id"))
		}
		zh := w.get("/tasks/424242", "Accept-Language", "zh-CN")
		if zh.StatusCode != 404 || zh.doc(t).Find("html").AttrOr("lang", "") != "zh-CN" {
			t.Errorf("in Chinese: %d, lang %q", zh.StatusCode, zh.doc(t).Find("html").AttrOr("lang", ""))
		}
	})
	t.Run("id unknown to OCP, known from another source", func(t *testing.T) {
		w := newWorld(t)
		w.importBody("old", w.body(ocpsim.Sample))
		w.sim.Forget(ocpsim.Sample)
		r := w.get(path("/tasks/%d", ocpsim.Sample))
		checkErrorPage(t, r, 404)
		want := path("/tasks/old:%d", ocpsim.Sample)
		if got := r.doc(t).Find("main a").AttrOr("href", ""); got != want {
			t.Errorf("link = %q, want %q", got, want)
		}
		if got := w.get(want); got.StatusCode != 200 {
			t.Errorf("GET %s = %d, want 200 from history", want, got.StatusCode)
		}
	})
	t.Run("id unknown to OCP, in history", func(t *testing.T) {
		w := newWorld(t)
		if r := w.get(path("/tasks/%d", ocpsim.FaultGone.ID())); r.StatusCode != 200 {
			t.Fatalf("first view = %d", r.StatusCode)
		}
		r := w.get(path("/tasks/%d", ocpsim.FaultGone.ID()), "Accept-Language", "en")
		checkBanner(t, r, "OCP no longer has this task", "This is what was last seen, ")
	})
	t.Run("401", func(t *testing.T) {
		w := newWorld(t, func(s *setup) { s.password = "a-wrong-password" })
		r := w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en")
		checkErrorPage(t, r, 502, "OCP refused the account", "viewer")
		if strings.Contains(w.logs.String(), "a-wrong-password") || bytes.Contains(r.body, []byte("a-wrong-password")) {
			t.Error("the password is in the log or on the page")
		}
	})
	t.Run("401, in history", func(t *testing.T) {
		w := newWorld(t)
		w.get(path("/tasks/%d", ocpsim.Sample))
		w.sim.SetFault(ocpsim.Sample, ocpsim.FaultRevoked)
		checkErrorPage(t, w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en"), 502, "OCP refused the account")
	})
	t.Run("403", func(t *testing.T) {
		w := newWorld(t, func(s *setup) { s.user, s.password = "nobody", "nobody" })
		checkErrorPage(t, w.get(path("/tasks/%d", ocpsim.Sample)), 403, "nobody", "TASK_VIEWER")
	})
	t.Run("403, in history", func(t *testing.T) {
		w := newWorld(t)
		w.get(path("/tasks/%d", ocpsim.Sample))
		w.sim.SetFault(ocpsim.Sample, ocpsim.FaultForbidden)
		r := w.get(path("/tasks/%d", ocpsim.Sample))
		checkErrorPage(t, r, 403, "viewer", "TASK_VIEWER")
		if bytes.Contains(r.body, []byte("Reinstall OCP agent")) {
			t.Error("a refused page shows the snapshot")
		}
	})
	t.Run("429", func(t *testing.T) {
		w := newWorld(t)
		r := w.get(path("/tasks/%d", ocpsim.FaultThrottled.ID()), "Accept-Language", "en")
		checkErrorPage(t, r, 503, "OCP asked for fewer requests")
		if got := r.Header.Get("Retry-After"); got == "" || got == "0" {
			t.Errorf("Retry-After = %q, want seconds", got)
		}
	})
	t.Run("429, in history", func(t *testing.T) {
		w := newWorld(t)
		w.get(path("/tasks/%d", ocpsim.Sample))
		w.sim.SetFault(ocpsim.Sample, ocpsim.FaultThrottled)
		checkBanner(t, w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en"),
			"OCP asked for fewer requests", "asks to wait", "This is what was last seen, ")
	})
	for _, f := range []struct {
		fault  ocpsim.Fault
		status int
	}{
		{ocpsim.FaultInternal, 502}, {ocpsim.FaultUnavailable, 502}, {ocpsim.FaultBadGateway, 502},
		{ocpsim.FaultReset, 502}, {ocpsim.FaultResetMidBody, 502}, {ocpsim.FaultTruncated, 502}, {ocpsim.FaultCutJSON, 502},
		{ocpsim.FaultHang, 504}, {ocpsim.FaultHangMidBody, 504}, {ocpsim.FaultDrip, 504},
		{ocpsim.FaultLoginPage, 502}, {ocpsim.FaultRedirectLogin, 502}, {ocpsim.FaultRedirectHost, 502}, {ocpsim.FaultRedirectLoop, 502},
		{ocpsim.FaultGatewayTimeout, 502}, {ocpsim.FaultTruncatedChunked, 502}, {ocpsim.FaultLengthShort, 502}, {ocpsim.FaultLengthLong, 502},
		{ocpsim.FaultTooLarge, 502}, {ocpsim.FaultTooLargeLength, 502}, {ocpsim.FaultListData, 502}, {ocpsim.FaultProxyNotFound, 502},
		{ocpsim.FaultNoData, 502}, {ocpsim.FaultNullData, 502}, {ocpsim.FaultNotJSON, 502}, {ocpsim.FaultEmptyBody, 502},
		{ocpsim.FaultDeep, 502}, {ocpsim.FaultUnsuccessful, 0}, {ocpsim.FaultOtherTask, 502},
	} {
		t.Run(string(f.fault)+", never seen", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, impatient(f.status))
			r := w.get(path("/tasks/%d", f.fault.ID()), "Accept-Language", "en")
			if f.status == 0 { // as the error it describes
				f.status = r.StatusCode
				if r.StatusCode < 400 {
					t.Fatalf("status = %d, want an error", r.StatusCode)
				}
			}
			checkErrorPage(t, r, f.status, "traceId")
			if _, err := w.reader.Load(t.Context(), task.Ref{Task: task.ID(f.fault.ID())}); err == nil {
				t.Error("something was recorded")
			}
		})
		t.Run(string(f.fault)+", in history", func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, impatient(f.status))
			w.get(path("/tasks/%d", ocpsim.Sample))
			w.sim.SetFault(ocpsim.Sample, f.fault)
			r := w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en")
			checkBanner(t, r, "This is what was last seen, ")
			if f.fault == ocpsim.FaultOtherTask {
				stats, err := w.store.Stats(t.Context())
				if err != nil || stats.Snapshots != 1 {
					t.Errorf("history has %d snapshots, %v; want the one of before", stats.Snapshots, err)
				}
			}
		})
	}
	t.Run("refused, never seen", func(t *testing.T) {
		w := newWorld(t)
		w.ocp.Close()
		checkErrorPage(t, w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en"), 502, "could not be reached")
	})
	t.Run("refused, in history", func(t *testing.T) {
		w := newWorld(t)
		w.get(path("/tasks/%d", ocpsim.Sample))
		w.ocp.Close()
		checkBanner(t, w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en"), "could not be reached", "This is what was last seen, ")
	})
	t.Run("odd data", func(t *testing.T) {
		w := newWorld(t)
		for _, e := range w.sim.Catalogue() {
			if e.Group != ocpsim.GroupOdd {
				continue
			}
			r := w.get(path("/tasks/%d", e.ID))
			if r.StatusCode != 200 {
				t.Errorf("%s: %d, want the page", e.Scenario, r.StatusCode)
				continue
			}
			if d := r.doc(t); d.Find(".task h1").Length() != 1 {
				t.Errorf("%s: no task on the page", e.Scenario)
			}
		}
	})
	t.Run("not a task at all (import)", func(t *testing.T) {
		w := newWorld(t)
		for body, want := range map[string]string{
			"{\n  \"data\": {\n oops": "Line",
			"<html></html>":           "web page",
			"[1, 2, 3]":               "",
			"null":                    "",
		} {
			r := w.do(w.request("POST", "/import", strings.NewReader(body), "Content-Type", "application/json", "Accept-Language", "en"))
			checkErrorPage(t, r, 422, want, "Nothing was stored")
		}
		if stats, err := w.store.Stats(t.Context()); err != nil || stats.Snapshots != 0 {
			t.Errorf("history has %d snapshots, %v; want none", stats.Snapshots, err)
		}
	})
	t.Run("unknown path, bad ref, bad parameter", func(t *testing.T) {
		w := newWorld(t)
		for url, want := range map[string]struct {
			status int
			text   string
		}{
			"/nowhere": {404, "no such page"}, "/tasks": {404, "no such page"}, "/static/": {404, "no such page"},
			"/tasks/abc": {400, "ref"}, "/tasks/1@0": {400, "ref"}, "/tasks/007": {400, "ref"},
			"/tasks/1@9":                             {404, "no such snapshot"},
			path("/tasks/%d?view=3d", ocpsim.Sample): {400, "view"}, path("/tasks/%d?from=-1", ocpsim.Sample): {400, "from"},
			path("/tasks/%d?state=bad", ocpsim.Sample): {400, "state"}, path("/tasks/%d?subtask=x", ocpsim.Sample): {400, "subtask"},
			"/open?task=what": {400, "task"}, "/compare?pick=1": {400, "pick"}, "/compare": {400, "pick"},
			"/compare?pick=1&pick=x": {400, "head"}, "/compare/1...x": {400, "head"}, "/compare/1": {400, "base"},
			"/compare/1...2?sort=x": {400, "sort"}, "/history?after=nonsense": {400, "after"}, "/history?before=nonsense": {400, "before"},
			"/history?state=bad": {400, "state"}, "/history?from=yesterday": {400, "from"},
		} {
			r := w.get(url, "Accept-Language", "en")
			t.Run(strings.ReplaceAll(url, "/", "_"), func(t *testing.T) { checkErrorPage(t, r, want.status, want.text) })
			zh := w.get(url, "Accept-Language", "zh-CN").doc(t)
			if zh.Find("html").AttrOr("lang", "") != "zh-CN" || zh.Find("main h1").Text() == r.doc(t).Find("main h1").Text() {
				t.Errorf("%s: the page is not in Chinese: %q", url, zh.Find("main h1").Text())
			}
		}
	})
	t.Run("history cannot write", func(t *testing.T) {
		why := &history.Error{Op: "record in /secret/history.db", Reason: history.ReasonFull, Write: true}
		w := newWorld(t, func(s *setup) {
			s.wrapStore = func(st live.Store) live.Store { return brokenStore{st, why} }
		})
		checkBanner(t, w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", "en"), "Not recorded")
		if !strings.Contains(w.logs.String(), "not recorded") {
			t.Error("the log does not say so")
		}
		if m := w.get("/metrics"); !bytes.Contains(m.body, []byte("taskscope_not_recorded_total 1")) {
			t.Errorf("the metric does not count it")
		}
	})
	t.Run("database locked", func(t *testing.T) {
		w := newWorld(t)
		w.get(path("/tasks/%d", ocpsim.Sample))
		unlock := w.lock()
		checkBanner(t, w.get(path("/tasks/%d", ocpsim.Succeeded), "Accept-Language", "en"), "Not recorded")
		if r := w.get("/readyz"); r.StatusCode != 503 || !bytes.Contains(r.body, []byte("locked")) {
			t.Errorf("readyz = %d %q, want 503 and the reason", r.StatusCode, r.body)
		}
		unlock()
		if r := w.get("/readyz"); r.StatusCode != 200 {
			t.Errorf("readyz after the lock = %d %q, want 200", r.StatusCode, r.body)
		}
	})
	t.Run("a handler panics", func(t *testing.T) {
		w := newWorld(t, func(s *setup) {
			s.wrapStore = func(st live.Store) live.Store { return panickingStore{st} }
		})
		r := w.get("/tasks/1@1", "Accept-Language", "en")
		checkErrorPage(t, r, 500, "Internal error in Taskscope", r.Header.Get("X-Request-Id"))
		if !strings.Contains(w.logs.String(), "out of cheese") || !strings.Contains(w.logs.String(), r.Header.Get("X-Request-Id")) {
			t.Error("the log does not have the panic with the request's id")
		}
	})
}

// impatient keeps a test of a time-out short; where another fault is expected
// a slow machine must not turn it into one.
func impatient(status int) func(*setup) {
	return func(s *setup) {
		if status == http.StatusGatewayTimeout {
			s.timeout = 500 * time.Millisecond
		}
	}
}

func TestErrorsForScripts(t *testing.T) {
	w := newWorld(t)
	for url, want := range map[string]struct {
		status int
		code   string
	}{
		"/tasks/424242/analysis.json":                               {404, "not_found"},
		"/tasks/424242/raw.json":                                    {404, "not_found"},
		"/tasks/1@4/graph.json":                                     {404, "no_snapshot"},
		"/tasks/x/analysis.json":                                    {400, "bad_parameter"},
		"/compare/1...x/analysis.json":                              {400, "bad_parameter"},
		"/compare/424242...424243/analysis.json":                    {404, "not_found"},
		path("/tasks/%d/analysis.json", ocpsim.FaultInternal.ID()):  {502, "server"},
		path("/tasks/%d/analysis.json", ocpsim.FaultForbidden.ID()): {403, "forbidden"},
		path("/tasks/%d/graph.json?fold=maybe", ocpsim.Sample):      {400, "bad_parameter"},
		"/nowhere.json":                                             {404, "no_page"},
	} {
		r := w.get(url)
		var body errorBody
		r.json(t, &body)
		if r.StatusCode != want.status || body.Error.Code != want.code || body.Error.Message == "" || body.Error.TraceID == "" {
			t.Errorf("GET %s = %d %+v, want %d %s with message and trace_id", url, r.StatusCode, body.Error, want.status, want.code)
		}
	}
}

func TestClientThatLeavesIsNoError(t *testing.T) {
	w := newWorld(t)
	r := w.request("GET", path("/tasks/%d", ocpsim.FaultHang.ID()), nil)
	w.visitor.Timeout = 300 * time.Millisecond
	if resp, err := w.visitor.Do(r); err == nil {
		resp.Body.Close()
		t.Fatal("the request was answered")
	}
	w.front.Close() // returns when the handler has
	log := w.logs.String()
	if !strings.Contains(log, "level=DEBUG msg=request") || !strings.Contains(log, "status=499") {
		t.Errorf("the request is not logged at debug with 499:\n%s", log)
	}
}
