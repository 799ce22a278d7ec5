package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

// clockwork is a clock that a test moves.
type clockwork struct{ ahead atomic.Int64 }

func (c *clockwork) Now() time.Time          { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clockwork) forward(d time.Duration) { c.ahead.Add(int64(d)) }

// TestSharedLinks has what somebody gets who was sent a link to a snapshot,
// which alice has recorded, by what OCP says to them now and said before.
func TestSharedLinks(t *testing.T) {
	const id = payTask
	for _, c := range []struct {
		name   string
		user   string
		before func(*world)  // what the reader did earlier
		later  time.Duration // how long ago that was
		ocp    func(*ocpsim.Sim)
		pinned int
		newest int
		says   []string // on the newest one's page
		listed bool     // in the reader's history, at the end
	}{
		{name: "allowed", user: "viewer", pinned: 200, newest: 200, listed: true},
		{name: "forbidden", user: "cluster4", pinned: 403, newest: 403, says: []string{"cluster4", "TASK_VIEWER"}},
		{name: "forbidden altogether", user: "nobody", pinned: 403, newest: 403, says: []string{"nobody", "TASK_VIEWER"}},
		{name: "gone, never granted", user: "viewer", ocp: forget, pinned: 404, newest: 404, says: []string{"shows it only to those"}},
		{name: "gone, granted", user: "viewer", before: look, ocp: forget, pinned: 200, newest: 200, listed: true},
		{name: "gone, granted long ago", user: "viewer", before: look, later: 30 * 24 * time.Hour, ocp: forget, pinned: 200, newest: 200, listed: true},
		{name: "down, never granted", user: "viewer", ocp: down, pinned: 502, newest: 502, says: []string{"OCP", "has not shown it to you lately"}},
		{name: "down, granted", user: "viewer", before: look, ocp: down, pinned: 200, newest: 200, listed: true},
		{name: "down, granted too long ago", user: "viewer", before: look, later: 25 * time.Hour, ocp: down, pinned: 502, newest: 502},
		{name: "withdrawn", user: "viewer", before: look, ocp: faulty(ocpsim.FaultForbidden), pinned: 403, newest: 403},
		{name: "granted lately, pinned first", user: "viewer", before: look, later: 23 * time.Hour, pinned: 200, newest: 200, listed: true},
		{name: "slow", user: "viewer", ocp: faulty(ocpsim.FaultHang), pinned: 504, newest: 504},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			clock := &clockwork{}
			w := newWorld(t, signInMode, func(s *setup) { s.now = clock.Now; s.timeout = 3 * time.Second })
			// Recorded by an account that is not the reader's.
			w.sim.SetFault(id, "")
			w.importBody("prod", w.body(id))
			reader := w.as(c.user)
			if c.before != nil {
				c.before(reader)
			}
			clock.forward(c.later)
			if c.ocp != nil {
				c.ocp(w.sim)
			}
			newest := reader.get(path("/tasks/%d", id), "Accept-Language", "en")
			if newest.StatusCode != c.newest {
				t.Errorf("newest = %d, want %d; %.300s", newest.StatusCode, c.newest, newest.body)
			}
			for _, text := range c.says {
				if !bytes.Contains(newest.body, []byte(text)) {
					t.Errorf("the page does not say %q", text)
				}
			}
			for _, what := range []string{"", "/raw.json", "/analysis.json", "/timeline.svg"} {
				r := reader.get(path("/tasks/%d@1%s", id, what))
				if r.StatusCode != c.pinned {
					t.Errorf("pinned%s = %d, want %d", what, r.StatusCode, c.pinned)
				}
				if c.pinned != 200 {
					checkNothingOf(t, r, what)
				}
			}
			if list := reader.get("/history?all=1"); bytes.Contains(list.body, []byte(payName)) != c.listed {
				t.Errorf("listed = %v, want %v", !c.listed, c.listed)
			}
		})
	}
}

func look(w *world) {
	w.t.Helper()
	if r := w.get(path("/tasks/%d", payTask)); r.StatusCode != 200 {
		w.t.Fatalf("the earlier look = %d", r.StatusCode)
	}
}

func ident(user string) history.Identity { return history.Identity{Source: "prod", User: user} }

func escaped(s string) string { return url.QueryEscape(s) }

func forget(s *ocpsim.Sim) { s.Forget(payTask) }
func down(s *ocpsim.Sim)   { s.SetDown(true) }

func faulty(f ocpsim.Fault) func(*ocpsim.Sim) {
	return func(s *ocpsim.Sim) { s.SetFault(payTask, f) }
}

