package taskpage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/text"
)

// shownIn are the subtasks of the table, in its order; those of a class only.
func shownIn(doc *goquery.Document, class string) string {
	var ids []string
	doc.Find(".subtasks tbody tr" + class).Each(func(_ int, s *goquery.Selection) { ids = append(ids, s.AttrOr("data-id", "")) })
	return strings.Join(ids, " ")
}

func spaced(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// TestFiltersCombine: or inside the states and inside the traits, and between
// states, traits and text.
func TestFiltersCombine(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"", "1 2 3 4 5 6 7"},
		{"state=failed", "2"},
		{"state=failed,skipped", "2 4"},
		{"is=failed", "2"},
		{"is=retried", "2 3"},
		{"is=failed,critical", "1 2 3"},
		{"is=slow", "3"},
		{"is=retried&state=succeeded", "3"},
		{"is=retried&state=skipped", ""},
		{"q=rpm", "2 3 4"},
		{"q=RPM+%231", "3"},
		{"q=rpm&is=retried", "2 3"},
		{"q=rpm&is=retried&state=failed", "2"},
		{"q=WARNING", "7"},
		{"q=rpm&sort=-order", "4 3 2"},
	} {
		_, doc := pageFor(t, broken(), "view=subtasks&"+c.query, text.English)
		if got := shownIn(doc, ""); got != c.want {
			t.Errorf("%q shows %s, want %s", c.query, got, c.want)
		}
		if c.query == "" {
			continue
		}
		// Dimmed, all are there, and the same ones are not dimmed.
		_, doc = pageFor(t, broken(), "view=subtasks&rest=dimmed&"+c.query, text.English)
		if got := shownIn(doc, ":not(.dim)"); got != c.want {
			t.Errorf("%q dims all but %s, want %s", c.query, got, c.want)
		}
		if got := doc.Find(".subtasks tbody tr").Length(); got != 7 {
			t.Errorf("%q with rest=dimmed shows %d rows, want 7", c.query, got)
		}
		hits := ""
		if strings.Contains(c.query, "q=") {
			hits = c.want
		}
		if got := shownIn(doc, ".hit"); got != hits {
			t.Errorf("%q marks %q as hits, want %q", c.query, got, hits)
		}
	}
}

func TestChipsAndPills(t *testing.T) {
	_, doc := pageFor(t, broken(), "view=subtasks&is=slow", text.English)
	var pills []string
	doc.Find(".quick a").Each(func(_ int, s *goquery.Selection) {
		pills = append(pills, spaced(s)+" "+s.AttrOr("href", "")+" "+s.AttrOr("aria-current", "off"))
		if s.AttrOr("title", "") == "" {
			t.Errorf("pill %q does not say what it means", spaced(s))
		}
	})
	want := []string{"ended badly 1 ?view=subtasks&is=failed,slow off", "slow 1 ?view=subtasks true",
		"critical 2 ?view=subtasks&is=slow,critical off", "retried 2 ?view=subtasks&is=slow,retried off"}
	if !slices.Equal(pills, want) {
		t.Errorf("pills = %q, want %q", pills, want)
	}
	if got := spaced(doc.Find(".shown .means")); !strings.HasPrefix(got, "slow: clearly longer than its peers: over 1 s and over 50 % above the median run") {
		t.Errorf("the words beside the asked trait = %q", got)
	}
	// A trait that nothing has is not offered, unless it is asked for.
	plain := sample()
	if _, doc := pageFor(t, plain, "", text.English); strings.Contains(spaced(doc.Find(".quick")), "ended badly") {
		t.Error("a task without failures offers the pill")
	}
	if _, doc := pageFor(t, plain, "is=failed", text.English); !strings.Contains(spaced(doc.Find(".quick .on")), "ended badly 0") {
		t.Error("the asked trait has no pill to take it off with")
	}
}

// TestAllIsOnWhileNothingIsFiltered: a chip that is marked and says that all are
// shown must not stand beside rows that are hidden, and a click on it shows them.
func TestAllIsOnWhileNothingIsFiltered(t *testing.T) {
	for query, on := range map[string]bool{
		"": true, "sort=name": true, "rest=dimmed": true, "state=failed": false, "is=critical": false, "q=rpm": false, "is=critical&rest=dimmed": false,
	} {
		page, doc := pageFor(t, broken(), "view=subtasks&"+query, text.English)
		all := doc.Find(".chips:not(.quick) a").First()
		if got := all.AttrOr("aria-current", "") == "true"; got != on {
			t.Errorf("%q: “%s” is on: %v, want %v", query, spaced(all), got, on)
		}
		if got, want := all.AttrOr("href", ""), page.Chips.Clear; want != "" && got != want {
			t.Errorf("%q: “%s” leads to %q, want %q", query, spaced(all), got, want)
		}
	}
}

