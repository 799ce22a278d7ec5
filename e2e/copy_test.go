package e2e

import (
	"maps"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestCopyALinkAndOpenItElsewhere: what is sent is what was seen, and the
// reader's own preferences are the reader's.
func TestCopyALinkAndOpenItElsewhere(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Clipboard()
	p.Open("/tasks/" + failed + "?view=timeline&state=failed,succeeded&fold=none&tz=utc")
	p.Click(rowOf(p, p.Eval(`() => document.querySelector(".tl-names .s-failed a[data-id]").dataset.id`).(string)))
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), "Install rpm #7")
	p.Click(p.Role("link", "Copy link"))
	p.See(p.Role("link", "Copied"))
	link := p.Eval("() => navigator.clipboard.readText()").(string)
	id := p.Eval(`() => new URLSearchParams(location.search).get("subtask")`).(string)
	snapshot := strings.TrimPrefix(strings.Split(link, "?")[0], app.URL+"/tasks/"+failed+"@")
	want := app.URL + "/tasks/" + failed + "@" + snapshot + "?view=timeline&subtask=" + id + "&state=failed,succeeded&fold=none&tz=utc"
	if link != want || snapshot == "" || strings.Trim(snapshot, "0123456789") != "" {
		t.Fatalf("the copied link is %s, want %s with a snapshot's number", link, want)
	}
	p.At("/tasks/" + failed + "?view=timeline&subtask=" + id + "&state=failed,succeeded&fold=none&tz=utc") // copying goes nowhere

	other := NewPage(t, PageOptions{Base: app.URL, Dark: true, Locale: "zh-CN", Timezone: "America/New_York"})
	other.Open("/")
	other.Click(other.Role("button", "English"))
	other.See(other.Role("button", "中文"))
	other.Click(other.Role("button", "Colours: auto"))
	other.See(other.Role("button", "Colours: light"))
	other.Click(other.Role("button", "Colours: light"))
	other.See(other.Role("button", "Colours: dark"))
	before := cookies(other)
	other.Open(link)
	if after := cookies(other); len(before) != 2 || !maps.Equal(before, after) {
		t.Errorf("opening a link turned the preferences %v into %v, want them as they were", before, after)
	}
	other.Must(other.Expect(other.Locator("html")).ToHaveAttribute("data-theme", "dark"))
	other.SeeText(panel(other).GetByRole("heading", pw.ByLevel(2)), "Install rpm #7")
	other.Must(other.Expect(tab(other, "Timeline")).ToHaveAttribute("aria-current", "page"))
	for _, part := range []string{".tl", ".chips", "aside.panel", ".sum"} { // times and figures too
		if got, want := other.All(other.Locator(part)), p.All(p.Locator(part)); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s of the opened link reads %q, want %q as on the page it was copied from", part, got, want)
		}
	}
}

func TestOpeningALinkSetsNoPreference(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Locale: "zh-CN"})
	p.Open("/tasks/" + sample + "?view=graph&subtask=" + install + "&tz=utc&sort=name&lang=en&theme=dark")
	p.See(panel(p))
	if got := cookies(p); len(got) != 0 {
		t.Errorf("opening a link set the cookies %v, want none", got)
	}
	p.Must(p.Expect(p.Locator("html")).ToHaveAttribute("lang", "zh-CN"))
	p.Must(p.Expect(p.Locator("html")).ToHaveAttribute("data-theme", "auto"))
}

// TestAPinnedLinkStaysAsItWas also when the task has moved on.
func TestAPinnedLinkStaysAsItWas(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + running)
	href, err := p.Role("link", "Copy link").GetAttribute("href")
	p.Must(err)
	read := func() string {
		p.Open(href)
		return strings.Join(p.All(p.Locator(".head-title, .diagnosis, .sum, .chips, .tl")), "\n")
	}
	first := read()
	if !strings.Contains(first, "running") {
		t.Errorf("the page of a running task reads %q, want it to say so", first)
	}
	p.Open("/tasks/" + running)
	if again := read(); again != first {
		t.Errorf("the pinned page reads %q, and before %q, want no difference", again, first)
	}
}

func cookies(p *Page) map[string]string {
	all, err := p.Context().Cookies()
	p.Must(err)
	values := map[string]string{}
	for _, c := range all {
		values[c.Name] = c.Value
	}
	return values
}
