package viewtest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// missingWord is how text.Printer writes a key that the catalogue lacks.
var missingWord = regexp.MustCompile(`\[[a-z_]+\.[a-z_0-9-]+\]|<no value>`)

// broken lists what no page may have: markup that came out of a name, dead
// links, controls without a label, repeated ids, references to ids that are
// not there, headings that skip a level, words that are missing.
func broken(doc *goquery.Document) []string {
	var wrong []string
	bad := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }

	if n := doc.Find("[style], [onclick], [onload], style").Length(); n > 0 {
		bad("%d elements have inline style or handlers", n)
	}
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("src", "") == "" || strings.TrimSpace(s.Text()) != "" {
			bad("a script has code in the page: %q", s.Text())
		}
	})
	doc.Find("a").Each(func(_ int, s *goquery.Selection) {
		switch href, ok := s.Attr("href"); {
		case !ok || href == "" || strings.HasPrefix(href, "about:") || strings.Contains(href, "TemplFailed"):
			bad("link %q leads to %q", s.Text(), href)
		case strings.TrimSpace(s.Text()+s.AttrOr("aria-label", "")) == "" && s.AttrOr("tabindex", "") != "-1":
			bad("link to %s has no text", href)
		}
	})
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || ids[id] {
			bad("id %q is empty or there twice", id)
		}
		ids[id] = true
	})
	for _, ref := range []string{"for", "aria-labelledby", "aria-describedby"} {
		doc.Find("[" + ref + "]").Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr(ref, ""); !ids[id] {
				bad("%s=%q refers to nothing", ref, id)
			}
		})
	}
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		labelled := id != "" && doc.Find(`label[for="`+id+`"]`).Length() > 0
		if !labelled && strings.TrimSpace(s.ParentsFiltered("label").Text()) == "" {
			bad("control %q has no label", s.AttrOr("name", ""))
		}
	})
	last := 0
	doc.Find("h1, h2, h3, h4").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if level > last+1 && doc.Find(".banner").Has("h2").Length() == 0 {
			bad("heading %q is of level %d after %d", s.Text(), level, last)
		}
		last = level
	})
	if doc.Find("h1").Length() != 1 {
		bad("%d headings of level 1", doc.Find("h1").Length())
	}
	if m := missingWord.FindString(doc.Find("html").Text()); m != "" {
		bad("the catalogue lacks %s", m)
	}
	return wrong
}
