package page

import (
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"taskscope/e2e/internal/harness"
	"taskscope/e2e/internal/pw"
)

// selectors say where a page has what is measured: its rows' names and bars,
// what takes the wheel, and the whole of it.
type selectors struct {
	Root  string `json:"root"`
	Names string `json:"names"`
	Bars  string `json:"bars"`
	Chart string `json:"chart"`
}

// The one place that knows our page's elements, and the baseline's.
func ourSelectors() selectors {
	return selectors{Root: ".tl", Names: ".tl-names a:not([data-group])", Bars: ".tl-bars > a:not([data-group])", Chart: ".tl-chart"}
}

func baseSelectors() selectors {
	return selectors{Root: "main", Names: "li", Bars: "rect", Chart: "svg"}
}

// limit bounds each step in the browser; nothing passes or fails by less.
const stepLimit = 2 * time.Minute

// tab is a page that is being measured, in a browser context of its own.
type tab struct {
	page   pw.Page
	ask    func(method string) (map[string]any, error) // Chromium's own figures
	before map[string]float64                          // those of before the page
}

// measure opens the page once and uses it as a reader would.
func measure(b *harness.Browser, address string, n int, s selectors) (sample, error) {
	return opened(b, address, n, s, (*tab).use)
}

// opened opens the page once, weighs it, and then does something with it; nil
// for nothing.
func opened(b *harness.Browser, address string, n int, s selectors, then func(*tab, sample, selectors, float64) error) (sample, error) {
	c, err := b.NewContext(pw.Options{Viewport: &pw.Size{Width: 1280, Height: 800}, ColorScheme: pw.Light})
	if err != nil {
		return nil, fmt.Errorf("open a browser context: %w", err)
	}
	defer c.Close()
	page, err := c.NewPage()
	if err != nil {
		return nil, fmt.Errorf("open a page: %w", err)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("open a page: %w", err)
	}
	limit := float64(stepLimit.Milliseconds())
	if _, err := page.Goto(u.ResolveReference(&url.URL{Path: near}).String(), pw.GotoOptions{Timeout: &limit}); err != nil {
		return nil, fmt.Errorf("open a page of the server of %s: %w", address, err)
	}
	watch, err := watcher(n, s)
	if err != nil {
		return nil, err
	}
	if err := page.AddInitScript(pw.Script{Content: &watch}); err != nil {
		return nil, fmt.Errorf("watch the page: %w", err)
	}
	devtools, err := c.NewCDPSession(page)
	if err != nil {
		return nil, fmt.Errorf("ask Chromium: %w", err)
	}
	if _, err := devtools.Send("Performance.enable", nil); err != nil {
		return nil, fmt.Errorf("ask Chromium for figures: %w", err)
	}
	t := &tab{page: page, ask: func(method string) (map[string]any, error) {
		answer, err := devtools.Send(method, nil)
		got, ok := answer.(map[string]any)
		if err == nil && !ok {
			err = fmt.Errorf("%s answers %T", method, answer)
		}
		return got, err
	}}
	if _, err := t.run("calm"); err != nil {
		return nil, fmt.Errorf("wait for a calm moment: %w", err)
	}
	if t.before, err = t.figures(); err != nil {
		return nil, err
	}
	if _, err := page.Goto(address, pw.GotoOptions{Timeout: &limit}); err != nil {
		return nil, fmt.Errorf("open %s: %w", address, err)
	}
	got := sample{}
	settled, err := t.weigh(got, n, s)
	if err != nil {
		return nil, fmt.Errorf("weigh %s: %w", address, err)
	}
	if then == nil {
		return got, nil
	}
	if err := then(t, got, s, settled); err != nil {
		return nil, fmt.Errorf("use %s: %w", address, err)
	}
	return got, nil
}

// watcher is the script that runs before the page's own.
func watcher(n int, s selectors) (string, error) {
	config, err := json.Marshal(struct {
		selectors
		N int `json:"n"`
	}{s, n})
	if err != nil {
		return "", fmt.Errorf("watch the page: %w", err)
	}
	script, err := files.ReadFile("js/watch.js")
	if err != nil {
		return "", fmt.Errorf("watch the page: %w", err)
	}
	return fmt.Sprintf("(%s)(%s)", script, config), nil
}

// run runs an embedded function in the page.
func (t *tab) run(name string, args ...any) (any, error) {
	script, err := files.ReadFile("js/" + name + ".js")
	if err != nil {
		return nil, err
	}
	type answer struct {
		v   any
		err error
	}
	done := make(chan answer, 1)
	go func() {
		v, err := t.page.Evaluate(string(script), args...)
		done <- answer{v, err}
	}()
	timer := time.NewTimer(stepLimit)
	defer timer.Stop()
	select {
	case a := <-done:
		return a.v, a.err
	case <-timer.C:
		return nil, fmt.Errorf("%s.js has no answer within %v", name, stepLimit)
	}
}

// read runs a function that answers with JSON.
func (t *tab) read(into any, name string, args ...any) error {
	v, err := t.run(name, args...)
	if err != nil {
		return err
	}
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("%s.js answers %T", name, v)
	}
	return json.Unmarshal([]byte(text), into)
}

// moment waits for two frames and returns the page's clock, in ms.
func (t *tab) moment() (float64, error) {
	v, err := t.run("moment")
	switch v := v.(type) {
	case float64:
		return v, err
	case int:
		return float64(v), err
	}
	return 0, err
}
