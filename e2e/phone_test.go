package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// phone is a page on a phone.
func phone(t *testing.T, base string) *Page {
	t.Helper()
	return NewPage(t, PageOptions{Base: base, Width: 390, Height: 844})
}

// TestAPhoneHasTheWholeSentence that explains, and what it leads to.
func TestAPhoneHasTheWholeSentence(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, id := range []string{"35100003", "35100011", failed} {
		p := phone(t, app.URL)
		p.Open("/tasks/" + id + "?view=timeline")
		sentence := p.Locator(".diagnosis")
		p.See(sentence)
		cut, err := sentence.Evaluate(`(e) => e.scrollHeight - e.clientHeight`, nil)
		p.Must(err)
		if number(cut) > 0 {
			t.Errorf("%s: %v px of the sentence are not seen", id, cut)
		}
	}
}

// TestALivePageStaysWhereItIs on a phone: what scripts add, its buttons and the
// slider through its snapshots, has its place before. The timeline grows as the
// task goes on.
func TestALivePageStaysWhereItIs(t *testing.T) {
	t.Parallel()
	p := phone(t, Demo(t).URL)
	p.Must(p.AddInitScript(pw.Script{Content: pw.Ptr(`
		window.moved = [];
		new PerformanceObserver((list) => {
			for (const e of list.getEntries()) for (const s of e.sources) {
				if (s.previousRect.y !== s.currentRect.y && !s.node?.closest?.(".timeline")) moved.push((s.node?.className ?? s.node?.nodeName) + " by " + (s.currentRect.y - s.previousRect.y));
			}
		}).observe({ type: "layout-shift", buffered: true });
	`)}))
	p.Open("/tasks/35100002?view=timeline")
	p.SeeText(liveBar(p), "Live")
	p.See(p.Role("button", "Tell me when it ends"))
	p.Eval(`() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
	if moved := p.Eval(`() => moved.join("\n")`); moved != "" {
		t.Errorf("the page moves:\n%v", moved)
	}
}

// TestATappedRowStaysInSight: the panel opens over the lower part of the window, and
// the row that it is of is above it.
func TestATappedRowStaysInSight(t *testing.T) {
	t.Parallel()
	p := phone(t, Demo(t).URL)
	p.Open(failedTimeline + "&fold=none")
	row := p.Locator(`.tl-names a:text-is("Make dir for ob #5")`)
	p.Must(row.ScrollIntoViewIfNeeded())
	p.Eval(`() => scrollBy(0, -200)`) // it is near the window's lower edge
	p.Click(row)
	p.See(panel(p))
	until(p, `document.querySelector(".tl-names .current").getBoundingClientRect().bottom <= document.querySelector(".task-side").getBoundingClientRect().top`)
	until(p, `document.querySelector(".tl-names .current").getBoundingClientRect().top > 0`)
}

// TestAPhoneHasAllTabsInSight, and the numbers of all states.
func TestAPhoneHasAllTabsInSight(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, locale := range []string{"", "zh-CN"} {
		p := NewPage(t, PageOptions{Base: app.URL, Width: 390, Height: 844, Locale: locale})
		for _, path := range []string{"/tasks/" + failed + "?view=subtasks", "/tasks/35200009?view=raw", "/tasks/35200007?view=timeline"} {
			p.Open(path)
			p.See(p.Locator(".tabs [aria-current]"))
			cut := p.Eval(`() => [...document.querySelectorAll(".tabs a, .chip")].filter((e) => {
				const b = e.getBoundingClientRect(), list = e.closest("nav, ul").getBoundingClientRect();
				return b.left < list.left - 1 || b.right > Math.min(list.right, innerWidth) + 1 || b.top < list.top - 1 || b.bottom > list.bottom + 4;
			}).map((e) => e.textContent).join(", ")`)
			if cut != "" {
				t.Errorf("%s %s: out of sight or cut: %v", path, locale, cut)
			}
		}
	}
}
