package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzNoInputIs500 asks for any URL with any body: whatever it is, the answer
// is no mistake of ours, and tells nothing of the inside.
func FuzzNoInputIs500(f *testing.F) {
	for _, seed := range []string{"/tasks/35000312", "/tasks/prod:35000312@1?view=graph&from=1&to=2", "/tasks/%00", "/tasks/a%2Fb",
		"/compare/35000312...35000312", "/compare/1...", "/compare?pick=1&pick=%zz", "/open?task=http://x/task/35000312",
		"/api/v2/tasks/instances/35000312?source=x", "/static/../x", "/history?after=x", "/tasks/35000312/graph.json?fold=auto", "//", "/%"} {
		f.Add(seed, "application/json", `{"data":{"id":1}}`)
	}
	f.Add("/import", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{}\r\n--x--\r\n")
	f.Add("/settings", "application/x-www-form-urlencoded", "lang=zh&theme=dark&back=%2F%2Fx")
	w := newWorldOf(f) // one for all: a fuzzing worker runs millions of these
	f.Fuzz(func(t *testing.T, target, contentType, body string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || u.Host != "" {
			t.Skip("not the target of a request")
		}
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			r := httptest.NewRequest(method, "http://127.0.0.1/", strings.NewReader(body))
			r.URL = u
			r.Host = "127.0.0.1"
			r.Header.Set("Content-Type", contentType)
			rec := httptest.NewRecorder()
			w.front.Config.Handler.ServeHTTP(rec, r)
			if rec.Code == http.StatusInternalServerError {
				t.Errorf("%s %s = 500\n%s", method, target, w.logs)
			}
			if loc := rec.Header().Get("Location"); loc != "" && (!strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//") || strings.Contains(loc, `\`)) {
				t.Errorf("%s %s leads away, to %q", method, target, loc)
			}
		}
	})
}

func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{"/", "/tasks/1?x=1", "//evil", `/\evil`, "/%5cevil", "https://evil", "/a//b", "/\t/evil", "/..//evil"} {
		f.Add(seed)
	}
	base, err := url.Parse("http://here.example/settings")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, back string) {
		got := localPath(back)
		to, err := base.Parse(got)
		if err != nil || to.Host != base.Host || to.Scheme != base.Scheme {
			t.Errorf("localPath(%q) = %q, which leads to %v, %v", back, got, to, err)
		}
		if strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n\t") {
			t.Errorf("localPath(%q) = %q, which a browser may take for another host", back, got)
		}
	})
}

// FuzzSignIn sends forms of every kind: none is a mistake of the server's, and
// none that is not right signs in.
func FuzzSignIn(f *testing.F) {
	for _, seed := range []string{"user=viewer&password=x&back=/tasks/1", "user=%00&password=%ff", "user=a:b&password=c&source=prod", "%", "source=nowhere", "user=" + strings.Repeat("a", 300)} {
		f.Add(seed, "")
	}
	f.Add("user=viewer&password=x", "//evil.example")
	w := newWorldOf(f, signInMode)
	w.sim.SetDown(true) // whatever is sent, it is not right
	f.Fuzz(func(t *testing.T, form, back string) {
		w := *w
		w.t = t
		r := w.do(w.request("POST", "/sign-in", strings.NewReader(form+"&back="+url.QueryEscape(back)), "Content-Type", "application/x-www-form-urlencoded"))
		switch r.StatusCode {
		case 400, 429, 502:
		default:
			t.Errorf("%q = %d", form, r.StatusCode)
		}
		if len(r.Cookies()) != 0 {
			t.Errorf("%q sets a cookie", form)
		}
	})
}
