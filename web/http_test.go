package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/andybalholm/brotli"

	"taskscope/internal/access"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

func TestEveryAnswerIsSecured(t *testing.T) {
	w := newWorld(t)
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
			"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
	}
	for _, url := range []string{path("/tasks/%d", ocpsim.Sample), "/nowhere", "/tasks/x", "/tasks/424242/analysis.json",
		"/healthz", "/metrics", w.server.static.Prefix() + "/app.css", "/favicon.ico", "/api/v2/tasks/instances/1"} {
		r := w.get(url)
		for name, value := range want {
			if got := r.Header.Get(name); got != value {
				t.Errorf("GET %s: %s = %q, want %q", url, name, got, value)
			}
		}
		if r.Header.Get("Cache-Control") == "" {
			t.Errorf("GET %s says nothing of caching", url)
		}
	}
}

func TestPagesCarryNothingInline(t *testing.T) {
	w := newWorld(t)
	for _, url := range []string{path("/tasks/%d", ocpsim.Sample), path("/tasks/%d?view=graph", ocpsim.Large), "/nowhere"} {
		d := w.get(url).doc(t)
		if n := d.Find("[style], style, script:not([src]), [onclick], [onload]").Length(); n != 0 {
			t.Errorf("GET %s: %d inline styles or scripts", url, n)
		}
		for _, attr := range []string{"src", "href"} {
			for _, n := range d.Find("[" + attr + "]").Nodes {
				for _, a := range n.Attr {
					if a.Key == attr && strings.Contains(a.Val, "//") {
						t.Errorf("GET %s: %s=%q leads to another host", url, attr, a.Val)
					}
				}
			}
		}
	}
}

func TestUnchangedPageIs304(t *testing.T) {
	w := newWorld(t)
	w.server.Now = func() time.Time { return time.UnixMilli(1_800_000_000_000) } // a page's name changes each minute
	w.get(path("/tasks/%d", ocpsim.Sample))
	saved := w.importBody("saved", w.body(ocpsim.Sample)) // of a source that nothing can be asked of
	for _, url := range []string{path("/tasks/%d@1", ocpsim.Sample), "/tasks/" + saved.Newest().String(), path("/tasks/%d/analysis.json", ocpsim.Sample),
		path("/tasks/%d@1/graph.json", ocpsim.Sample), path("/tasks/%d/raw.json", ocpsim.Sample), w.server.static.Prefix() + "/app.css"} {
		first := w.get(url)
		tag := first.Header.Get("ETag")
		if first.StatusCode != 200 || !strings.HasPrefix(tag, `W/"`) {
			t.Errorf("GET %s = %d, ETag %q; want 200 and a weak one", url, first.StatusCode, tag)
			continue
		}
		if again := w.get(url, "If-None-Match", tag); again.StatusCode != 304 || len(again.body) != 0 {
			t.Errorf("GET %s again = %d with %d bytes, want 304 and none", url, again.StatusCode, len(again.body))
		}
		if zh := w.get(url, "If-None-Match", tag, "Accept-Language", "zh-CN"); strings.HasPrefix(first.Header.Get("Content-Type"), "text/html") && zh.StatusCode != 200 {
			t.Errorf("GET %s in another language = %d, want 200", url, zh.StatusCode)
		}
	}
}

// Importing a response again changes nothing but when it was last seen, which
// the page tells.
func TestPageSeenAgainIsNot304(t *testing.T) {
	w := newWorld(t)
	w.server.Now = func() time.Time { return time.UnixMilli(1_800_000_000_000) }
	body := w.body(ocpsim.Sample)
	url := "/tasks/" + w.importBody("saved", body).Newest().String()
	tag := w.get(url).Header.Get("ETag")
	before, err := w.reader.Load(t.Context(), task.Ref{Source: "saved", Task: task.ID(ocpsim.Sample)})
	if err != nil {
		t.Fatal(err)
	}
	for after := before; after.SeenMS == before.SeenMS; { // the clock of the history has ms
		w.importBody("saved", body)
		if after, err = w.reader.Load(t.Context(), before.Ref.Newest()); err != nil {
			t.Fatal(err)
		}
		if after.Ref != before.Ref {
			t.Fatalf("the second import is %s, want %s again", after.Ref, before.Ref)
		}
	}
	if again := w.get(url, "If-None-Match", tag); again.StatusCode != 200 {
		t.Errorf("GET %s after it was seen again = %d, want 200", url, again.StatusCode)
	}
}

