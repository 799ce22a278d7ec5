package historypage

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

const start = 1629875371740 // 2021-08-25 15:09:31.740 +08:00

func items() []task.Summary {
	return []task.Summary{
		{Ref: task.Ref{Source: "local", Task: 35000312, Snapshot: 3}, Origin: task.OriginOCP, Name: "Reinstall OCP agent",
			State: task.Succeeded, RawStatus: task.StatusSuccessful, Done: 4, Of: 4, Creator: "admin",
			Started: task.At(start, 28800), MakespanMS: task.Some[int64](22327), RecordedMS: start + 60_000, Newest: true,
			Snapshots: 3, Title: "磁盘慢", Note: "see **4711**", Noted: 2, Pinned: 1},
		{Ref: task.Ref{Source: "prod", Task: 7, Snapshot: 1}, Origin: task.OriginImport, Name: viewtest.Hostile,
			State: task.Unknown, RawStatus: "WARNING", Done: 1, Of: 1200, Cluster: viewtest.Hostile, Tenant: "orders", RecordedMS: start,
			Snapshots: 1, Title: viewtest.Hostile, Note: viewtest.Hostile, Noted: 1},
	}
}

func draw(t *testing.T, lang text.Lang, query string, in Input) (Page, *goquery.Document) {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	if in.URL, err = permalink.ParseHistory(values); err != nil {
		t.Fatal(err)
	}
	in.Default = "local"
	page := New(viewtest.Frame(t, lang), in)
	return page, viewtest.Draw(t, View(page))
}

func attributes(s *goquery.Selection, name string) []string {
	return s.Map(func(_ int, e *goquery.Selection) string { return e.AttrOr(name, "") })
}

func TestRows(t *testing.T) {
	_, doc := draw(t, text.English, "", Input{Items: items()})
	rows := doc.Find("tbody tr")
	if rows.Length() != 2 {
		t.Fatalf("%d rows, want 2", rows.Length())
	}
	cells := strings.Join(viewtest.Texts(rows.First().Children()), "|")
	want := "Tick Reinstall OCP agent, 35000312, to compare||Reinstall OCP agent 35000312磁盘慢 see 4711 @2|succeeded|4/4|–|admin|2021-08-25 15:09:31 +08:00|22.327 s|3|2021-08-25 15:10:31 +08:00"
	if cells != want {
		t.Errorf("row = %q, want %q", cells, want)
	}
	if got := rows.First().Find("td[title='22,327 ms']").Length(); got != 1 {
		t.Errorf("the makespan is exact in %d places, want 1", got)
	}
	if got := rows.Last().Find("th a").Text(); got != viewtest.Hostile {
		t.Errorf("name = %q, want it as it came", got)
	}
	if got := rows.Last().Find(".state").Text(); got != "unknown: WARNING" {
		t.Errorf("state = %q, want OCP's word with it", got)
	}
	if doc.Find("main script, main b b, main b[title]").Length() > 0 {
		t.Error("a name became markup")
	}
	if got := rows.First().Find(".said-line a").AttrOr("href", ""); got != "/tasks/35000312@2" {
		t.Errorf("the note leads to %q, want the snapshot it is on", got)
	}
	pins := attributes(rows.Find(".pin"), "formaction")
	if want := []string{"/tasks/35000312@1/pin", "/tasks/prod:7@1/pin"}; !slices.Equal(pins, want) {
		t.Errorf("pins are posted to %q, want %q", pins, want)
	}
	if got := attributes(rows.Find(".pin"), "value"); !slices.Equal(got, []string{"0", "1"}) {
		t.Errorf("pins post %q: the first is pinned, the other is not", got)
	}
}

// TestRefs: the newest of each task is linked without a number, so that the
// link stays the newest; of all snapshots each is linked as itself.
func TestRefs(t *testing.T) {
	for query, want := range map[string][]string{
		"":      {"/tasks/35000312", "/tasks/prod:7"},
		"all=1": {"/tasks/35000312@3", "/tasks/prod:7@1"},
	} {
		_, doc := draw(t, text.English, query, Input{Items: items()})
		if got := attributes(doc.Find("tbody th > a"), "href"); !slices.Equal(got, want) {
			t.Errorf("?%s links to %q, want %q", query, got, want)
		}
		picks := attributes(doc.Find(`form[action="/compare"][method=get] input[name=pick]`), "value")
		for i := range want {
			if want[i] = strings.TrimPrefix(want[i], "/tasks/"); picks[i] != want[i] {
				t.Errorf("?%s compares %q, want %q", query, picks, want)
			}
		}
	}
}