func TestTheBar(t *testing.T) {
	for _, c := range []struct{ query, place, next, prev, shown string }{
		{"", "", "", "", ""},
		{"q=rpm", "– of 3", "2", "4", "3 of 7 shown, 4 hidden. Dim instead Show all"},
		{"q=rpm&subtask=3", "2 of 3", "4", "2", "3 of 7 shown, 4 hidden. Dim instead Show all"},
		{"q=rpm&subtask=4", "3 of 3", "2", "3", "3 of 7 shown, 4 hidden. Dim instead Show all"},
		{"q=rpm&subtask=1", "– of 3", "2", "4", "3 of 7 shown, 4 hidden. Dim instead Show all"}, // before all
		{"q=rpm&subtask=5", "– of 3", "2", "4", "3 of 7 shown, 4 hidden. Dim instead Show all"}, // behind all
		{"q=rpm&subtask=99", "– of 3", "2", "4", "3 of 7 shown, 4 hidden. Dim instead Show all"},
		{"q=rpm&sort=-order&subtask=4", "1 of 3", "3", "2", "3 of 7 shown, 4 hidden. Dim instead Show all"},
		{"q=nothing+has+it", "no hit", "", "", "0 of 7 shown, 7 hidden. Dim instead Show all"},
		{"state=failed&rest=dimmed", "– of 1", "2", "2", "1 of 7 found, 6 dimmed, none hidden. Hide instead Show all"},
	} {
		_, doc := pageFor(t, broken(), "view=subtasks&"+c.query, text.English)
		bar := doc.Find(`.filter [data-region="chips"]`)
		to := func(key string) string { return bar.Find(`a[data-key="`+key+`"]`).AttrOr("data-to", "") }
		if got := spaced(bar.Find(".place")); got != c.place {
			t.Errorf("%q: place = %q, want %q", c.query, got, c.place)
		}
		if to("n") != c.next || to("N") != c.prev {
			t.Errorf("%q: next %q, previous %q; want %q, %q", c.query, to("n"), to("N"), c.next, c.prev)
		}
		if got := spaced(bar.Find(".shown")); got != c.shown {
			t.Errorf("%q: shown = %q, want %q", c.query, got, c.shown)
		}
	}
}

func TestNextFailure(t *testing.T) {
	more := broken()
	more.Subtasks[6].Status, more.Subtasks[6].Operation = task.StatusFailed, task.OpCancel
	for _, c := range []struct {
		task                     *task.Task
		query, words, next, prev string
	}{
		{sample(), "", "", "", ""},
		{broken(), "", "Next failure (1 of 1)", "2", ""},
		{more, "", "Next failure (1 of 2)", "2", "4"},
		{more, "&subtask=2", "Next failure (2 of 2)", "4", "4"},
		{more, "&subtask=3", "Next failure (2 of 2)", "4", "2"},
		{more, "&subtask=4", "Next failure (1 of 2)", "2", "2"},
		{more, "&sort=-order&subtask=4", "Next failure (2 of 2)", "2", "2"},
		{more, "&state=succeeded&subtask=4", "Next failure (1 of 2)", "2", "2"}, // hidden ones, too
	} {
		_, doc := pageFor(t, c.task, "view=subtasks"+c.query, text.English)
		next, prev := doc.Find(`.filter a[data-key="e"]`), doc.Find(`.filter a[data-key="E"]`)
		if spaced(next) != c.words || next.AttrOr("data-to", "") != c.next || prev.AttrOr("data-to", "") != c.prev {
			t.Errorf("%q: %q leads to %q, and back to %q; want %q to %q, %q", c.query, spaced(next), next.AttrOr("data-to", ""),
				prev.AttrOr("data-to", ""), c.words, c.next, c.prev)
		}
	}
}

func TestASelectionThatIsHidden(t *testing.T) {
	const said = "The filter hides the row of this subtask. Show it"
	for query, want := range map[string]string{
		"subtask=5": "", "subtask=5&q=rpm": said, "subtask=2&q=rpm": "", "subtask=5&q=rpm&rest=dimmed": "", "subtask=99&q=rpm": "",
	} {
		_, doc := pageFor(t, broken(), query, text.English)
		note := doc.Find("#panel .filtered-out")
		if got := spaced(note); got != want {
			t.Errorf("%q: the panel says %q, want %q", query, got, want)
		}
		if want == "" {
			continue
		}
		_, doc = pageFor(t, broken(), strings.TrimPrefix(note.Find("a").AttrOr("href", ""), "?"), text.English)
		if doc.Find(`.subtasks tbody tr[data-id="5"][aria-current]`).Length() != 1 {
			t.Errorf("%q: the link does not show the row", query)
		}
	}
}

