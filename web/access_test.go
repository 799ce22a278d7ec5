package web

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"taskscope/internal/access"
	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
)

// signInMode is a world in which visitors sign in with accounts of the
// simulated OCP.
func signInMode(s *setup) { s.access.SignIn = true }

// signIn sends the form, and keeps the cookie in the world's visitor.
func (w *world) signIn(user, password string, more ...string) reply {
	w.t.Helper()
	form := url.Values{"user": {user}, "password": {password}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	r := w.do(w.request("POST", "/sign-in", strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded"))
	for _, c := range r.Cookies() {
		if strings.HasSuffix(c.Name, "taskscope_session") {
			w.cookie = c
		}
	}
	return r
}

// as is the world as somebody sees it who has just signed in.
func (w *world) as(user string) *world {
	w.t.Helper()
	other := *w
	other.cookie = nil
	if r := other.signIn(user, user); r.StatusCode != http.StatusSeeOther || other.cookie == nil {
		w.t.Fatalf("%s cannot sign in: %d %.300s", user, r.StatusCode, r.body)
	}
	return &other
}

// The tasks of the table: one of a cluster that cluster4 may not see, and one of
// a cluster it may.
const (
	payTask = ocpsim.FailedSplit
	ownTask = ocpsim.Succeeded
	payMark = "ob_pay" // the cluster of payTask
	payName = "Add OB server"
)

// kinds are the kinds of visitors, each in a world where somebody else has read
// both tasks before.
func kinds() map[string]func(*testing.T) *world {
	service := func(t *testing.T, change ...func(*setup)) *world {
		w := newWorld(t, change...)
		for _, id := range []int64{payTask, ownTask} {
			w.importBody("prod", w.body(id))
		}
		return w
	}
	proxy := func(s *setup) {
		s.access = access.Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, UserHeader: "X-Forwarded-User"}
	}
	signing := func(t *testing.T, change ...func(*setup)) *world {
		w := newWorld(t, append(change, signInMode)...)
		reader := w.as("viewer")
		for _, id := range []int64{payTask, ownTask} {
			if r := reader.get(path("/tasks/%d", id)); r.StatusCode != 200 && change == nil {
				t.Fatalf("somebody else's view of %d = %d", id, r.StatusCode)
			}
		}
		return w
	}
	return map[string]func(*testing.T) *world{
		"anonymous": func(t *testing.T) *world { return service(t) },
		"proxied": func(t *testing.T) *world {
			w := service(t, proxy)
			w.headers = []string{"X-Forwarded-User", "alice"}
			return w
		},
		"unnamed":    func(t *testing.T) *world { return service(t, proxy) },
		"signed out": func(t *testing.T) *world { return signing(t) },
		"viewer":     func(t *testing.T) *world { return signing(t).as("viewer") },
		"nobody":     func(t *testing.T) *world { return signing(t).as("nobody") },
		"cluster4":   func(t *testing.T) *world { return signing(t).as("cluster4") },
		"expired": func(t *testing.T) *world {
			return signing(t, func(s *setup) { s.session.Idle = time.Nanosecond }).as("viewer")
		},
		"wrong": func(t *testing.T) *world {
			w := signing(t)
			if r := w.signIn("viewer", "wrong"); r.StatusCode != http.StatusUnauthorized || w.cookie != nil {
				t.Fatalf("a wrong password: %d, cookie %v", r.StatusCode, w.cookie)
			}
			return w
		},
		"limited": func(t *testing.T) *world {
			w := signing(t)
			for range 10 {
				w.signIn("viewer", "wrong")
			}
			return w
		},
	}
}

// answers are the statuses that the kinds of visitors get.
type answers map[string]int

// row is a question to a route, and what each kind of visitor gets.
type row struct {
	ask  string // path and query
	body string // of a POST, as a form
	want answers
}

// The usual rows.
func everybody(status int) answers {
	a := answers{}
	for kind := range kinds() {
		a[kind] = status
	}
	return a
}

// with is these answers with others for some kinds.
func (a answers) with(status int, kinds ...string) answers {
	out := answers{}
	for k, v := range a {
		out[k] = v
	}
	for _, k := range kinds {
		out[k] = status
	}
	return out
}

var strangers = []string{"signed out", "expired", "wrong", "limited"}

// mayPay are those who may see payTask.
var mayPay = []string{"anonymous", "proxied", "viewer"}

// page is for those who are let in; others are shown the way in.
func page() answers { return everybody(200).with(303, strangers...).with(401, "unnamed") }

// file is as page, for what no person opens.
func file() answers { return page().with(401, strangers...) }

// payPage and payFile are of the task of another cluster.
func payPage() answers { return page().with(403, "nobody", "cluster4") }
func payFile() answers { return file().with(403, "nobody", "cluster4") }

// table has every route of the product.
func table() map[string][]row {
	pay, own := path("/tasks/%d", payTask), path("/tasks/%d", ownTask)
	pair := path("/compare/%d...%d", ownTask, payTask)
	t := map[string][]row{
		"GET /":                            {{ask: "/", want: page()}},
		"GET /open":                        {{ask: path("/open?task=%d", payTask), want: everybody(303).with(401, "unnamed")}},
		"GET /history":                     {{ask: "/history", want: page()}, {ask: "/history?all=1&q=pay", want: page()}, {ask: "/history?cluster=ob_pay", want: page()}},
		"GET /trend":                       {{ask: "/trend?name=x", want: page()}},
		"GET /import":                      {{ask: "/import", want: page()}},
		"POST /import":                     {{ask: "/import", body: "text=x", want: file().with(422, "anonymous", "proxied", "viewer", "nobody", "cluster4")}},
		"POST /settings":                   {{ask: "/settings", body: "lang=zh&back=/", want: everybody(303).with(401, "unnamed")}},
		"GET /compare":                     {{ask: path("/compare?pick=%d@1&pick=%d@1", ownTask, payTask), want: everybody(303).with(401, "unnamed")}},
		"GET /compare/:pair":               {{ask: pair, want: payPage()}, {ask: path("/compare/%d@1...%d@1", payTask, ownTask), want: payPage()}},
		"GET /compare/:pair/analysis.json": {{ask: pair + "/analysis.json", want: payFile()}},
		"GET /compare/:pair/subtasks.csv":  {{ask: pair + "/subtasks.csv", want: payFile()}},
		"GET /compare/:pair/summary.txt":   {{ask: pair + "/summary.txt", want: payFile()}},
		"GET /compare/:pair/compare.svg":   {{ask: pair + "/compare.svg", want: payFile()}},
		"GET /tasks/:ref": {{ask: pay, want: payPage()}, {ask: pay + "@1", want: payPage()}, {ask: pay + "?view=raw", want: payPage()},
			{ask: own, want: page().with(403, "nobody")}, {ask: own + "@1?view=graph", want: page().with(403, "nobody")},
			{ask: "/tasks/own-0123456789ab:7@1", want: page().with(404, "anonymous", "proxied", "viewer", "nobody", "cluster4")}},
		"GET /tasks/:ref/live": {{ask: pay + "/live?hidden=yes", want: payFile()}, {ask: own + "/live?hidden=yes", want: file().with(403, "nobody")},
			{ask: pay + "@1/live", want: file().with(400, "anonymous", "proxied", "viewer", "nobody", "cluster4")}},
		"GET /tasks/:ref/note": {{ask: pay + "@1/note", want: payFile()}, {ask: own + "@1/note", want: file().with(403, "nobody")},
			{ask: pay + "/note", want: payFile().with(303, mayPay...)}},
		"POST /tasks/:ref/note": {{ask: pay + "@1/note", body: "version=0&title=x", want: payFile().with(303, mayPay...)}},
		"POST /tasks/:ref/pin":  {{ask: pay + "@1/pin", body: "pinned=1", want: payFile().with(303, mayPay...)}},
		"GET /api/v2/tasks/instances/:id": {{ask: path("/api/v2/tasks/instances/%d", payTask), want: payFile()},
			{ask: path("/api/v2/tasks/instances/%d", ownTask), want: file().with(403, "nobody")}},
		"GET /healthz":     {{ask: "/healthz", want: everybody(200)}},
		"GET /readyz":      {{ask: "/readyz", want: everybody(200)}},
		"GET /metrics":     {{ask: "/metrics", want: everybody(200)}},
		"GET /static/*":    {{ask: "/static/x/app.css", want: everybody(404)}},
		"GET /favicon.ico": {{ask: "/favicon.ico", want: everybody(302)}},
		"GET /sign-in":     {{ask: "/sign-in?back=" + pay, want: everybody(200).with(404, "anonymous", "proxied", "unnamed")}},
		"POST /sign-in":    {{ask: "/sign-in", body: "user=viewer&password=wrong", want: everybody(401).with(404, "anonymous", "proxied", "unnamed").with(429, "limited")}},
		"POST /sign-out":   {{ask: "/sign-out", body: "x=1", want: everybody(303).with(404, "anonymous", "proxied", "unnamed")}},
	}
	for _, name := range []string{"raw.json", "analysis.json", "graph.json", "graph.svg", "graph.dot", "graph.mmd", "subtasks.csv", "trace.json",
		"timeline.svg", "summary.txt", "changes.csv", "changes.json"} {
		t["GET /tasks/:ref/"+name] = []row{{ask: pay + "/" + name, want: payFile()}, {ask: pay + "@1/" + name, want: payFile()},
			{ask: own + "@1/" + name, want: file().with(403, "nobody")}}
	}
	return t
}

// TestEveryRouteForEveryVisitor asks every route as every kind of visitor. A
// route that is not in the table fails it.
func TestEveryRouteForEveryVisitor(t *testing.T) {
	table := table()
	for kind, make := range kinds() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := make(t)
			asked := 0
			routes := slices.Concat(w.server.routes(), (&server{library: &library{signIn: &SignIn{}}}).entrances())
			for _, route := range routes {
				key := route.method + " " + route.path
				rows, ok := table[key]
				if route.path == permalink.SignOut { // the last one: nothing is seen after it
					checkLists(t, w, slices.Contains(mayPay, kind))
				}
				if !ok {
					t.Errorf("%s is not in the table of who may see what: add it", key)
				}
				for _, row := range rows {
					asked++
					var r reply
					if route.method == "POST" {
						r = w.post(row.ask, row.body)
					} else {
						r = w.get(row.ask)
					}
					if want := row.want[kind]; r.StatusCode != want {
						t.Errorf("%s %s = %d, want %d; %.200s", route.method, row.ask, r.StatusCode, want, r.body)
					}
					checkHeaders(t, w, route, r)
					if !slices.Contains(mayPay, kind) {
						checkNothingOf(t, r, row.ask)
					}
					if r.StatusCode == http.StatusSeeOther && row.want[kind] == 303 && slices.Contains(strangers, kind) && route.method == "GET" {
						if to := r.Header.Get("Location"); !strings.HasPrefix(to, "/sign-in?back=") && to != "/sign-in" && !strings.HasPrefix(to, "/sign-in?why=ended") {
							t.Errorf("GET %s leads to %s, want the sign-in page", row.ask, to)
						}
					}
				}
			}
			if asked < 30 {
				t.Errorf("%d questions: that is not every route", asked)
			}
		})
	}
	for key := range table {
		method, pattern, _ := strings.Cut(key, " ")
		found := slices.ContainsFunc(slices.Concat((&server{}).routes(), (&server{library: &library{signIn: &SignIn{}}}).entrances()),
			func(r route) bool { return r.method == method && r.path == pattern })
		if !found {
			t.Errorf("the table has %s, which is no route", key)
		}
	}
}

