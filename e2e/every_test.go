package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestEveryPage is quiet, fits the screen and is accessible: nothing goes wrong
// in the console, no request fails or leaves for elsewhere (each page of any
// test sees to that), and only panes scroll to the side.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	everywhere(t, PageOptions{Width: 390}, func(t *testing.T, p *Page, q place) {
		p.Must(p.WaitForLoadState())
		p.See(p.Locator("footer").GetByText("Taskscope only reads from OCP."))
		// As it was sent: scripts set properties, of which the page that they run in has a trace.
		if n := p.Eval(`async () => {
			const sent = await (await fetch(location.href, { headers: { Accept: "text/html" } })).text();
			const page = new DOMParser().parseFromString(sent, "text/html");
			return page.querySelector("main") ? page.querySelectorAll("[style], script:not([src]), style").length : "no main and";
		}`); n != 0 {
			t.Errorf("the page has %v inline styles or scripts, want none", n)
		}
		if title := p.Eval(`() => document.title`); title == "" || title == "Taskscope" && q.name != "home" {
			t.Errorf("the title is %q, want one that tells the page", title)
		}
		fits(t, p)
		p.Must(p.SetViewportSize(1280, 800))
		axeInLightAndDark(t, p)
	})
}

// axeInLightAndDark checks a page for accessibility in both schemes.
func axeInLightAndDark(t *testing.T, p *Page) {
	t.Helper()
	Axe(t, p)
	p.Must(p.EmulateMedia(pw.MediaOptions{ColorScheme: pw.Dark}))
	Axe(t, p)
}

// fits wants the page to hold together at any width.
func fits(t *testing.T, p *Page) {
	t.Helper()
	for _, width := range []int{390, 768, 1024, 1440} {
		p.Must(p.SetViewportSize(width, 800))
		got := p.Eval(tooWide).([]any)
		if number(got[0]) > number(got[1]) {
			t.Errorf("%s: at %d px the page is %v px wide in a window of %v; too far right:\n%v", p.URL(), width, got[0], got[1], got[2])
		}
		if got := p.Eval(overlapping); got != "" {
			t.Errorf("%s: at %d px %v", p.URL(), width, got)
		}
	}
}

// tooWide is the width of the page, of the window, and what reaches beyond it.
const tooWide = `() => {
	const over = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 &&
		!e.closest(".scroll > *, .tl > *, .graph-scroll > *, pre, svg, .skip, .hidden"));
	return [document.scrollingElement.scrollWidth, innerWidth, over.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join("\n")];
}`

// overlapping are labels of the axis that meet, or that the chart cuts. Those of
// ticks stand in one line, that of now below them.
const overlapping = `() => {
	const seen = [...document.querySelectorAll(".tl-axis text")].filter(e => e.textContent && getComputedStyle(e).display !== "none");
	const boxes = seen.map(e => ({ text: e.textContent, ...e.getBoundingClientRect().toJSON() })).sort((a, b) => a.left - b.left);
	const edge = document.querySelector(".tl-axis")?.getBoundingClientRect().right;
	const bad = [];
	boxes.forEach((b, i) => {
		for (const o of boxes.slice(0, i)) if (o.right + 4 > b.left && o.bottom > b.top + 1 && b.bottom > o.top + 1) bad.push(o.text + " meets " + b.text);
		if (b.right > edge + 1) bad.push(b.text + " is cut");
	});
	return bad.join(", ");
}`

func number(v any) float64 {
	switch n := v.(type) {
	case int:
		return float64(n)
	case float64:
		return n
	}
	return -1
}