// TestNotFoundTellsNothing: whether history has a task that OCP does not know
// makes no difference for a reader who was never shown it.
func TestNotFoundTellsNothing(t *testing.T) {
	w := newWorld(t, signInMode)
	w.importBody("prod", w.body(payTask))
	w.importBody("other", w.body(payTask))
	w.sim.Forget(payTask)
	reader := w.as("viewer")
	unknown := int64(payTask + 7_000_000)
	clean := func(r reply, id int64) string {
		text := strings.ReplaceAll(string(r.body), path("%d", id), "ID")
		return strings.ReplaceAll(text, r.Header.Get("X-Request-Id"), "REQUEST")
	}
	for _, what := range []string{"", "@1", "/raw.json", "@1/graph.svg"} {
		known, never := reader.get(path("/tasks/%d%s", payTask, what)), reader.get(path("/tasks/%d%s", unknown, what))
		if known.StatusCode != 404 || never.StatusCode != 404 || clean(known, payTask) != clean(never, unknown) {
			t.Errorf("%s: a kept task is %d\n%s\nan unknown one %d\n%s", what, known.StatusCode, clean(known, payTask), never.StatusCode, clean(never, unknown))
		}
	}
	for _, ref := range []string{"other", "other:%d@1"} {
		if r := reader.get("/tasks/" + strings.ReplaceAll(ref, "%d", path("%d", payTask))); r.StatusCode == 200 {
			t.Errorf("GET %s = 200", ref)
		}
	}
}

// TestGrantsOutliveTheProcess opens the history with another server.
func TestGrantsOutliveTheProcess(t *testing.T) {
	w := newWorld(t, signInMode)
	look(w.as("viewer"))
	w.sim.SetDown(true)
	judge := access.NewJudge(Grants(w.store), 0, time.Now) // of the new process
	knows, err := judge.Knows(t.Context(), "prod", "viewer", task.ID(payTask))
	if err != nil || !knows {
		t.Errorf("after a restart the grant is %v, %v", knows, err)
	}
	if knows, err = judge.Knows(t.Context(), "prod", "cluster4", task.ID(payTask)); err != nil || knows {
		t.Errorf("another account's grant is %v, %v", knows, err)
	}
}

func TestImportsAreOnesOwn(t *testing.T) {
	w := newWorld(t, signInMode)
	body := w.body(payTask)
	alice, bob := w.as("viewer"), w.as("cluster4")
	if text := string(alice.get("/import").body); !strings.Contains(text, "for you alone") || strings.Contains(text, `name="source"`) {
		t.Error("the form does not say who will see it, or asks for a source")
	}
	// The source that is asked for is not given: it would be a way into prod.
	r := bob.do(bob.request("POST", "/import?source=prod", bytes.NewReader(body), "Content-Type", "application/json"))
	to := r.Header.Get("Location")
	if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/tasks/own-") {
		t.Fatalf("import = %d to %q, want bob's own", r.StatusCode, to)
	}
	if got := bob.get(to).StatusCode; got != 200 {
		t.Errorf("bob's own import = %d", got)
	}
	if got := bob.get(path("/tasks/%d", payTask)).StatusCode; got != 403 {
		t.Errorf("importing a task of prod makes it %d for bob, want 403", got)
	}
	for _, what := range []string{"", "/raw.json"} {
		if got := alice.get(to + what).StatusCode; got != 404 {
			t.Errorf("alice gets bob's import%s: %d, want 404", what, got)
		}
	}
	if got := string(alice.get("/history?all=1").body); strings.Contains(got, "own-") {
		t.Error("bob's import is in alice's history")
	}
	if got := string(bob.get("/history?all=1").body); !strings.Contains(got, payName) || !strings.Contains(got, "own-") {
		t.Error("bob's import is not in his history")
	}
	// It is good beyond the time that grants of OCP are.
	if knows, err := access.NewJudge(Grants(w.store), 0, func() time.Time { return time.Now().Add(1000 * 24 * time.Hour) }).
		Knows(t.Context(), strings.TrimPrefix(strings.SplitN(to, ":", 2)[0], "/tasks/"), "cluster4", task.ID(payTask)); err != nil || !knows {
		t.Errorf("in three years the import is known: %v, %v", knows, err)
	}
}