func TestRegionsByName(t *testing.T) {
	w := newWorld(t)
	url := path("/tasks/%d?view=timeline", ocpsim.Succeeded)
	body := string(w.get(url, "Taskscope-Region", "axis,over").body)
	if !strings.Contains(body, `data-region="axis"`) || !strings.Contains(body, `data-region="over"`) || strings.Contains(body, `data-region="panel"`) {
		t.Errorf("asked for axis and over, got %.300s", body)
	}
	if r := w.get(url, "Taskscope-Region", "axis,elsewhere"); r.StatusCode != http.StatusBadRequest || !strings.Contains(string(r.body), "Taskscope-Region") {
		t.Errorf("an unknown region = %d, want 400 that names the header", r.StatusCode)
	}
	if one, two := w.get(url, "Taskscope-Region", "axis").Header.Get("ETag"), w.get(url, "Taskscope-Region", "over").Header.Get("ETag"); one == two || one == "" {
		t.Errorf("two regions have the tags %q and %q, want one each", one, two)
	}
}

func TestPanelRegion(t *testing.T) {
	w := newWorld(t)
	url := path("/tasks/%d?subtask=13000336", ocpsim.Sample)
	page, part := w.get(url), w.get(url, "Taskscope-Region", "panel")
	if page.doc(t).Find("html[lang] main").Length() != 1 {
		t.Error("without the header it is not the whole page")
	}
	d := part.doc(t)
	if d.Find("[data-region=panel]").Length() != 1 || d.Find("main").Length() != 0 || !strings.Contains(d.Text(), "Install ocp agent") {
		t.Errorf("the region is %.300s", part.body)
	}
	if !bytes.Contains(page.body, part.body) {
		t.Errorf("the region is not what the page has: %.300s", part.body)
	}
	for _, r := range []reply{page, part} {
		if vary := strings.Join(r.Header.Values("Vary"), ", "); !strings.Contains(vary, "Taskscope-Region") ||
			!strings.Contains(vary, "Cookie") || !strings.Contains(vary, "Accept-Language") {
			t.Errorf("Vary = %q", vary)
		}
	}
}

func TestCompression(t *testing.T) {
	w := newWorld(t)
	url := path("/tasks/%d", ocpsim.Sample)
	plain := w.get(url, "Accept-Encoding", "identity")
	for _, encoding := range []string{"gzip", "zstd", "br"} {
		r := w.get(url, "Accept-Encoding", encoding)
		if r.Header.Get("Content-Encoding") != encoding || len(r.body) >= len(plain.body)/2 {
			t.Errorf("Accept-Encoding %s: %q, %d of %d bytes", encoding, r.Header.Get("Content-Encoding"), len(r.body), len(plain.body))
		}
		if vary := strings.Join(r.Header.Values("Vary"), ", "); !strings.Contains(vary, "Accept-Encoding") {
			t.Errorf("Accept-Encoding %s: Vary is %q, and a cache would give it to others", encoding, vary)
		}
	}
}

// What a page is in brotli is the page, for a small one and one of many blocks;
// what is smaller than a packet stays as it is.
func TestBrotliIsThePage(t *testing.T) {
	w := newWorld(t)
	for _, size := range []int{0, leastSqueezed - 1, leastSqueezed, held, 3*held + 7} {
		var page strings.Builder
		for k := 0; page.Len() < size; k++ {
			fmt.Fprintf(&page, "row %d, ", k)
		}
		want := page.String()[:size]
		view := templ.ComponentFunc(func(_ context.Context, out io.Writer) error {
			for rest := want; rest != ""; {
				n := min(len(rest), 4096)
				if _, err := io.WriteString(out, rest[:n]); err != nil {
					return err
				}
				rest = rest[n:]
			}
			return nil
		})
		for range 2 { // the second time with a writer that has been used
			r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
			r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
			rec := httptest.NewRecorder()
			w.serving(t, view).ServeHTTP(rec, r)
			var body io.Reader = rec.Body
			if coding := rec.Header().Get("Content-Encoding"); coding == "br" {
				body = brotli.NewReader(rec.Body)
			} else if coding != "" || size >= leastSqueezed {
				t.Errorf("%d bytes have the coding %q", size, coding)
			}
			got, err := io.ReadAll(body)
			if err != nil || string(got) != want {
				t.Errorf("of %d bytes come %d, error %v", size, len(got), err)
			}
		}
	}
}

