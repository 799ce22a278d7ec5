package harness

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"

	"taskscope/e2e/internal/pw"
)

// problem is something that went wrong in the browser without anybody looking.
type problem struct {
	kind   string // one of the kinds below
	url    string // of the page, script or request
	text   string
	status int // of an answer; 0 otherwise
}

// The kinds of problems.
const (
	consoleError  = "console error"
	exception     = "uncaught exception"
	badAnswer     = "answer"
	requestFailed = "failed request"
	outside       = "request to elsewhere"
)

func (p problem) String() string { return fmt.Sprintf("%s: %s (%s)", p.kind, p.text, p.url) }

// watch collects the problems of one browser context. Playwright calls it on
// the goroutine that reads from the browser, so it only writes down.
type watch struct {
	mu       sync.Mutex
	problems []problem
	expected []string       // texts of problems the test wants to see
	answered map[string]int // pages opened on purpose with an error status
}

// newWatch watches c; base is the address that requests may go to, "" for any
// of this machine.
func newWatch(c pw.Context, base string) *watch {
	w := &watch{answered: map[string]int{}}
	c.OnConsole(func(m pw.ConsoleMessage) {
		if m.Type() == "error" || m.Type() == "assert" {
			at := ""
			if l := m.Location(); l != nil {
				at = l.URL
			}
			w.add(problem{kind: consoleError, url: at, text: m.Text()})
		}
	})
	c.OnWebError(func(e pw.WebError) {
		at := ""
		if p := e.Page(); p != nil {
			at = p.URL()
		}
		w.add(problem{kind: exception, url: at, text: thrown(e.Error())})
	})
	c.OnRequest(func(r pw.Request) {
		if !inside(r.URL(), base) {
			w.add(problem{kind: outside, url: r.URL(), text: r.ResourceType()})
		}
	})
	c.OnResponse(func(r pw.Response) {
		if r.Status() >= 400 {
			text := fmt.Sprintf("%d for a %s", r.Status(), r.Request().ResourceType())
			w.add(problem{kind: badAnswer, url: r.URL(), text: text, status: r.Status()})
		}
	})
	c.OnRequestFailed(func(r pw.Request) {
		// Aborted is what the page itself does: it moves on, or closes a stream.
		if err := r.Failure(); err != nil && !strings.Contains(err.Error(), "net::ERR_ABORTED") {
			w.add(problem{kind: requestFailed, url: r.URL(), text: err.Error()})
		}
	})
	return w
}

func (w *watch) add(p problem) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problems = append(w.problems, p)
}

// thrown is what a script threw: its kind, its message and the place.
func thrown(err error) string {
	var e *pw.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	text := e.Name + ": " + e.Message
	for _, line := range strings.Split(e.Stack, "\n") {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "at ") {
			return text + " " + line
		}
	}
	return text
}

// expect declares that a problem with this text will come.
func (w *watch) expect(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expected = append(w.expected, text)
}

// openedWith notes that url was opened on purpose and answered with status.
func (w *watch) openedWith(url string, status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answered[url] = status
}

// verdict is what the test must fail for: problems it did not expect, and
// expected ones that did not come.
func (w *watch) verdict() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var verdict []string
	came := map[string]bool{}
	for _, p := range w.problems {
		if w.onPurpose(p) || w.echo(p) {
			continue
		}
		known := false
		for _, text := range w.expected {
			if strings.Contains(p.String(), text) {
				known, came[text] = true, true
			}
		}
		if !known {
			verdict = append(verdict, p.String())
		}
	}
	for _, text := range w.expected {
		if !came[text] {
			verdict = append(verdict, fmt.Sprintf("the expected problem %q did not come", text))
		}
	}
	return verdict
}

// onPurpose says whether p is the error page that the test asked for.
func (w *watch) onPurpose(p problem) bool {
	status, ok := w.answered[p.url]
	return ok && p.kind == badAnswer && p.status == status
}

// echo says whether p is Chromium's line on the console about an answer or a
// failed request that is noted by itself, with more detail.
func (w *watch) echo(p problem) bool {
	if p.kind != consoleError || !strings.HasPrefix(p.text, "Failed to load resource:") {
		return false
	}
	for _, other := range w.problems {
		if other.url == p.url && (other.kind == badAnswer || other.kind == requestFailed) {
			return true
		}
	}
	return false
}

// inside says whether a request stays where the page came from. A page of
// Taskscope has no reason to ask anybody else, not even OCP on this machine.
func inside(raw, base string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https", "ws", "wss":
		if own, err := url.Parse(base); err == nil && own.Host != "" {
			return u.Host == own.Host
		}
		ip := net.ParseIP(u.Hostname())
		return u.Hostname() == "localhost" || (ip != nil && ip.IsLoopback())
	}
	return true // data:, blob: and about: ask nobody
}
