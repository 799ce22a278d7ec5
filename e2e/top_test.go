package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestTheTopComesFirst: what a task is and how it stands is in the first frame,
// alone, though all the rest is there by then; and the next ones have that, too.
func TestTheTopComesFirst(t *testing.T) {
	t.Parallel()
	for view, rest := range map[string]string{"timeline": ".tl-names a", "overview": ".task-body"} {
		t.Run(view, func(t *testing.T) {
			t.Parallel()
			theTopComesFirst(t, view, rest)
		})
	}
}

func theTopComesFirst(t *testing.T, view, rest string) {
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	style, release := make(chan struct{}), make(chan struct{})
	p.Must(p.Route("**/app.css*", func(r pw.Route) {
		close(style)
		go func() {
			<-release
			if err := r.Continue(); err != nil {
				t.Error(err)
			}
		}()
	}))
	noted := `const frames = (globalThis.frames = []);
	const seen = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
	const note = () => { if (frames.push([seen(".diagnosis"), seen("` + rest + `")].join()) < 6) requestAnimationFrame(note); };
	requestAnimationFrame(note);`
	p.Must(p.AddInitScript(pw.Script{Content: &noted}))
	_, err := p.Goto("/tasks/"+failed+"?view="+view, pw.GotoOptions{WaitUntil: pw.Committed})
	p.Must(err)
	<-style
	undrawn(p, `document.querySelector("`+rest+`") && document.readyState !== "loading"`)
	close(release)
	until(p, `frames.length === 6`)
	want := "true,false" + strings.Repeat(" true,true", 5)
	if got := p.Eval(`() => frames.join(" ")`); got != want {
		t.Errorf("top and rest are there by frame: %v, want %s", got, want)
	}
}

// undrawn waits like until, on a page that has no frames yet: until looks with each.
func undrawn(p *Page, condition string) {
	p.Eval(`() => new Promise((done, fail) => {
		const end = performance.now() + 30_000;
		const look = () => {
			if (` + condition + `) done();
			else if (performance.now() > end) fail(new Error("the page is never so far"));
			else setTimeout(look);
		};
		look();
	})`)
}

// TestNoHalfTop: where the style is there before the page is, nothing is drawn
// until all of the top is, or what one reads would move with what comes.
func TestNoHalfTop(t *testing.T) {
	t.Parallel()
	app, err := url.Parse(Demo(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	path, release := "/tasks/"+failed, make(chan struct{})
	through := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(app) }}
	through.ModifyResponse = func(r *http.Response) error {
		if r.Request.URL.Path != path {
			return nil
		}
		page, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		half := bytes.Index(page, []byte("<nav"))
		begun, rest := io.Pipe()
		go func() {
			_, err := rest.Write(page[:half])
			<-release
			if err == nil {
				_, err = rest.Write(page[half:])
			}
			rest.CloseWithError(err)
		}()
		r.Body = begun
		return nil
	}
	through.FlushInterval = -1 // what is there is sent
	front := httptest.NewServer(through)
	t.Cleanup(front.Close)

	p := NewPage(t, PageOptions{Base: front.URL, Headers: map[string]string{"Accept-Encoding": "identity"}})
	noted := `const frames = (globalThis.frames = []);
	const note = () => { if (frames.push(document.querySelectorAll("header.bar nav, .head-rest").length) < 3) requestAnimationFrame(note); };
	requestAnimationFrame(note);`
	p.Must(p.AddInitScript(pw.Script{Content: &noted}))
	_, err = p.Goto(path, pw.GotoOptions{WaitUntil: pw.Committed})
	p.Must(err)
	undrawn(p, `performance.getEntriesByType("resource").some((e) => e.name.endsWith("app.css") && e.responseEnd > 0) && document.querySelector("header.bar form")`)
	close(release)
	until(p, `frames.length === 3`)
	if got := p.Eval(`() => frames.join()`); got != "2,2,2" {
		t.Errorf("parts of the top by frame: %v, want all in each", got)
	}
}