func TestStatic(t *testing.T) {
	w := newWorld(t)
	prefix := w.server.static.Prefix()
	css := w.get(prefix + "/app.css")
	if css.StatusCode != 200 || css.Header.Get("Content-Type") != "text/css; charset=utf-8" ||
		css.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("app.css = %d %v", css.StatusCode, css.Header)
	}
	for _, bad := range []string{prefix, prefix + "/", prefix + "/js", prefix + "/js/", prefix + "/../app.css", prefix + "/%2e%2e/x",
		"/static/0000000000000000/app.css", "/static/app.css"} {
		if r := w.get(bad); r.StatusCode != 404 {
			t.Errorf("GET %s = %d, want 404", bad, r.StatusCode)
		}
	}
	icon := w.get("/favicon.ico")
	if target := w.get(icon.Header.Get("Location")); icon.StatusCode != 302 || target.StatusCode != 200 {
		t.Errorf("favicon leads to %q: %d", icon.Header.Get("Location"), target.StatusCode)
	}
}

func TestHead(t *testing.T) {
	w := newWorld(t)
	r := w.do(w.request("HEAD", path("/tasks/%d", ocpsim.Sample), nil))
	if r.StatusCode != 200 || len(r.body) != 0 || r.Header.Get("ETag") == "" {
		t.Errorf("HEAD = %d with %d bytes, ETag %q", r.StatusCode, len(r.body), r.Header.Get("ETag"))
	}
	if r := w.do(w.request("DELETE", path("/tasks/%d", ocpsim.Sample), nil)); r.StatusCode != 405 {
		t.Errorf("DELETE = %d, want 405", r.StatusCode)
	}
}