// Without a script the form asks for what the links ask for.
func TestTheFormCarriesTheFiltersAlong(t *testing.T) {
	_, doc := pageFor(t, broken(), "view=timeline&subtask=2&q=rpm&state=failed&is=slow&rest=dimmed&tz=utc", text.English)
	form := doc.Find("form.find")
	var sent []string
	doc.Find(`input[type="hidden"][form="` + form.AttrOr("id", "?") + `"]`).Each(func(_ int, s *goquery.Selection) {
		sent = append(sent, s.AttrOr("name", "")+"="+s.AttrOr("value", ""))
	})
	if got, want := strings.Join(sent, "&"), "view=timeline&subtask=2&state=failed&is=slow&rest=dimmed&tz=utc"; got != want {
		t.Errorf("the form carries %s along, want %s", got, want)
	}
	if got := form.Find("#find").AttrOr("value", ""); got != "rpm" {
		t.Errorf("the box has %q, want rpm", got)
	}
}

// randomly asks for something.
func randomly(r *rand.Rand) string {
	var parts []string
	maybe := func(s string) {
		if r.IntN(2) == 0 {
			parts = append(parts, s)
		}
	}
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	maybe("q=" + pick("step", "1", "step+2", "10.0.0.1", "FAILED", "100"))
	maybe("state=" + pick("succeeded", "failed", "failed,succeeded", "unknown,held,running"))
	maybe("is=" + pick("failed", "slow", "waited", "critical", "retried", "slow,critical"))
	maybe("rest=dimmed")
	maybe("sort=" + pick("-order", "duration", "name", "-wait"))
	maybe("subtask=" + fmt.Sprint(1000+r.IntN(30)))
	maybe("view=" + pick("subtasks", "timeline", "graph"))
	return strings.Join(parts, "&")
}

// TestFilterLaws: shown and hidden are all; next goes round through every hit
// once, previous goes back; and n of m counts along.
func TestFilterLaws(t *testing.T) {
	walked := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 9))
		odd := timelinetest.Odd(r, 1+r.IntN(30))
		query := randomly(r)
		b := partsFor(t, odd, query)
		c := b.chips()
		if c.Filtered != b.URL.Filtered() || c.Filtered && c.Hits+c.Rest != len(odd.Subtasks) {
			t.Fatalf("seed %d, %s: %d hits and %d others of %d", seed, query, c.Hits, c.Rest, len(odd.Subtasks))
		}
		if want := map[bool]int{true: c.Hits, false: len(odd.Subtasks)}[c.Filtered && b.URL.Rest == permalink.RestHidden]; len(b.rows) != want {
			t.Fatalf("seed %d, %s: %d rows, want %d", seed, query, len(b.rows), want)
		}
		for _, way := range []struct {
			hits bool
			of   func(c Chips) *Walk
			want int
		}{
			{true, func(c Chips) *Walk { return c.Walk }, c.Hits},
			{false, func(c Chips) *Walk { return c.Failures }, len(bad(b))},
		} {
			walk := way.of(c)
			if walk == nil {
				if way.want > 0 {
					t.Fatalf("seed %d, %s: no way through %d", seed, query, way.want)
				}
				continue
			}
			var visited []task.SubtaskID
			last := walk.At
			for range walk.Of {
				step := walk.Next
				visited = append(visited, step.ID)
				walk = way.of(partsFor(t, odd, strings.TrimPrefix(step.URL, "?")).chips())
				if walk.At != step.At || last > 0 && walk.At != last%walk.Of+1 {
					t.Fatalf("seed %d, %s: next of %d is %d, then at %d of %d", seed, query, last, step.At, walk.At, walk.Of)
				}
				last = walk.At
				if n := len(visited); n > 1 && walk.Prev.ID != visited[n-2] {
					t.Fatalf("seed %d, %s: previous leads to %s, not back to %s", seed, query, walk.Prev.ID, visited[n-2])
				}
			}
			slices.Sort(visited)
			if got := len(slices.Compact(visited)); got != way.want {
				t.Fatalf("seed %d, %s: next visits %d of %d", seed, query, got, way.want)
			}
			walked += way.want
		}
	}
	if walked < 1000 {
		t.Errorf("%d steps in all: too few to say something", walked)
	}
}

func bad(b *pageOf) []int {
	return slices.DeleteFunc(slices.Clone(b.order), func(i int) bool { return !b.Analysis.States[i].Bad() })
}
