package viewtest

import (
	"net/url"

	"github.com/PuerkitoBio/goquery"
)

// Identify adds to the rows of a timeline what the page says once and a script
// adds (static/js/ids.js): to names without data-id the one that their link asks
// for, to bars that of the name in their place.
func Identify(doc *goquery.Document) {
	doc.Find(".tl-part").Each(func(_ int, part *goquery.Selection) {
		bars := part.Find(".tl-bars > a")
		part.Find(".tl-names a").Each(func(row int, name *goquery.Selection) {
			if _, group := name.Attr("data-group"); group {
				return
			}
			id, ok := name.Attr("data-id")
			if u, err := url.Parse(name.AttrOr("href", "")); err == nil && !ok {
				id = u.Query().Get("subtask")
			}
			name.SetAttr("data-id", id)
			bars.Eq(row).SetAttr("data-id", id)
		})
	})
}
