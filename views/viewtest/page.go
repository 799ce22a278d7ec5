// Package viewtest is what the tests of pages share: drawing a page, the laws
// that every page keeps, and goldens. Only tests use it.
package viewtest

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"taskscope/views/text"
	"taskscope/views/ui"
)

// Hostile is a name that breaks pages which do not escape: markup, quotes, a
// right-to-left override, and what would end a script or a comment.
const Hostile = "\u202e<script>alert(\"1\")</script>'--><b title=x onclick=alert(1)>&amp;"

// catalogue is read once: under the race detector that takes longer than all
// else that a test does.
var catalogue = sync.OnceValues(text.New)

// Frame is what every page has, in one language.
func Frame(tb testing.TB, lang text.Lang) ui.Page {
	tb.Helper()
	words, err := catalogue()
	if err != nil {
		tb.Fatal(err)
	}
	return ui.Page{Text: words.In(lang), Theme: ui.Auto, Static: "/static/x", Here: "/here"}
}

// Draw renders a page, holds it against the laws of all pages, and parses it.
func Draw(tb testing.TB, page templ.Component) *goquery.Document {
	tb.Helper()
	html := HTML(tb, page)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(html))
	if err != nil {
		tb.Fatal(err)
	}
	for _, wrong := range broken(doc) {
		tb.Error(wrong)
	}
	return doc
}

// HTML is the page as it is sent.
func HTML(tb testing.TB, page templ.Component) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := page.Render(tb.Context(), &b); err != nil {
		tb.Fatalf("render: %v", err)
	}
	return b.Bytes()
}

// Texts are the texts of elements, with white space as a browser shows it.
func Texts(s *goquery.Selection) []string {
	return s.Map(func(_ int, e *goquery.Selection) string { return strings.Join(strings.Fields(e.Text()), " ") })
}
