package e2e

import (
	"bytes"
	"fmt"
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
	styled := lateStyle(t, p)
	noteFrames(p, 6, `[".diagnosis", "`+rest+`"].map((e) => document.querySelector(e)?.checkVisibility() ?? false).join()`)
	_, err := p.Goto("/tasks/"+failed+"?view="+view, pw.GotoOptions{WaitUntil: pw.Committed})
	p.Must(err)
	styled()
	until(p, `frames.length === 6`)
	want := "true,false" + strings.Repeat(" true,true", 5)
	if got := p.Eval(`() => frames.join(" ")`); got != want {
		t.Errorf("top and rest are there by frame: %v, want %s", got, want)
	}
}

// lateStyle has pages get their style when all of them is there, so that the frame
// of the top alone is one that has the rest, too. What it gives is called for each
// page that is loaded, and returns when that may be drawn.
func lateStyle(t *testing.T, p *Page) (styled func()) {
	asked, release := make(chan struct{}), make(chan struct{})
	p.Must(p.Route("**/app.css*", func(r pw.Route) {
		go func() {
			asked <- struct{}{}
			<-release
			if err := r.Continue(); err != nil {
				t.Error(err)
			}
		}()
	}))
	return func() {
		<-asked
		undrawn(p, `document.querySelector("footer") && document.readyState !== "loading"`)
		release <- struct{}{}
	}
}

// noteFrames has the pages that p loads note what holds in each of their first n
// frames, in the list frames.
func noteFrames(p *Page, n int, what string) {
	script := fmt.Sprintf(`const frames = (globalThis.frames = []);
	const note = () => { if (frames.push(%s) < %d) requestAnimationFrame(note); };
	requestAnimationFrame(note);`, what, n)
	p.Must(p.AddInitScript(pw.Script{Content: &script}))
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

// TestComingBackToAPlace: who reloads a page or comes back to it finds it scrolled to
// where it was, though its first frame has the top alone.
func TestComingBackToAPlace(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	styled := lateStyle(t, p)
	shown := func(_ pw.Response, err error) {
		t.Helper()
		p.Must(err)
		styled()
		until(p, `document.readyState === "complete"`)
	}
	shown(p.Goto("/tasks/"+failed+"?view=timeline&fold=none", pw.GotoOptions{WaitUntil: pw.Committed}))
	p.Eval(`() => scrollTo({ top: 1500, behavior: "instant" })`)
	until(p, `scrollY === 1500`)
	shown(p.Reload(pw.ReloadOptions{WaitUntil: pw.Committed}))
	until(p, `scrollY === 1500`)
	shown(p.Goto("/history", pw.GotoOptions{WaitUntil: pw.Committed}))
	shown(p.GoBack(pw.BackOptions{WaitUntil: pw.Committed}))
	until(p, `scrollY === 1500`)
}

// TestALinkToAPlace: a link into what the first frame leaves out leads there, with
// scripts and without.
func TestALinkToAPlace(t *testing.T) {
	t.Parallel()
	for name, without := range map[string]bool{"with scripts": false, "without": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 400, NoJS: without})
			p.Open("/tasks/" + failed + "?view=timeline&fold=none&subtask=" + failedSubtask + "#selected")
			until(p, `scrollY > 0 && document.querySelector("#selected").getBoundingClientRect().bottom <= innerHeight`)
		})
	}
}

// TestWhoLooksElsewhereGetsAllAtOnce: there are no frames for a tab in the background,
// and there is only one for paper. A link leads to its place there, too.
func TestWhoLooksElsewhereGetsAllAtOnce(t *testing.T) {
	t.Parallel()
	link := "/tasks/" + failed + "?view=timeline&fold=none&subtask=" + failedSubtask
	for name, fragment := range map[string]string{"selected": "", "place": "#selected"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 400})
			// A tab that a browser shows cannot be in the background.
			away := `Object.defineProperty(document, "hidden", { get: () => true });
			Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
			globalThis.requestAnimationFrame = () => 0;`
			p.Must(p.AddInitScript(pw.Script{Content: &away}))
			styled := lateStyle(t, p)
			_, err := p.Goto(link+fragment, pw.GotoOptions{WaitUntil: pw.Committed})
			p.Must(err)
			styled()
			undrawn(p, `scrollY > 0 && document.querySelector("#selected").getBoundingClientRect().bottom <= innerHeight`)
		})
	}
	t.Run("paper", func(t *testing.T) {
		t.Parallel()
		p := NewPage(t, PageOptions{Base: Demo(t).URL})
		p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
		styled := lateStyle(t, p)
		noteFrames(p, 3, `document.querySelector(".tl-names a")?.checkVisibility() ?? false`)
		_, err := p.Goto(link, pw.GotoOptions{WaitUntil: pw.Committed})
		p.Must(err)
		styled()
		until(p, `frames.length === 3`)
		if got := p.Eval(`() => frames.join()`); got != "true,true,true" {
			t.Errorf("rows are there by frame: %v, want in each", got)
		}
	})
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
		half := bytes.Index(page, []byte(`<div class="head-rest`))
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
	noteFrames(p, 3, `document.querySelectorAll("header.bar nav, .head-rest").length`)
	_, err = p.Goto(path, pw.GotoOptions{WaitUntil: pw.Committed})
	p.Must(err)
	undrawn(p, `performance.getEntriesByType("resource").some((e) => e.name.endsWith("app.css") && e.responseEnd > 0) && document.querySelector(".head .sum")`)
	close(release)
	until(p, `frames.length === 3`)
	if got := p.Eval(`() => frames.join()`); got != "2,2,2" {
		t.Errorf("parts of the top by frame: %v, want all in each", got)
	}
}