func TestFiltersAreShownAndDropped(t *testing.T) {
	query := "q=rpm&name=Add+OB+server&cluster=c1&tenant=t1&creator=me&executor=h1&pinned=1&noted=1&source=prod&state=failed,running&from=2024-03-01&to=2024-03-02&all=1"
	page, doc := draw(t, text.English, query, Input{Items: items(), Sources: []string{"local", "prod"}})
	// Sent as it stands, the form asks for the same list.
	sent := url.Values{}
	doc.Find(".filters input, .filters select").Each(func(_ int, s *goquery.Selection) {
		value := s.AttrOr("value", "")
		if goquery.NodeName(s) == "select" {
			value = s.Find("option[selected]").AttrOr("value", "")
		}
		if _, on := s.Attr("checked"); on || s.AttrOr("type", "") != "checkbox" {
			sent.Add(s.AttrOr("name", ""), value)
		}
	})
	got, err := permalink.ParseHistory(sent)
	asked, _ := permalink.ParseHistory(parse(t, query))
	if err != nil || got.String() != asked.String() {
		t.Errorf("the form asks for %s, %v; want %s", got, err, asked)
	}
	if len(page.Active) != 13 || page.Clear != "/history?all=1" {
		t.Errorf("%d filters, clear %q; want 13, /history?all=1", len(page.Active), page.Clear)
	}
	seen := map[string]bool{}
	for _, f := range page.Active {
		u, err := url.Parse(f.Clear)
		if err != nil {
			t.Fatal(err)
		}
		rest, err := permalink.ParseHistory(u.Query())
		if err != nil || seen[f.Clear] || len(rest.String()) >= len(asked.String()) || !rest.All {
			t.Errorf("%s drops to %s, %v", f.Text, f.Clear, err)
		}
		seen[f.Clear] = true
	}
	if _, open := doc.Find(".filters details").Attr("open"); !open {
		t.Error("filters that are on are folded away")
	}
}

func parse(t *testing.T, query string) url.Values {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPagesKeepTheFilters(t *testing.T) {
	_, doc := draw(t, text.English, "q=rpm&after=k1", Input{Items: items(), Next: "k3", Prev: "k2"})
	if got := doc.Find("a[rel=next]").AttrOr("href", ""); got != "/history?q=rpm&after=k3" {
		t.Errorf("next = %q", got)
	}
	if got := doc.Find("a[rel=prev]").AttrOr("href", ""); got != "/history?q=rpm&before=k2" {
		t.Errorf("previous = %q", got)
	}
	if _, doc = draw(t, text.English, "", Input{Items: items()[:1]}); doc.Find(".pager").Length() != 0 {
		t.Error("a single page has a pager")
	}
	if doc.Find("form.pick .section-head button").Length() != 0 {
		t.Error("one row alone can be compared")
	}
	// A filter that is dropped starts at the first page: the cursor was another list's.
	page, _ := draw(t, text.English, "q=rpm&cluster=c&after=k1", Input{Items: items()})
	if got := page.Active[0].Clear; got != "/history?cluster=c" {
		t.Errorf("without q: %s", got)
	}
}

func TestEmptyLists(t *testing.T) {
	titles := map[string]bool{}
	for query, want := range map[string]string{"": "/import", "q=x": "/history", "after=k": "/history"} {
		for _, lang := range text.Langs() {
			_, doc := draw(t, lang, query, Input{})
			titles[doc.Find(".empty h2").Text()] = true
			if doc.Find(`.empty a[href="`+want+`"]`).Length() != 1 || doc.Find("table").Length() != 0 {
				t.Errorf("%s ?%s: the empty list does not lead to %s", lang, query, want)
			}
		}
	}
	if len(titles) != 6 {
		t.Errorf("titles %v, want one for each reason and language", titles)
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range text.Langs() {
		page, _ := draw(t, lang, "state=unknown&all=1", Input{Items: items(), Next: "k", Sources: []string{"local", "prod"}})
		viewtest.Golden(t, "list."+string(lang), View(page))
	}
}
