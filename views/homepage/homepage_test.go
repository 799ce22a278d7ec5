package homepage

import (
	"slices"
	"strings"
	"testing"

	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

func demo(t *testing.T) []Offer {
	t.Helper()
	sim, err := ocpsim.New(ocpsim.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	var offers []Offer
	for _, e := range sim.Catalogue() {
		offers = append(offers, Offer{ID: task.ID(e.ID), Name: e.Name, Scenario: e.Scenario})
	}
	return offers
}

func summaries() []task.Summary {
	return []task.Summary{
		{Ref: task.Ref{Source: "local", Task: 35000312, Snapshot: 3}, Name: "Reinstall OCP agent", State: task.Succeeded,
			Done: 4, Of: 4, Cluster: "obcluster", Tenant: "orders", Started: task.At(1629875371740, 28800), MakespanMS: task.Some[int64](22327)},
		{Ref: task.Ref{Source: "prod", Task: 7, Snapshot: 1}, Name: viewtest.Hostile, State: task.Running},
	}
}

// TestDemoOffersEverything: each task of the simulated OCP is there once, in a
// group, with words (Draw finds those that are missing).
func TestDemoOffersEverything(t *testing.T) {
	offers := demo(t)
	for _, lang := range text.Langs() {
		page := New(viewtest.Frame(t, lang), Input{Offers: offers})
		doc := viewtest.Draw(t, View(page))
		if got := doc.Find(".offers li > a").Length(); got != len(offers) {
			t.Errorf("%s: %d tasks are offered, want %d", lang, got, len(offers))
		}
		for _, o := range offers {
			if doc.Find(`.offers li > a[href="/tasks/`+o.ID.String()+`"]`).Length() != 1 {
				t.Errorf("%s: %s (%s) is not offered once", lang, o.ID, o.Scenario)
			}
		}
		var titles, want []string
		for _, g := range page.Groups {
			titles = append(titles, g.Title)
		}
		for _, key := range groupKeys() {
			want = append(want, page.Text.T("demo_group."+key))
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s: groups %v, want %v", lang, titles, want)
		}
	}
}

// TestGroupsFitWhatTheSimulatorSays: a scenario that is added there and sorted
// in nowhere here would end up among those that succeeded.
func TestGroupsFitWhatTheSimulatorSays(t *testing.T) {
	sim, err := ocpsim.New(ocpsim.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	fits := map[string][]string{
		ocpsim.GroupSample: {"healthy"}, ocpsim.GroupLive: {"running"}, ocpsim.GroupDone: {"healthy", "failed"},
		ocpsim.GroupPairs: {"pairs"}, ocpsim.GroupHistory: {"daily"}, ocpsim.GroupTypes: {"types"},
		ocpsim.GroupOdd: {"odd"}, ocpsim.GroupFaults: {"faults"},
	}
	for _, e := range sim.Catalogue() {
		if got := groupOf(e.Scenario); !slices.Contains(fits[e.Group], got) {
			t.Errorf("groupOf(%s) = %s, want one of %v", e.Scenario, got, fits[e.Group])
		}
	}
}

func TestPairsLeadToTheirComparison(t *testing.T) {
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), Input{Offers: demo(t)})))
	got := doc.Find(`.offers a[href^="/compare/"]`)
	if got.Length() != 4 {
		t.Errorf("%d comparisons, want one for each of the 4 pairs", got.Length())
	}
	if doc.Find(`.offers a[href="/compare/35300001...35300002"]`).Length() != 1 {
		t.Error("the slow run is not compared with the usual one")
	}
	alone := newItem(viewtest.Frame(t, text.English).Text, Offer{ID: 2, Scenario: "slow-head"}, nil)
	if alone.Compare != "" {
		t.Errorf("a run without its base is compared: %s", alone.Compare)
	}
}

func TestLatest(t *testing.T) {
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), Input{Latest: summaries(), Default: "local"})))
	rows := doc.Find("tbody tr")
	if got, want := strings.Join(viewtest.Texts(rows.First().Children()), "|"),
		"Reinstall OCP agent 35000312|succeeded|4/4|obcluster / orders|2021-08-25 15:09:31 +08:00|22.327 s"; got != want {
		t.Errorf("row = %q, want %q", got, want)
	}
	if got := rows.Last().Find("th a"); got.Text() != viewtest.Hostile || got.AttrOr("href", "") != "/tasks/prod:7" {
		t.Errorf("row = %q to %q", got.Text(), got.AttrOr("href", ""))
	}
	if doc.Find(".demo").Length() != 0 || doc.Find("main script").Length() != 0 {
		t.Error("a page without a demo offers one, or a name became markup")
	}
	if doc.Find(`form[action="/open"] #home-task[name=task][required]`).Length() != 1 {
		t.Error("there is no box to open a task")
	}
}

func TestNothingRead(t *testing.T) {
	for _, lang := range text.Langs() {
		doc := viewtest.Draw(t, View(New(viewtest.Frame(t, lang), Input{})))
		if doc.Find("table").Length() != 0 || doc.Find(`main a[href="/import"]`).Length() == 0 {
			t.Errorf("%s: an empty history does not lead to the import", lang)
		}
	}
}

func TestGolden(t *testing.T) {
	offers := []Offer{{35000312, "Reinstall OCP agent", "sample"}, {1, "Start OB cluster", "slow-base"}, {2, "Start OB cluster", "slow-head"}}
	for _, lang := range text.Langs() {
		viewtest.Golden(t, "demo."+string(lang), View(New(viewtest.Frame(t, lang), Input{Offers: offers, Latest: summaries(), Default: "local"})))
	}
}