// TestSuggestionsAreGranted: what a task's page offers beside the task.
func TestSuggestionsAreGranted(t *testing.T) {
	w := newWorld(t, signInMode)
	viewer, other := w.as("viewer"), w.as("viewer")
	runs := func(w *world) int {
		return w.get(path("/tasks/%d", ocpsim.SlowBase)).doc(t).Find(`a[href*="/compare/"]`).Length()
	}
	if n := runs(other); n != 0 {
		t.Fatalf("%d runs to compare with before there is one", n)
	}
	if r := viewer.get(path("/tasks/%d", ocpsim.SlowBase+1)); r.StatusCode != 200 {
		t.Fatal(r.StatusCode)
	}
	if n := runs(viewer); n == 0 {
		t.Error("another run of the same account is not offered")
	}
	// The same snapshots, another account that has seen one of them only.
	if err := w.store.Grant(t.Context(), ident("somebody"), task.ID(ocpsim.SlowBase), time.Now().UnixMilli()); err != nil {
		t.Fatal(err)
	}
	got, err := w.store.For(history.Viewer{Identities: []history.Identity{ident("somebody")}}).List(t.Context(), history.Query{})
	if err != nil || len(got.Items) != 1 {
		t.Errorf("somebody's list has %d, %v, want one", len(got.Items), err)
	}
}

