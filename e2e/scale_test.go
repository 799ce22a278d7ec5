package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// nearTicks are the marks of the axis that are less than 80 px apart.
const nearTicks = `() => {
	const chart = document.querySelector(".tl-ticks").getBoundingClientRect();
	const all = [...document.querySelectorAll(".tl-ticks text")].filter((e) => getComputedStyle(e).display !== "none")
		.map((e) => ({ x: chart.left + chart.width * parseFloat(e.getAttribute("x")) / 100, text: e.textContent })).sort((a, b) => a.x - b.x);
	const bad = all.slice(1).filter((t, i) => t.x - all[i].x < 79.5).map((t) => t.text + " at " + t.x);
	return [all.length, bad.join(", ")];
}`

// marksOf is what the marks of the axis say.
func marksOf(p *Page) (all []string) {
	for _, s := range p.Eval(`() => [...document.querySelectorAll(".tl-ticks text")].filter((e) => getComputedStyle(e).display !== "none").map((e) => e.textContent)`).([]any) {
		all = append(all, s.(string))
	}
	return all
}

// TestTicksAreApart at any width of the window, and of the names' column that
// the reader has dragged.
func TestTicksAreApart(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1920})
	for _, path := range []string{sampleTimeline, sampleTimeline + "&time=relative", sampleTimeline + "&from=5000&to=5100", failedTimeline, "/tasks/" + retriedTwice + "?view=timeline&gaps=open"} {
		p.Open(path)
		for _, width := range []int{1920, 1690, 1440, 1170, 1024, 900, 768, 600, 390} {
			p.Must(p.SetViewportSize(width, 800))
			got := p.Eval(nearTicks).([]any)
			if got[1] != "" || number(got[0]) < 1 {
				t.Errorf("%s: at %d px %v of %v marks are too near", path, width, got[1], got[0])
			}
		}
	}
	p.Must(p.SetViewportSize(1440, 800))
	p.Open(sampleTimeline)
	split := p.Role("separator", "Width of the names")
	p.Must(split.Focus())
	for _, key := range []string{"End", "Home"} {
		p.Press(key)
		if got := p.Eval(nearTicks).([]any); got[1] != "" {
			t.Errorf("with the names as wide as %s makes them, %v are too near", key, got[1])
		}
	}
}

// asideTicks are the labels of an axis that do not stand over the line of their
// tick, or are cut off.
const asideTicks = `(of) => {
	const axis = document.querySelector(of), chart = axis.getBoundingClientRect();
	const room = getComputedStyle(axis).overflow === "visible" ? 7 : 0;
	const all = [...axis.querySelectorAll("text")].filter((e) => e.checkVisibility() && !e.closest(".gaps, .now-is"));
	const bad = all.filter((e) => {
		const b = e.getBoundingClientRect(), x = chart.left + chart.width * parseFloat(e.getAttribute("x")) / 100;
		return b.left > x || b.right < x || b.left < chart.left - room || b.right > chart.right + room;
	});
	return [all.length, bad.map((e) => e.textContent).join(", ")];
}`

// TestLabelsStandOverTheirTicks, the last one as well, which at the left of its
// tick was read as that of the tick before.
func TestLabelsStandOverTheirTicks(t *testing.T) {
	t.Parallel()
	demo, runs := NewPage(t, PageOptions{Base: Demo(t).URL}), NewPage(t, PageOptions{Base: withRuns(t).URL})
	for _, c := range []struct {
		page       *Page
		path, axis string
	}{
		{demo, sampleTimeline, ".tl-ticks"}, {demo, sampleTimeline + "&time=relative", ".tl-ticks"}, {demo, sampleTimeline + "&from=5000&to=5100", ".tl-ticks"},
		{demo, sampleTimeline + "&align=left", ".tl-ticks"}, {demo, "/compare/" + sample + "..." + failed, ".tl-axis svg"}, {runs, "/trend?name=Rotate+host+certificates", ".trend-axis"},
	} {
		p := c.page
		p.Open(c.path)
		for _, width := range []int{1440, 1024, 768, 390} {
			p.Must(p.SetViewportSize(width, 800))
			if got := p.Eval(asideTicks, c.axis).([]any); got[1] != "" || number(got[0]) < 1 {
				t.Errorf("%s: at %d px %v of %v labels are beside their ticks", c.path, width, got[1], got[0])
			}
		}
	}
}

// TestTheReadersZoneIsOfferedOnce: where it is one of those that are offered
// anyway, or goes like it, that one says so.
func TestTheReadersZoneIsOfferedOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ zone, query, want string }{
		{"Asia/Shanghai", "", "OCP = browser*, UTC"},
		{"Asia/Singapore", "&tz=utc", "OCP = browser, UTC*"},
		{"Asia/Tokyo", "", "OCP*, UTC, browser"},
		{"Asia/Tokyo", "&tz=Asia%2FTokyo", "OCP, UTC, Asia/Tokyo = browser*"},
		{"Africa/Abidjan", "", "OCP*, UTC = browser"},
	} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Timezone: test.zone})
		p.Open(sampleTimeline + test.query)
		offered := func() any {
			return p.Eval(`() => [...document.querySelectorAll(":has(> a[data-zone-browser]) > a")].filter((a) => !a.hidden)
				.map((a) => a.textContent.replace(/\s+/g, " ").trim() + (a.ariaCurrent ? "*" : "")).join(", ")`)
		}
		if got := offered(); got != test.want {
			t.Errorf("in %s, %q, there are %v, want %s", test.zone, test.query, got, test.want)
		}
		p.Click(p.Locator(".tl-bar summary"))
		p.Click(p.Role("link", "since the start"))
		rests(p, `new URLSearchParams(location.search).get("time") === "relative"`)
		if got := offered(); got != test.want {
			t.Errorf("in %s, %q, after another choice there are %v, want %s", test.zone, test.query, got, test.want)
		}
	}
}

