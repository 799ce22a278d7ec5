package taskpage

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/ui"
	"taskscope/views/viewtest"
)

func TestParseRegions(t *testing.T) {
	for _, test := range []struct {
		list string
		want []Region
		ok   bool
	}{
		{"", nil, true},
		{"panel", []Region{RegionPanel}, true},
		{"axis, range,map,axis", []Region{RegionAxis, RegionRange, RegionMap}, true},
		{"panel,everything", nil, false},
		{"panel,", nil, false},
	} {
		if got, ok := ParseRegions(test.list); ok != test.ok || !slices.Equal(got, test.want) {
			t.Errorf("ParseRegions(%q) = %v, %v, want %v, %v", test.list, got, ok, test.want, test.ok)
		}
	}
}

// A script gets exactly the elements it asked for, in its order, as they are on
// the page; and what it did not ask for is not made.
func TestRegionsAreThoseOfThePage(t *testing.T) {
	tk := broken()
	_, whole := pageFor(t, tk, "view=timeline&subtask=3&from=500&to=6000", "en")
	snap := &task.Snapshot{Ref: task.Ref{Source: "ocp", Task: tk.ID, Snapshot: 3},
		Response: task.Response{Task: *tk, Envelope: task.Envelope{Timestamp: at(41_436)}}}
	graph, problems := dag.Build(&snap.Task)
	a := timeline.Analyze(&snap.Task, graph, snap.Now())
	for _, list := range []string{"panel", "over", "axis", "range", "map", "timeline", "chips", "views", "panel,over", "map,axis,grid,range"} {
		regions, _ := ParseRegions(list)
		u, err := permalink.ParseTask(tk.ID.String(), parse(t, "view=timeline&subtask=3&from=500&to=6000"))
		if err != nil {
			t.Fatal(err)
		}
		page := New(ui.Page{Text: viewtest.Frame(t, "en").Text}, Input{URL: u, Snapshot: snap, Graph: graph, Analysis: a, Problems: append(problems, a.Problems...),
			Now: snap.Now(), Newest: 3, Regions: regions})
		var b bytes.Buffer
		if err := Parts(page).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		viewtest.Identify(doc)
		var got []string
		doc.Find("body").Children().Filter("[data-region]").Each(func(_ int, s *goquery.Selection) {
			name := s.AttrOr("data-region", "")
			got = append(got, name)
			mine, _ := goquery.OuterHtml(s)
			there, _ := goquery.OuterHtml(whole.Find(`[data-region="` + name + `"]`).First())
			if mine != there {
				t.Errorf("%s: the region %s is not that of the page", list, name)
			}
		})
		if strings.Join(got, ",") != list {
			t.Errorf("asked for %s, got %v", list, got)
		}
		if list == "panel" && page.Timeline != nil || list == "over" && page.Panel != nil || page.Header.Name != "" {
			t.Errorf("asked for %s, New made more", list)
		}
	}
}
