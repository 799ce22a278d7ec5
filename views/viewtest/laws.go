package viewtest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// missingWord is how text.Printer writes a key that the catalogue lacks.
var missingWord = regexp.MustCompile(`\[[a-z_]+\.[a-z_0-9-]+\]|<no value>`)

// A law tells of what a page has that no page may have.
type law func(doc *goquery.Document) (wrong []string)

// broken is what a page has against all laws.
func broken(doc *goquery.Document) (wrong []string) {
	for _, holds := range []law{nothingInline, linksLead, idsAreOne, controlsAreLabelled, headingsInOrder, wordsAreThere} {
		wrong = append(wrong, holds(doc)...)
	}
	return wrong
}

// nothingInline: no style, handler or code in the page, nor what a name that is
// markup would have become.
func nothingInline(doc *goquery.Document) (wrong []string) {
	if n := doc.Find("[style], [onclick], [onload], style").Length(); n > 0 {
		wrong = append(wrong, fmt.Sprintf("%d elements have inline style or handlers", n))
	}
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("src", "") == "" || strings.TrimSpace(s.Text()) != "" {
			wrong = append(wrong, fmt.Sprintf("a script has code in the page: %q", s.Text()))
		}
	})
	return wrong
}

// linksLead: each link leads somewhere, and says where unless it is one that the
// keyboard does not come to.
func linksLead(doc *goquery.Document) (wrong []string) {
	doc.Find("a").Each(func(_ int, s *goquery.Selection) {
		switch href, ok := s.Attr("href"); {
		case !ok || href == "" || strings.HasPrefix(href, "about:") || strings.Contains(href, "TemplFailed"):
			wrong = append(wrong, fmt.Sprintf("link %q leads to %q", s.Text(), href))
		case strings.TrimSpace(s.Text()+s.AttrOr("aria-label", "")) == "" && s.AttrOr("tabindex", "") != "-1":
			wrong = append(wrong, fmt.Sprintf("link to %s has no text", href))
		}
	})
	return wrong
}

// idsAreOne: no id is there twice, and what refers to one finds it.
func idsAreOne(doc *goquery.Document) (wrong []string) {
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || ids[id] {
			wrong = append(wrong, fmt.Sprintf("id %q is empty or there twice", id))
		}
		ids[id] = true
	})
	for _, ref := range []string{"for", "aria-labelledby", "aria-describedby"} {
		doc.Find("[" + ref + "]").Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr(ref, ""); !ids[id] {
				wrong = append(wrong, fmt.Sprintf("%s=%q refers to nothing", ref, id))
			}
		})
	}
	return wrong
}

// controlsAreLabelled by a label with their id, or one around them.
func controlsAreLabelled(doc *goquery.Document) (wrong []string) {
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		labelled := id != "" && doc.Find(`label[for="`+id+`"]`).Length() > 0
		if !labelled && strings.TrimSpace(s.ParentsFiltered("label").Text()) == "" {
			wrong = append(wrong, fmt.Sprintf("control %q has no label", s.AttrOr("name", "")))
		}
	})
	return wrong
}

// headingsInOrder: one of level 1, and none skips a level, but for those of a
// banner, which stands before the page's own.
func headingsInOrder(doc *goquery.Document) (wrong []string) {
	banner, last := doc.Find(".banner").Has("h2").Length() > 0, 0
	doc.Find("h1, h2, h3, h4").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if level > last+1 && !banner {
			wrong = append(wrong, fmt.Sprintf("heading %q is of level %d after %d", s.Text(), level, last))
		}
		last = level
	})
	if n := doc.Find("h1").Length(); n != 1 {
		wrong = append(wrong, fmt.Sprintf("%d headings of level 1", n))
	}
	return wrong
}

// wordsAreThere: the catalogue has every message that the page asked for.
func wordsAreThere(doc *goquery.Document) (wrong []string) {
	if m := missingWord.FindString(doc.Find("html").Text()); m != "" {
		wrong = append(wrong, "the catalogue lacks "+m)
	}
	return wrong
}
