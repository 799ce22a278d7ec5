package harness

import (
	"regexp"
	"slices"
	"strings"

	"taskscope/e2e/internal/pw"
)

// Role finds what assistive technology would call by this role and name, for
// example Role("button", "Copy link"). The name is the whole name.
func (p *Page) Role(role, name string) pw.Locator {
	return p.GetByRole(pw.Role(role), pw.RoleOptions{Name: name, Exact: pw.Ptr(true)})
}

// Label finds the control with this label, by the whole text.
func (p *Page) Label(text string) pw.Locator {
	return p.GetByLabel(text, pw.LabelOptions{Exact: pw.Ptr(true)})
}

// Text finds the element with this text, by the whole text.
func (p *Page) Text(text string) pw.Locator {
	return p.GetByText(text, pw.TextOptions{Exact: pw.Ptr(true)})
}

// Expect is Playwright's assertions about l, retried until they hold; hand
// their error to Must.
func (p *Page) Expect(l pw.Locator) pw.LocatorAssertions { return pw.Expect(p.Patience)(l) }

// Must fails the test for an error of Playwright.
func (p *Page) Must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// See waits until exactly one element matches and is visible.
func (p *Page) See(l pw.Locator) {
	p.t.Helper()
	p.Must(p.Expect(l).ToBeVisible())
}

// SeeText waits until the one element has this whole text.
func (p *Page) SeeText(l pw.Locator, text string) {
	p.t.Helper()
	p.Must(p.Expect(l).ToHaveText(text))
}

// Gone waits until nothing that matches is visible.
func (p *Page) Gone(l pw.Locator) {
	p.t.Helper()
	p.Must(p.Expect(l).ToBeHidden())
}

// Click waits until the one element is there and clicks it.
//
// Playwright's own actions wait 30 s and then do not say what for; this fork
// has no working default for that, so the wait is See's, which names it.
func (p *Page) Click(l pw.Locator) {
	p.t.Helper()
	p.See(l)
	p.Must(l.Click(pw.ClickOptions{Timeout: &p.Patience}))
}

// Fill waits until the one field is there and replaces what it holds.
func (p *Page) Fill(l pw.Locator, text string) {
	p.t.Helper()
	p.See(l)
	p.Must(l.Fill(text, pw.FillOptions{Timeout: &p.Patience}))
}

// At waits until the address is PageOptions.Base and this path and query. The
// order of parameters does not count: forms have their own.
func (p *Page) At(path string) {
	p.t.Helper()
	// This fork joins a text with the base address once more, even a whole one.
	path, query, _ := strings.Cut(p.options.Base+path, "?")
	var all []string
	for _, params := range orders(strings.Split(query, "&")) {
		address := regexp.QuoteMeta(path) + "[?]?" // a link to the page without parameters is "?"
		if query != "" {
			address = regexp.QuoteMeta(path + "?" + strings.Join(params, "&"))
		}
		// A form writes the comma between states as %2C.
		all = append(all, strings.ReplaceAll(address, ",", "(,|%2C)"))
	}
	want := regexp.MustCompile("^(" + strings.Join(all, "|") + ")$")
	p.Must(pw.ExpectPage(p.Patience)(p.Page).ToHaveURL(want))
}

// orders are all orders of a few values.
func orders(values []string) [][]string {
	if len(values) <= 1 {
		return [][]string{values}
	}
	var all [][]string
	for i, first := range values {
		for _, rest := range orders(slices.Delete(slices.Clone(values), i, i+1)) {
			all = append(all, append([]string{first}, rest...))
		}
	}
	return all
}

// Count waits until so many elements match, seen or not.
func (p *Page) Count(l pw.Locator, n int) {
	p.t.Helper()
	p.Must(p.Expect(l).ToHaveCount(n))
}

// All are the texts of all elements that match, as they are now.
func (p *Page) All(l pw.Locator) []string {
	p.t.Helper()
	texts, err := l.AllInnerTexts()
	p.Must(err)
	return texts
}

// Press types a key or a chord, for example "ArrowDown" or "Control+k".
func (p *Page) Press(key string) {
	p.t.Helper()
	p.Must(p.Keyboard().Press(key))
}

// Eval is what the JavaScript function, for example "() => document.title", returns.
func (p *Page) Eval(function string, args ...any) any {
	p.t.Helper()
	v, err := p.eval(function, args...)
	if err != nil {
		p.t.Fatalf("evaluate %s: %v", function, err)
	}
	return v
}

// eval is Evaluate with a limit, which Playwright gives it none of.
func (p *Page) eval(function string, args ...any) (any, error) {
	return within(patience, func() (any, error) { return p.Evaluate(function, args...) })
}
