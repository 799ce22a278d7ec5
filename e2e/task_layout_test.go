package e2e

import (
	"fmt"
	"testing"
)

// Nothing of the task page lies on anything else, or sticks out of it, at any
// width and in both languages.
func TestTaskPageHoldsTogether(t *testing.T) {
	app := Start(t)
	for _, width := range []int{390, 768, 1024, 1440} {
		for _, locale := range []string{"en-US", "zh-CN"} {
			p := NewPage(t, PageOptions{Base: app.URL, Width: width, Locale: locale, Dark: width == 1024})
			for _, path := range []string{failedSplit, failedSplit + "?view=timeline&subtask=1020010003", failedSplit + "?view=graph", failedSplit + "?view=subtasks", oddEverything, "/tasks/35200004?view=timeline"} {
				what := fmt.Sprintf("%s, %d px, %s", path, width, locale)
				p.Open(path)
				if got := p.Eval(`() => document.documentElement.scrollWidth - innerWidth`); fmt.Sprint(got) != "0" {
					t.Errorf("%s: the page is %v px wider than the window", what, got)
				}
				if got := p.Eval(overlapping); got != "" {
					t.Errorf("%s: %v", what, got)
				}
			}
		}
	}
}

// overlapping are labels of the axis that meet, or that the chart cuts.
const overlapping = `() => {
	const seen = [...document.querySelectorAll(".tl-axis text")].filter(e => e.textContent && getComputedStyle(e).display !== "none");
	const boxes = seen.map(e => ({ text: e.textContent, ...e.getBoundingClientRect().toJSON() })).sort((a, b) => a.left - b.left);
	const edge = document.querySelector(".tl-axis")?.getBoundingClientRect().right;
	const bad = [];
	boxes.forEach((b, i) => {
		if (i > 0 && boxes[i - 1].right + 4 > b.left) bad.push(boxes[i - 1].text + " meets " + b.text);
		if (b.right > edge + 1) bad.push(b.text + " is cut");
	});
	return bad.join(", ");
}`

func TestTaskPageIsAccessible(t *testing.T) {
	app := Start(t)
	for _, dark := range []bool{false, true} {
		p := NewPage(t, PageOptions{Base: app.URL, Dark: dark})
		for _, view := range []string{"overview", "timeline", "graph", "subtasks", "raw"} {
			p.Open(failedSplit + "?subtask=1020010003&view=" + view)
			Axe(t, p)
		}
		p.Open(oddEverything)
		Axe(t, p)
	}
}