func TestOpen(t *testing.T) {
	w := newWorld(t)
	for text, want := range map[string]string{
		"35000312":                                      "/tasks/35000312",
		" prod:35000312 ":                               "/tasks/35000312",
		"test:7@2":                                      "/tasks/test:7@2",
		w.ocp.URL + "/api/v2/tasks/instances/7":         "/tasks/7",
		"https://ocp-test.example:8080/task/7":          "/tasks/test:7",
		"https://OCP-TEST.example/#/task/7?backUrl=%2F": "/tasks/test:7",
		"https://elsewhere.example/task/7":              "/tasks/7",
		"https://taskscope.example/tasks/test:7@3":      "/tasks/test:7@3",
	} {
		r := w.get("/open?task=" + url.QueryEscape(text))
		if r.StatusCode != 303 || r.Header.Get("Location") != want {
			t.Errorf("open %q = %d to %q, want 303 to %q", text, r.StatusCode, r.Header.Get("Location"), want)
		}
	}
	if r := w.get("/compare?pick=7@1&pick=test:8"); r.StatusCode != 303 || r.Header.Get("Location") != "/compare/7@1...test:8" {
		t.Errorf("pick = %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
}

func (w *world) postForm(path string, form url.Values, headers ...string) reply {
	w.t.Helper()
	headers = append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)
	return w.do(w.request("POST", path, strings.NewReader(form.Encode()), headers...))
}

func TestSettings(t *testing.T) {
	w := newWorld(t)
	r := w.postForm("/settings", url.Values{"lang": {"zh"}, "back": {"/tasks/1@1?view=graph"}})
	if r.StatusCode != 303 || r.Header.Get("Location") != "/tasks/1@1?view=graph" {
		t.Fatalf("settings = %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	cookies := r.Cookies()
	if len(cookies) != 1 || cookies[0].Value != "zh" || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Errorf("cookies = %v", cookies)
	}
	page := w.get("/nowhere", "Cookie", cookies[0].Name+"="+cookies[0].Value, "Accept-Language", "en")
	if lang := page.doc(t).Find("html").AttrOr("lang", ""); lang != "zh-CN" {
		t.Errorf("with the cookie the page is in %q", lang)
	}
	dark := w.postForm("/settings", url.Values{"theme": {"dark"}}).Cookies()
	if theme := w.get("/nowhere", "Cookie", dark[0].Name+"="+dark[0].Value).doc(t).Find("html").AttrOr("data-theme", ""); theme != "dark" {
		t.Errorf("with the cookie the theme is %q", theme)
	}
	for _, back := range []string{"//evil.example", "https://evil.example/", `/\evil.example`, "javascript:alert(1)", "evil", "",
		"/%2f/evil.example\r\nX: y", "///evil.example", "/\t/evil.example", "http:evil.example"} {
		r := w.postForm("/settings", url.Values{"lang": {"en"}, "back": {back}})
		if r.Header.Get("Location") != "/" {
			t.Errorf("back=%q leads to %q, want /", back, r.Header.Get("Location"))
		}
	}
	for _, form := range []url.Values{{"lang": {"xx"}}, {"theme": {"pink"}}} {
		if r := w.postForm("/settings", form); r.StatusCode != 400 {
			t.Errorf("settings %v = %d, want 400", form, r.StatusCode)
		}
	}
	if r := w.postForm("/settings", url.Values{"back": {strings.Repeat("x", smallBody)}}); r.StatusCode != 413 {
		t.Errorf("a large form = %d, want 413", r.StatusCode)
	}
}

func TestPostFromAnotherSiteIsRefused(t *testing.T) {
	w := newWorld(t)
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		r := w.do(w.request("POST", "/import", bytes.NewReader(w.body(ocpsim.Sample)), append(headers, "Content-Type", "application/json")...))
		checkErrorPage(t, r, 403)
	}
	if stats, err := w.store.Stats(t.Context()); err != nil || stats.Snapshots != 0 {
		t.Errorf("history has %d snapshots, %v; want none", stats.Snapshots, err)
	}
	if r := w.postForm("/settings", url.Values{"lang": {"zh"}}, "Sec-Fetch-Site", "same-origin"); r.StatusCode != 303 {
		t.Errorf("from our own page: %d", r.StatusCode)
	}
}

func TestAccess(t *testing.T) {
	behindProxy := func(s *setup) {
		s.access = access.Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, UserHeader: "X-Forwarded-User"}
	}
	t.Run("proxy names the user", func(t *testing.T) {
		w := newWorld(t, behindProxy)
		r := w.get(path("/tasks/%d", ocpsim.Sample), "X-Forwarded-User", "alice", "Accept-Language", "en")
		if r.StatusCode != 200 || !strings.Contains(r.doc(t).Find("footer").Text(), "alice") {
			t.Errorf("status %d, footer %q", r.StatusCode, r.doc(t).Find("footer").Text())
		}
	})
	t.Run("proxy names nobody", func(t *testing.T) {
		w := newWorld(t, behindProxy)
		for _, url := range []string{path("/tasks/%d", ocpsim.Sample), "/open?task=1"} {
			checkErrorPage(t, w.get(url), 401)
		}
		if w.sim.Requests(ocpsim.Sample) != 0 {
			t.Error("OCP was asked for somebody who is not let in")
		}
		if r := w.get(path("/tasks/%d/raw.json", ocpsim.Sample)); r.StatusCode != 401 {
			t.Errorf("raw.json = %d, want 401", r.StatusCode)
		}
		for _, url := range []string{"/healthz", "/readyz", "/metrics", w.server.static.Prefix() + "/app.css"} {
			if r := w.get(url); r.StatusCode != 200 {
				t.Errorf("GET %s = %d, want 200 for a probe", url, r.StatusCode)
			}
		}
	})
	t.Run("past the proxy", func(t *testing.T) {
		w := newWorld(t, func(s *setup) {
			s.access = access.Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, UserHeader: "X-Forwarded-User"}
		})
		checkErrorPage(t, w.get(path("/tasks/%d", ocpsim.Sample), "X-Forwarded-User", "alice"), 403)
	})
	t.Run("a rebound name", func(t *testing.T) {
		w := newWorld(t)
		r := w.request("GET", path("/tasks/%d", ocpsim.Sample), nil)
		r.Host = "evil.example"
		checkErrorPage(t, w.do(r), 421)
	})
}

// TestEveryRouteAtOnce is for the race detector.
func TestEveryRouteAtOnce(t *testing.T) {
	w := newWorld(t)
	known := map[string]string{":ref": fmt.Sprint(ocpsim.Running), ":pair": path("%d...%d", ocpsim.SlowBase, ocpsim.SlowHead),
		":id": fmt.Sprint(ocpsim.Running), "*": w.server.static.Hash() + "/app.css"}
	var all sync.WaitGroup
	for _, route := range w.server.routes() {
		if route.method != "GET" {
			continue
		}
		url := route.path
		for name, value := range known {
			url = strings.ReplaceAll(url, name, value)
		}
		switch route.path {
		case "/open":
			url += "?task=1"
		case "/compare":
			url += "?pick=1&pick=2"
		case "/trend":
			url += "?name=Reinstall+OCP+agent"
		case "/tasks/:ref/live":
			url += "?hidden=yes" // one that ends
		}
		for range 4 {
			all.Go(func() {
				r := w.get(url)
				if r.StatusCode >= 400 && !(route.path == "/api/v2/tasks/instances/:id" && r.StatusCode == 404) {
					t.Errorf("GET %s = %d: %.300s", url, r.StatusCode, r.body)
				}
			})
		}
	}
	all.Wait()
}
