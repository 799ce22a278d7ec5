package gantt

import (
	"html"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// Rows are written without templ, which would have escaped what OCP says: a
// name stays a text wherever it is, and nothing of it becomes an element or an
// attribute.
func TestNamesStayTexts(t *testing.T) {
	for _, name := range []string{
		`<script>alert(1)</script>`, `" onclick="x`, `' onclick='x`, `</a></li></ol><img src=x>`, "&lt;b&gt; &amp; &#34;", "]]>--><!--", "名字 <svg>",
	} {
		first, then := sub(1, name, 0, 1000), sub(2, name+name+name, 2000, 3000, 1)
		for _, query := range []string{"", "subtask=2", "align=left"} {
			_, doc := draw(t, input(t, finished(4000, first, then), query))
			links := doc.Find(".tl-names a")
			if n := links.Length(); n != 2 {
				t.Fatalf("%q, %q: %d names, want 2", name, query, n)
			}
			if got := links.First().Text(); got != name {
				t.Errorf("the name %q is shown as %q", name, got)
			}
			links.Each(func(_ int, link *goquery.Selection) {
				for _, a := range link.Nodes[0].Attr {
					switch a.Key {
					case "class", "href", "title", "id", "data-id", "data-tail", "aria-current":
					default:
						t.Errorf("%q: a link has an attribute %q", name, a.Key)
					}
				}
			})
			if n := doc.Find(".tl-part").Find("script, img, b, svg svg").Length(); n > 0 {
				t.Errorf("%q has become %d elements", name, n)
			}
			if tail := links.Eq(1).AttrOr("data-tail", ""); query == "" && (tail == "" || !strings.HasSuffix(name+name+name, tail)) {
				t.Errorf("%q ends with %q", name, tail)
			}
		}
	}
}

func FuzzAppendText(f *testing.F) {
	for _, seed := range []string{"", `<a b='c' d="&amp;">`, "名字 <", "\xff&"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := string(appendText([]byte("x"), text)), "x"+html.EscapeString(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	})
}