// checkLists expects that, with all that has been asked, the lists show payTask
// to whom it is allowed, and to nobody else.
func checkLists(t *testing.T, w *world, allowed bool) {
	t.Helper()
	for _, list := range []string{"/", "/history", "/history?all=1", path("/tasks/%d", payTask)} {
		r := w.get(list)
		if !allowed {
			checkNothingOf(t, r, list)
			continue
		}
		for _, mark := range marks {
			if !bytes.Contains(r.body, []byte(mark)) {
				t.Errorf("GET %s does not show %q, which is allowed: the test looks for the wrong thing", list, mark)
			}
		}
	}
}

// marks tell of payTask: its name and its cluster.
var marks = []string{payMark, payName}

// checkNothingOf looks for what tells something of payTask.
func checkNothingOf(t *testing.T, r reply, ask string) {
	t.Helper()
	text := string(r.body) + fmt.Sprint(r.Header)
	for _, mark := range marks {
		if strings.Contains(ask, mark) { // it says so itself
			text = strings.ReplaceAll(text, `value="`+mark+`"`, "")
			continue
		}
		if strings.Contains(text, mark) {
			t.Errorf("%s tells of %q", ask, mark)
		}
	}
}

// checkHeaders holds an answer against what every answer has.
func checkHeaders(t *testing.T, w *world, route route, r reply) {
	t.Helper()
	name := route.method + " " + r.Request.URL.Path
	if got := r.Header.Get("Content-Security-Policy"); got != contentPolicy || strings.Contains(got, "unsafe") {
		t.Errorf("%s: Content-Security-Policy = %q", name, got)
	}
	if got := r.Header.Get("X-Content-Type-Options"); got != "nosniff" {
		t.Errorf("%s: X-Content-Type-Options = %q", name, got)
	}
	keep := r.Header.Get("Cache-Control")
	switch {
	case route.open:
	case w.server.Access.SignIn && keep != "no-store":
		t.Errorf("%s: Cache-Control = %q, want no-store where people sign out", name, keep)
	case keep != "no-store" && !strings.HasPrefix(keep, "private, "):
		t.Errorf("%s: Cache-Control = %q: a shared cache would keep it", name, keep)
	}
	if w.server.Access.SignIn && !route.open && r.Header.Get("ETag") != "" {
		t.Errorf("%s: there is an ETag on what is not to be kept", name)
	}
}

// post sends a form.
func (w *world) post(path, form string) reply {
	w.t.Helper()
	return w.do(w.request("POST", path, io.Reader(strings.NewReader(form)), "Content-Type", "application/x-www-form-urlencoded"))
}