// TestSessionEnds by OCP's word, by signing out, and for what was under way.
func TestSessionEnds(t *testing.T) {
	t.Run("OCP no longer takes the password", func(t *testing.T) {
		w := newWorld(t, signInMode)
		reader := w.as("viewer")
		look(reader)
		w.sim.SetFault(payTask, ocpsim.FaultRevoked)
		url := path("/tasks/%d?view=graph", payTask)
		for i, want := range []string{"/sign-in?back=" + escaped(url) + "&why=refused", "/sign-in?back=" + escaped(url) + "&why=ended"} {
			if r := reader.get(url); r.StatusCode != 303 || r.Header.Get("Location") != want {
				t.Errorf("view %d = %d to %q, want the sign-in page %q", i, r.StatusCode, r.Header.Get("Location"), want)
			}
		}
		if n := reader.get(path("/tasks/%d/raw.json", ocpsim.Succeeded)).StatusCode; n != 401 {
			t.Errorf("another task = %d, want 401: the session has ended", n)
		}
		w.sim.SetFault(payTask, "")
		if r := reader.signIn("viewer", "viewer", "back", url); r.Header.Get("Location") != url {
			t.Errorf("signing in leads to %q, want back to %q", r.Header.Get("Location"), url)
		}
	})
	t.Run("signing out", func(t *testing.T) {
		w := newWorld(t, signInMode)
		reader, other := w.as("viewer"), w.as("viewer")
		r := reader.post("/sign-out", "")
		if r.StatusCode != 303 || r.Header.Get("Clear-Site-Data") != `"cache"` || !strings.Contains(r.Header.Get("Set-Cookie"), "Max-Age=0") {
			t.Errorf("sign-out = %d, %v", r.StatusCode, r.Header)
		}
		if n := reader.get("/history").StatusCode; n != 303 { // with the old cookie
			t.Errorf("the old cookie gives %d", n)
		}
		if n := other.get("/history").StatusCode; n != 200 {
			t.Errorf("another session of the account = %d, want that it goes on", n)
		}
	})
	t.Run("from another site", func(t *testing.T) {
		w := newWorld(t, signInMode)
		reader := w.as("viewer")
		for _, p := range []string{"/sign-out", "/sign-in"} {
			r := reader.do(reader.request("POST", p, strings.NewReader("user=a&password=b"), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site"))
			if r.StatusCode != 403 {
				t.Errorf("POST %s from another site = %d, want 403", p, r.StatusCode)
			}
		}
		if n := reader.get("/history").StatusCode; n != 200 {
			t.Errorf("afterwards = %d, want that nothing has changed", n)
		}
	})
}

func TestSignIn(t *testing.T) {
	w := newWorld(t, signInMode)
	first := *w
	if r := first.signIn("viewer", "viewer", "back", "//evil.example/"); r.Header.Get("Location") != "/" {
		t.Errorf("back to another site leads to %q", r.Header.Get("Location"))
	}
	c := first.cookie
	if c == nil || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || c.Path != "/" || c.MaxAge != 0 || c.Name != "taskscope_session" {
		t.Fatalf("cookie = %+v", c)
	}
	// A known token does not stay good: it could be somebody else's.
	again := first
	if again.signIn("viewer", "viewer"); again.cookie.Value == c.Value {
		t.Error("the token is not renewed")
	}
	if n := first.get("/history").StatusCode; n != 303 {
		t.Errorf("the token from before = %d, want that it has ended", n)
	}
	// 403 on tasks is not a failed sign-in.
	if r := w.as("nobody").get("/history"); r.StatusCode != 200 || !strings.Contains(string(r.body), "nobody") {
		t.Errorf("nobody's history = %d", r.StatusCode)
	}
	// Nothing tells whether there is such a user.
	wrong := func(user, password string) string {
		r := (&world{t: t, front: w.front, visitor: w.visitor}).signIn(user, password)
		if r.StatusCode != 401 {
			t.Errorf("%q %q = %d, want 401", user, password, r.StatusCode)
		}
		return strings.ReplaceAll(string(r.body), `value="`+user+`"`, "")
	}
	known := wrong("viewer", "no")
	for _, c := range [][2]string{{"who-is-that", "no"}, {"with:colon", "no"}, {"viewer ", ""}} {
		if wrong(c[0], c[1]) != known {
			t.Errorf("the answer for %q differs from that for a known user", c[0])
		}
	}
	for _, secret := range []string{"no-such-password-7", "viewer:viewer"} {
		wrong("somebody", secret)
		if strings.Contains(w.logs.String(), secret) {
			t.Errorf("the log has the password %q", secret)
		}
	}
	if n := (&world{t: t, front: w.front, visitor: w.visitor}).signIn("viewer", "viewer", "source", "nowhere").StatusCode; n != 400 {
		t.Errorf("a source that is not configured = %d, want 400", n)
	}
}

// TestNoAccountIsLocked: whatever is tried, OCP hears of fewer wrong passwords
// than lock an account.
func TestNoAccountIsLocked(t *testing.T) {
	w := newWorld(t, signInMode)
	before := w.sim.Refused()
	limited := 0
	for i := range 60 {
		user := []string{"viewer", "Viewer", " viewer"}[i%3]
		if r := w.signIn(user, "wrong"); r.StatusCode == http.StatusTooManyRequests {
			limited++
			if r.Header.Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
		}
	}
	if n := w.sim.Refused() - before; n > 7 || limited < 50 { // one of them asks whether OCP is closed
		t.Errorf("OCP refused %d times, %d were held back", n, limited)
	}
	if r := w.signIn("nobody", "nobody"); r.StatusCode == 303 {
		return
	}
	// The address has used up its tries as well: it is told the same way.
	if r := w.signIn("nobody", "nobody"); r.StatusCode != http.StatusTooManyRequests {
		t.Errorf("another account = %d", r.StatusCode)
	}
}

func TestSignInWhileOCPDoesNotDecide(t *testing.T) {
	w := newWorld(t, signInMode)
	w.sim.SetDown(true)
	r := w.signIn("viewer", "viewer")
	if r.StatusCode != http.StatusBadGateway || !strings.Contains(string(r.body), "OCP could not be asked") || w.cookie != nil {
		t.Errorf("OCP down: %d, cookie %v", r.StatusCode, w.cookie)
	}
	w.sim.SetDown(false)
	if r := w.signIn("viewer", "viewer"); r.StatusCode != 303 {
		t.Errorf("OCP up again: %d", r.StatusCode)
	}
}

// TestOpenDoor is an OCP, or something before it, that lets in everybody.
func TestOpenDoor(t *testing.T) {
	w := newWorld(t, signInMode)
	client, err := ocp.New(ocp.Config{Name: "prod", BaseURL: w.ocp.URL, Auth: ocp.NoAccount{},
		Transport: withAccount{ocp.Basic{User: "viewer", Password: "viewer"}}})
	if err != nil {
		t.Fatal(err)
	}
	w.server.library.signIn.Clients["prod"] = client
	r := w.signIn("anybody", "anything")
	if r.StatusCode != http.StatusBadGateway || !strings.Contains(string(r.body), "does not check passwords") || w.cookie != nil {
		t.Errorf("an OCP that lets in everybody: %d, cookie %v", r.StatusCode, w.cookie)
	}
}

// withAccount is a proxy that signs everybody in.
type withAccount struct{ account ocp.Basic }

func (a withAccount) RoundTrip(r *http.Request) (*http.Response, error) {
	r.SetBasicAuth(a.account.User, a.account.Password)
	return http.DefaultTransport.RoundTrip(r)
}

// TestTwoSources: an account of one OCP is nobody at another, whatever it is
// called.
func TestTwoSources(t *testing.T) {
	w := newWorld(t, signInMode, func(s *setup) { s.second = true })
	w.importBody("second", w.body(payTask))
	url := path("/tasks/second:%d@1", payTask)
	reader := w.as("viewer") // of prod
	for _, ask := range []string{url, path("/compare/%d...second:%d", payTask, payTask)} {
		want := "/sign-in?back=" + escaped(ask) + "&source=second"
		if r := reader.get(ask); r.StatusCode != 303 || r.Header.Get("Location") != want {
			t.Errorf("GET %s = %d to %q, want the sign-in page of the other source", ask, r.StatusCode, r.Header.Get("Location"))
		}
	}
	if r := reader.get(url + "/raw.json"); r.StatusCode != 401 {
		t.Errorf("raw.json = %d, want 401", r.StatusCode)
	}
	if list := string(reader.get("/history").body); strings.Contains(list, payName) {
		t.Error("the other source's task is listed")
	}
	if form := reader.get("/sign-in?source=second").doc(t); form.Find("option[selected]").AttrOr("value", "") != "second" {
		t.Error("the form does not have the source chosen")
	}
	if r := reader.signIn("cluster4", "cluster4", "source", "second", "back", url); r.Header.Get("Location") != url {
		t.Fatalf("signing in there = %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	if r := reader.get(url); r.StatusCode != 403 || !strings.Contains(string(r.body), "cluster4") {
		t.Errorf("as cluster4 of the other source = %d, want 403 for cluster4", r.StatusCode)
	}
	look(reader) // prod still knows viewer
	own := path("/tasks/second:%d", ownTask)
	if r := reader.get(own); r.StatusCode != 200 || !strings.Contains(string(r.body), "cluster4, viewer") && !strings.Contains(string(r.body), "viewer, cluster4") {
		t.Errorf("GET %s = %d, want the page, and both accounts named", own, r.StatusCode)
	}
	// What the other source refuses does not end the session at the first.
	w.sim.SetFault(ownTask, ocpsim.FaultRevoked)
	if r := reader.get(own); r.StatusCode != 303 || !strings.Contains(r.Header.Get("Location"), "source=second&why=refused") {
		t.Errorf("refused = %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	look(reader)
}

// gathering holds requests for a task back until so many have come.
type gathering struct {
	arrived chan string // accounts
	open    chan struct{}
}

func (g *gathering) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, path("/%d", payTask)) {
		user, _, _ := r.BasicAuth()
		g.arrived <- user
		<-g.open
	}
	return http.DefaultTransport.RoundTrip(r)
}

// TestOneFetchPerTaskAndAccount lets two accounts open a task at the same time:
// each asks with its own, and neither is given what the other was told.
func TestOneFetchPerTaskAndAccount(t *testing.T) {
	g := &gathering{arrived: make(chan string, 20), open: make(chan struct{})}
	w := newWorld(t, signInMode, func(s *setup) { s.transport = g })
	users := []string{"viewer", "viewer", "viewer", "cluster4", "cluster4"} // sessions of their own
	got := make(chan string)
	for _, user := range users {
		reader := w.as(user)
		go func() {
			resp, err := reader.visitor.Do(reader.request("GET", path("/tasks/%d", payTask), nil))
			if err != nil {
				got <- err.Error()
				return
			}
			resp.Body.Close()
			got <- user + " " + resp.Status
		}()
	}
	asked := map[string]bool{<-g.arrived: true, <-g.arrived: true}
	if !asked["viewer"] || !asked["cluster4"] {
		t.Errorf("OCP was asked as %v, want as each account", asked)
	}
	close(g.open)
	for range users {
		if answer := <-got; answer != "viewer 200 OK" && answer != "cluster4 403 Forbidden" {
			t.Errorf("somebody got %q", answer)
		}
	}
}

func TestSecureCookie(t *testing.T) {
	w := newWorld(t, signInMode, func(s *setup) { s.access.SecureCookie = true })
	r := w.signIn("viewer", "viewer")
	c := w.cookie
	if r.StatusCode != 303 || c == nil || c.Name != "__Host-taskscope_session" || !c.Secure || c.Path != "/" || c.Domain != "" {
		t.Fatalf("%d, cookie %+v, want one that only this host can set", r.StatusCode, c)
	}
	if n := w.get("/history").StatusCode; n != 200 {
		t.Errorf("with it = %d", n)
	}
	w.cookie = &http.Cookie{Name: "taskscope_session", Value: c.Value}
	if n := w.get("/history").StatusCode; n != 303 {
		t.Errorf("the session under the name that a neighbour could set = %d", n)
	}
}

func TestPasswordsOverPlainHTTP(t *testing.T) {
	w := newWorld(t, signInMode)
	form := url.Values{"user": {"viewer"}, "password": {"viewer"}}.Encode()
	r := w.request("POST", "/sign-in", strings.NewReader(form), "Content-Type", "application/x-www-form-urlencoded")
	r.Host = "tasks.example" // as through a proxy that was not configured
	if got := w.do(r); got.StatusCode != 403 || !strings.Contains(string(got.body), "plain HTTP") {
		t.Errorf("%d, want 403 that says why", got.StatusCode)
	}
}
