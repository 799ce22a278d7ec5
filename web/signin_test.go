package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
)

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
	if r.StatusCode != http.StatusBadGateway || !strings.Contains(string(r.body), "OCP could not be reached") || w.cookie != nil {
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
