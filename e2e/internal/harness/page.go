package harness

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"taskscope/e2e/internal/pw"
)

// patience is how long a browser may take for one thing, in milliseconds. It is
// generous: a test that passes never waits for it, and a machine that is busy with
// other things is no failure.
const patience = 60_000

// PageOptions say what kind of visitor opens a page. The zero value is a light
// desktop browser in English, with JavaScript, in UTC.
type PageOptions struct {
	Base     string // relative addresses are taken from it: an App's URL
	Dark     bool
	Locale   string // "zh-CN"; "" is "en-US"
	Timezone string // "Asia/Shanghai"; "" is "UTC"
	NoJS     bool
	Calm     bool // prefers-reduced-motion
	Width    int  // of the viewport in CSS pixels; 0 is 1280
	Height   int  // 0 is 800
	Headers  map[string]string
}

// Page is a page of a browser context of its own, which makes its test fail for
// what goes wrong in it. Everything of Playwright's page is there; the methods
// declared here fail the test by themselves.
type Page struct {
	pw.Page
	// Patience is how long an element may take to appear, in milliseconds; a
	// test that shows what does not appear makes it short.
	Patience float64

	t       testing.TB
	suite   *Suite
	options PageOptions
	watch   *watch
	twin    *Page // see Twin
}

// NewPage opens an empty page, which is checked and closed when the test ends.
func (s *Suite) NewPage(t testing.TB, o PageOptions) *Page {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: needs a browser")
	}
	if s.Browser == nil {
		t.Fatal("there is no browser; does TestMain call harness.Main?")
	}
	c, err := s.Browser.NewContext(o.context())
	if err != nil {
		t.Fatalf("open a browser context: %v", err)
	}
	watch := newWatch(c, o.Base)
	// Without a film and without a copy of the page at every step, which would
	// cost as much as the steps: the page as it was at the end is kept beside it.
	if err := c.Tracing().Start(pw.TraceOptions{Snapshots: pw.Ptr(s.Snapshots)}); err != nil {
		t.Errorf("start a trace: %v", err)
	}
	page, err := c.NewPage()
	if err != nil {
		t.Fatalf("open a page: %v", err)
	}
	p := &Page{Page: page, Patience: patience, t: t, suite: s, options: o, watch: watch}
	keep := s.remains(t.Name())
	t.Cleanup(func() { p.close(c, keep) })
	return p
}

// Twin is a second page of the same kind of visitor, in a context of its own;
// it is opened for the first who asks. It serves to open again, in one go, what
// the first page came to step by step.
func (p *Page) Twin() *Page {
	p.t.Helper()
	if p.twin == nil {
		p.twin = p.suite.NewPage(p.t, p.options)
	}
	return p.twin
}

// Clipboard lets the page read and write the clipboard. All pages of a browser
// have one clipboard between them, so another test that asks waits until this
// one has ended. To be called once in a test.
func (p *Page) Clipboard() {
	p.t.Helper()
	p.suite.clipboard.Lock()
	p.t.Cleanup(p.suite.clipboard.Unlock)
	p.Must(p.Context().GrantPermissions([]string{"clipboard-read", "clipboard-write"}))
}

// context is the options in Playwright's words.
func (o PageOptions) context() pw.Options {
	c := pw.Options{
		ColorScheme:       pw.Light,
		ReducedMotion:     pw.NormalMotion,
		JavaScriptEnabled: pw.Ptr(!o.NoJS),
		Locale:            pw.Ptr(or(o.Locale, "en-US")),
		TimezoneId:        pw.Ptr(or(o.Timezone, "UTC")),
		Viewport:          &pw.Size{Width: or(o.Width, 1280), Height: or(o.Height, 800)},
		ExtraHttpHeaders:  o.Headers,
	}
	if o.Base != "" {
		c.BaseURL = &o.Base
	}
	if o.Dark {
		c.ColorScheme = pw.Dark
	}
	if o.Calm {
		c.ReducedMotion = pw.LessMotion
	}
	return c
}

// or is v, or def when v is zero.
func or[T comparable](v, def T) T {
	var zero T
	if v == zero {
		return def
	}
	return v
}

// Open goes to an address, absolute or relative to PageOptions.Base, and wants
// status 200.
func (p *Page) Open(address string) {
	p.t.Helper()
	p.OpenStatus(address, http.StatusOK)
}

// OpenStatus goes to an address that must answer with the given status; that
// this status is an error is then no problem of the page.
func (p *Page) OpenStatus(address string, status int) {
	p.t.Helper()
	res, err := p.Goto(address)
	if err != nil {
		p.t.Fatalf("open %s: %v", address, err)
	}
	if res == nil { // the same page at another #fragment: nothing was fetched
		return
	}
	if res.Status() != status {
		p.t.Fatalf("open %s: status %d, want %d", address, res.Status(), status)
	}
	p.watch.openedWith(res.URL(), status)
	if p.options.NoJS {
		return
	}
	// The scripts of a task's page may begin after its first paint.
	if _, err := p.eval(started); err != nil {
		p.t.Fatalf("open %s: its scripts do not start: %v", address, err)
	}
}

// started waits for the scripts of a task's page (static/js/later.js).
const started = `async () => {
	const html = document.documentElement;
	while (html.dataset.page === "task" && !("scripted" in html.dataset)) await new Promise(requestAnimationFrame);
}`

// ExpectProblem declares that something will go wrong whose description has
// this text in it. The test fails if it does not.
func (p *Page) ExpectProblem(text string) { p.watch.expect(text) }

// close checks the page and closes its context. What a failed test leaves is
// kept first.
func (p *Page) close(c pw.Context, keep remains) {
	// The answer comes after every event that came before it.
	if _, err := p.eval("() => 0"); err != nil && !p.IsClosed() {
		p.t.Errorf("the page does not answer: %v", err)
	}
	for _, text := range p.watch.verdict() {
		p.t.Errorf("in the browser: %s", text)
	}
	if p.t.Failed() {
		keep.page(p.t, p)
		keep.trace(p.t, c)
	}
	if _, err := within(patience, func() (any, error) { return nil, c.Close() }); err != nil {
		p.t.Errorf("close the browser context: %v", err)
	}
}

// within runs what Playwright gives no limit, such as a script in a page that
// hangs. After the limit, in milliseconds, f is left to itself.
func within[T any](ms int, f func() (T, error)) (T, error) {
	type result struct {
		v   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		v, err := f()
		done <- result{v, err}
	}()
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.v, r.err
	case <-timer.C:
		var zero T
		return zero, fmt.Errorf("nothing within %d ms", ms)
	}
}
