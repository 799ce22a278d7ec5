package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func draw(t testing.TB, source string) string {
	t.Helper()
	var b bytes.Buffer
	if err := View(Parse(source)).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestView(t *testing.T) {
	for source, want := range map[string]string{
		"plain":                        "<p>plain</p>",
		"备份 *慢* **了** ~~x~~":           "<p>备份 <em>慢</em> <strong>了</strong> <del>x</del></p>",
		"a  \nb\nc":                    "<p>a<br>b\nc</p>",
		"# one\n### three":             "<h3>one</h3><h3>three</h3>",
		"- a\n- b":                     "<ul><li>a</li><li>b</li></ul>",
		"3. a\n4. b":                   `<ol start="3"><li>a</li><li>b</li></ol>`,
		"> said":                       "<blockquote><p>said</p></blockquote>",
		"`a < b` &amp; \\*":            "<p><code>a &lt; b</code> &amp; *</p>",
		"```sql\nSELECT 1 < 2;\n```":   `<pre tabindex="0"><code>SELECT 1 &lt; 2;` + "\n</code></pre>",
		"---":                          "<hr>",
		"[x](https://a.b/?c=d&e)":      `<p><a href="https://a.b/?c=d&amp;e" rel="noreferrer nofollow">x</a></p>`,
		"see https://a.b/c.":           `<p>see <a href="https://a.b/c" rel="noreferrer nofollow">https://a.b/c</a>.</p>`,
		"[x](javascript:alert(1))":     "<p>x</p>",
		"[x](JaVaScRiPt&#58;alert(1))": "<p>x</p>",
		"[x](data:text/html,x)":        "<p>x</p>",
		"[x](//a.b)":                   "<p>x</p>",
		"[x](https://u:p@a.b)":         "<p>x</p>",
		"me@a.b":                       "<p>me@a.b</p>",
		"![pic](https://a.b/c.png)":    "<p>pic</p>",
		"<script>alert(1)</script>":    `<pre tabindex="0"><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>`,
		"a <b onclick=x>c</b>":         "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>",
		"<!-- gone? -->":               `<pre tabindex="0"><code>&lt;!-- gone? --&gt;</code></pre>`,
		"&lt;i&gt;":                    "<p>&lt;i&gt;</p>",
		"":                             "",
	} {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(draw(t, source)))
		if err != nil {
			t.Fatal(err)
		}
		got, _ := doc.Find("body").Html()
		wantDoc, _ := goquery.NewDocumentFromReader(strings.NewReader(want))
		if wantHTML, _ := wantDoc.Find("body").Html(); squeeze(got) != squeeze(wantHTML) {
			t.Errorf("%q becomes\n%s, want\n%s", source, got, wantHTML)
		}
	}
}

// squeeze takes away the blanks that templ puts around elements.
func squeeze(s string) string {
	for _, r := range [][2]string{{" <", "<"}, {"> ", ">"}, {" .", "."}} {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	return strings.TrimSpace(s)
}

func TestPlain(t *testing.T) {
	for source, want := range map[string]string{
		"# Disk\n\nwas *slow*: [4711](https://a.b)\n\n- `sdb`\n- sdc": "Disk was slow: 4711 sdb sdc",
		"<b>x</b>":                "<b>x</b>",
		strings.Repeat("慢 ", 100): strings.Repeat("慢 ", 24) + "慢…",
	} {
		if got := Plain(source, 50); got != want {
			t.Errorf("Plain(%q) = %q, want %q", source, got, want)
		}
	}
}

// FuzzView wants no element, attribute or address but those of the package's
// own, whatever is written.
func FuzzView(f *testing.F) {
	for _, s := range []string{"a *b* [c](https://d)", "<script>", "> > > - 1. `x`", strings.Repeat(">", 500) + "x", strings.Repeat("*a ", 300),
		"[a](<javascript:x>)", "&#x6a;avascript:", "<https://a b>", "\x00\xff", "* * *\n+ - 1. x"} {
		f.Add(s)
	}
	allowed := map[string]bool{"html": true, "head": true, "body": true, "p": true, "h3": true, "ul": true, "ol": true, "li": true, "blockquote": true,
		"pre": true, "code": true, "em": true, "strong": true, "del": true, "a": true, "br": true, "hr": true}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 5000 {
			return
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(draw(t, source)))
		if err != nil {
			t.Fatal(err)
		}
		doc.Find("*").Each(func(_ int, s *goquery.Selection) {
			name := goquery.NodeName(s)
			if !allowed[name] {
				t.Errorf("%q makes a <%s>", source, name)
			}
			for _, a := range s.Nodes[0].Attr {
				link := a.Key == "href" && name == "a" && (strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "https://"))
				if !link && a.Key != "rel" && a.Key != "start" && a.Key != "tabindex" {
					t.Errorf("%q makes %s=%q", source, a.Key, a.Val)
				}
			}
		})
		Plain(source, 100)
	})
}
