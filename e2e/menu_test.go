package e2e

import "testing"

// TestMenusStayInTheWindow, whatever its width, and the page is never wider.
func TestMenusStayInTheWindow(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, width := range []int{390, 700, 860, 1024, 1440} {
		for _, locale := range []string{"", "zh-CN"} {
			p := NewPage(t, PageOptions{Base: app.URL, Width: width, Height: 900, Locale: locale})
			for _, path := range []string{failedTimeline, sampleTimeline, "/tasks/" + failed + "?view=graph"} {
				p.Open(path)
				menus := p.Locator("main details:is(.menu, .exports)")
				p.See(menus.First())
				n, err := menus.Count()
				p.Must(err)
				for k := range n {
					menu := menus.Nth(k)
					p.Click(menu.Locator("summary"))
					list := menu.Locator(":scope > :not(summary)")
					p.See(list)
					if b := boxOf(p, list); b.X < 0 || b.X+b.Width > float64(width) {
						t.Errorf("%s, %d px wide %s: menu %d is from %v to %v px", path, width, locale, k, b.X, b.X+b.Width)
					}
					if page := number(p.Eval(`() => document.documentElement.scrollWidth`)); page > float64(width) {
						t.Errorf("%s, %d px wide %s: with menu %d the page is %v px wide", path, width, locale, k, page)
					}
					p.Press("Escape")
					p.Must(p.Expect(list).ToBeHidden())
				}
			}
		}
	}
}
