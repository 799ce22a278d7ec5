package viewtest

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// Each law finds what it is about, and nothing in a page that keeps them all.
func TestLawsFindWhatTheyAreAbout(t *testing.T) {
	const fine = `<h1 id="a">x</h1><h2 aria-labelledby="a">y</h2><a href="/z">z</a><label for="i">l</label><input id="i"><label>m <select></select></label>`
	for _, c := range []struct{ name, html, want string }{
		{"a page that keeps them", fine, ""},
		{"a style", fine + `<p style="color:red"></p>`, "1 elements have inline style"},
		{"a handler", fine + `<b onclick="x"></b>`, "1 elements have inline style"},
		{"code", fine + `<script>alert(1)</script>`, "a script has code"},
		{"a link without an address", fine + `<a>x</a>`, `link "x" leads to ""`},
		{"a link that templ refused", fine + `<a href="about:invalid#TemplFailedSanitizationURL">x</a>`, `link "x" leads to`},
		{"a link without a text", fine + `<a href="/y"> </a>`, "link to /y has no text"},
		{"an id twice", fine + `<b id="a"></b>`, `id "a" is empty or there twice`},
		{"a label of nothing", fine + `<label for="none">x</label>`, `for="none" refers to nothing`},
		{"a control without a label", fine + `<input name="q">`, `control "q" has no label`},
		{"a level skipped", fine + `<h4>x</h4>`, `heading "x" is of level 4 after 2`},
		{"two titles", fine + `<h1>x</h1>`, "2 headings of level 1"},
		{"a word missing", fine + `[task.nowhere]`, "the catalogue lacks [task.nowhere]"},
		{"a value missing in a text", fine + `&lt;no value&gt;`, "the catalogue lacks <no value>"},
	} {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(c.html))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(broken(doc), "; ")
		if (got == "") != (c.want == "") || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: broken = %q, want %q alone", c.name, got, c.want)
		}
	}
}