// TestTheAxisNamesItsZone, on the one page as everywhere, 24 hours a day.
func TestTheAxisNamesItsZone(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Timezone: "America/New_York"})
	clock := regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$`)
	for _, z := range []struct{ query, zone, first string }{
		{"", "2021-08-25 +08:00", "15:09:35"}, {"&tz=utc", "2021-08-25 UTC", "07:09:35"}, {"&tz=America/New_York", "2021-08-25 America/New_York -04:00", "03:09:35"},
	} {
		p.Open(sampleTimeline + z.query)
		p.SeeText(p.Locator(".tl-zone"), z.zone)
		var seen []string
		for _, s := range marksOf(p) {
			if seen = append(seen, s); !clock.MatchString(s) {
				t.Errorf("%s: a mark says %q, want a time of day with 24 hours", z.query, s)
			}
		}
		if len(seen) == 0 || seen[0] != z.first {
			t.Errorf("%s: the marks are %q, want the first at %s", z.query, seen, z.first)
		}
	}
	p.Open(sampleTimeline)
	p.Click(p.Locator(".timeline .menu").First().Locator("summary"))
	p.Click(p.Role("group", "Zone").GetByRole("link", pw.ByName("browser")))
	p.At(sampleTimeline + "&tz=America%2FNew_York")
	p.SeeText(p.Locator(".tl-zone"), "2021-08-25 America/New_York -04:00")
	p.Click(p.Role("group", "Times").GetByRole("link", pw.ByName("since the start")))
	p.At(sampleTimeline + "&time=relative&tz=America%2FNew_York")
	p.SeeText(p.Locator(".tl-zone"), "Since the start, 2021-08-25 03:09:31.740 -04:00")
	if got := marksOf(p); len(got) == 0 || got[0] != "0" {
		t.Errorf("the marks are %q, want 0 at the task's start", got)
	}
}

// retriedAfterDays is a task of half a minute in which somebody retried a
// subtask after six days.
func retriedAfterDays() made {
	const days = 6 * 86_400_000
	return made{id: 71000130, name: "Six days", now: days + 40_000, finish: days + 31_000, steps: []step{
		{id: 1, name: "Prepare", from: 500, to: 3000}, {id: 2, name: "Install rpm", from: 3500, to: days + 8000, ups: []int64{1}, op: "RETRY", runs: 3},
		{id: 3, name: "Start observer", from: days + 9000, to: days + 30_000, ups: []int64{2}}}}
}

// TestAPauseOfDaysDoesNotStretchTheAxis: it is folded with a mark on the axis
// and through all rows, which says how long it is and opens it.
func TestAPauseOfDaysDoesNotStretchTheAxis(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app, retriedAfterDays())
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/71000130?view=timeline")
	if b, c := boxOf(p, barOf(p, "3")), chartOf(p); b.Width < c.Width/2 {
		t.Errorf("a run of 21 s of 31 s is %v px wide in a chart of %v", b.Width, c.Width)
	}
	b := boxOf(p, p.Locator(".tl-grid .break"))
	if on := boxOf(p, p.Locator(".tl-axis .break")); on.X != b.X || b.Width < 10 || b.Height < 3*24-1 {
		t.Errorf("the mark is at %v on the axis and at %v through the rows", on, b)
	}
	p.Click(p.Locator(".legend-fold summary"))
	if legend := strings.Join(p.All(p.Locator(".legend li")), ", "); !strings.Contains(legend, "left out: 6 d 0 h 0 m 04.498 s; in it runs of a retried subtask may lie") {
		t.Errorf("the legend says %q", legend)
	}
	if got := label(p, "2"); !strings.Contains(got, "3 runs, first start 05-06 14:00:03.500, last end 6 d 0 h 0 m 04.500 s later: the true run time is not known") {
		t.Errorf("the row says %q", got)
	}
	p.SeeText(p.Locator(".tl-axis title"), "Left out: 6 d 0 h 0 m 04.498 s. Show it to scale")
	p.Click(p.Locator(".tl-axis a"))
	p.At("/tasks/71000130?view=timeline&gaps=open")
	p.Count(p.Locator(".break"), 0)
	back(p)
	p.Count(p.Locator(".tl-grid .break"), 1)
}

// TestFiguresOfARange: what happened in it, and what took longest.
func TestFiguresOfARange(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline)
	choose(p, 0.05, 0.5)
	p.See(card(p).Locator("h3"))
	facts := p.Eval(`() => Object.fromEntries([...document.querySelectorAll(".tl-range dl > div")].map((e) => [e.children[0].textContent, e.children[1].textContent]))`).(map[string]any)
	for name, want := range map[string]string{"Length": `^54\.\d{3} s$`, "Subtasks": `^2[0-9]$`, "Runs": `^5 m \d\d\.\d{3} s$`, "Waits": ` s$`, "Nothing ran": ` s$`, "Mean concurrency": `^[56]\.\d\d$`, "Peak": `^10 at 14:03:\d\d\.\d{3}$`} {
		if got := fmt.Sprint(facts[name]); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%s is %q, want %s", name, got, want)
		}
	}
	slowest := p.All(card(p).Locator("ol a"))
	if len(slowest) != 5 || slowest[0] != "Install rpm #9" {
		t.Errorf("the slowest are %q, want five from Install rpm #9 on", slowest)
	}
	p.Click(card(p).GetByRole("link", pw.ByName("Install rpm #9")))
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), "Install rpm #9")
}
