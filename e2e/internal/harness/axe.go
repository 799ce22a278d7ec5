package harness

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// axeRun asks for WCAG 2.2 up to AA and for axe's own best practices. The
// result travels as JSON, so that only what violation reads is converted.
const axeRun = `async (off) => JSON.stringify((await axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
	resultTypes: ["violations"],
})).violations)`

// violation is one rule of axe that the page breaks.
type violation struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	URL    string `json:"helpUrl"`
	Nodes  []struct {
		Target  []any  `json:"target"` // selectors; a list inside is a path through shadow roots
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// Axe checks the page as it is now against axe's rules of accessibility, except
// those named in off. Each use of off deserves a comment that says why.
func (s *Suite) Axe(t testing.TB, p *Page, off ...string) {
	t.Helper()
	if p.options.NoJS { // axe would wait for ever for its own promises
		t.Fatal("axe cannot run in a page without JavaScript")
	}
	there, err := p.eval("() => typeof axe")
	if err != nil {
		t.Fatalf("look for axe: %v", err)
	}
	if there == "undefined" { // half a megabyte of script, once for a document
		// Evaluated, not added as a <script>, which the page's CSP would refuse.
		if _, err := p.eval(s.Browser.Axe); err != nil {
			t.Fatalf("load axe: %v", err)
		}
	}
	if off == nil {
		off = []string{}
	}
	result, err := p.eval(axeRun, off)
	if err != nil {
		t.Fatalf("run axe: %v", err)
	}
	text, _ := result.(string)
	var violations []violation
	if err := json.Unmarshal([]byte(text), &violations); err != nil {
		t.Fatalf("read what axe says, %q: %v", text, err)
	}
	slices.SortFunc(violations, func(a, b violation) int { return strings.Compare(a.ID, b.ID) })
	for _, v := range violations {
		t.Errorf("axe: %s: %s", p.URL(), v)
	}
}

// maxNodes is how many offenders of one rule are shown.
const maxNodes = 5

// String is the rule, why it matters, and the elements that break it.
func (v violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s\n  %s", v.ID, v.Impact, v.Help, v.URL)
	for i, n := range v.Nodes {
		if i == maxNodes {
			fmt.Fprintf(&b, "\n  … and %d more", len(v.Nodes)-maxNodes)
			break
		}
		fmt.Fprintf(&b, "\n  at %v: %s\n    %s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n    "))
	}
	return b.String()
}
