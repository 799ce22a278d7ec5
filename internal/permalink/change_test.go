package permalink

import (
	"net/url"
	"reflect"
	"slices"
	"testing"

	"taskscope/internal/task"
)

func TestSortBy(t *testing.T) {
	tests := []struct{ present, asked, want Sort }{
		{ByOrder, ByName, ByName},
		{ByName, ByName, "-name"},
		{"-name", ByName, ByName},
		{"-name", "-name", ByName},
		{ByName, "-name", "-name"},
		{ByOrder, ByOrder, "-order"},
	}
	for _, tt := range tests {
		u := Task{Sort: tt.present}
		if got := u.SortBy(tt.asked).Sort; got != tt.want || u.Sort != tt.present {
			t.Errorf("Task sorted by %s: SortBy(%s) = %s, want %s", tt.present, tt.asked, got, tt.want)
		}
	}
	for _, s := range deltaSorts() {
		once := ToCompare(task.Ref{Task: 1}, task.Ref{Task: 2}).SortBy(s)
		if once.Sort != s && once.Sort != "-"+s {
			t.Errorf("SortBy(%s) = %s", s, once.Sort)
		}
		for range 3 {
			once = once.SortBy(s)
			if !slices.Contains(deltaSorts(), once.Sort) {
				t.Errorf("SortBy(%s) again = %s, which no URL can have", s, once.Sort)
			}
		}
	}
	for _, s := range sorts() {
		key, desc := s.Key()
		if rebuilt := map[bool]Sort{false: key, true: "-" + key}[desc]; rebuilt != s || key[0] == '-' {
			t.Errorf("%s.Key() = %s, %v", s, key, desc)
		}
	}
}

// TestToggle: twice is nothing, the list stays in order, and the page it was
// asked of is not touched.
func TestToggle(t *testing.T) {
	d := newDice(5)
	for range 500 {
		u, s := d.task(), pick(d, task.SubtaskStates())
		before := slices.Clone(u.States)
		on := u.Toggle(s)
		if slices.Contains(on.States, s) == slices.Contains(before, s) {
			t.Fatalf("%v toggled in %v = %v", s, before, on.States)
		}
		if !slices.IsSorted(on.States) {
			t.Fatalf("%v toggled in %v = %v, want them in order", s, before, on.States)
		}
		if !slices.Equal(on.Toggle(s).States, before) || !slices.Equal(u.States, before) {
			t.Fatalf("%v toggled twice in %v = %v; the first page has %v", s, before, on.Toggle(s).States, u.States)
		}
	}
}

// TestChangesKeepTheRest: each change of a page changes one thing.
func TestChangesKeepTheRest(t *testing.T) {
	u := Task{Ref: task.Ref{Source: "prod", Task: 7}, View: Graph, Subtask: 3, From: task.Some[int64](1), To: task.Some[int64](2),
		Q: "rpm", States: []task.State{task.Failed}, Sort: ByName, Zone: ZoneUTC}
	tests := []struct{ name, got, want string }{
		{"Pinned", u.Pinned(4).String(), "/tasks/prod:7@4?view=graph&subtask=3&from=1&to=2&q=rpm&state=failed&sort=name&tz=utc"},
		{"Select", u.Select(-5).String(), "/tasks/prod:7?view=graph&subtask=-5&from=1&to=2&q=rpm&state=failed&sort=name&tz=utc"},
		{"Select none", u.Select(0).String(), "/tasks/prod:7?view=graph&from=1&to=2&q=rpm&state=failed&sort=name&tz=utc"},
		{"Show", u.Show(Overview).String(), "/tasks/prod:7?subtask=3&from=1&to=2&q=rpm&state=failed&sort=name&tz=utc"},
		{"In", u.In(ZoneOCP).String(), "/tasks/prod:7?view=graph&subtask=3&from=1&to=2&q=rpm&state=failed&sort=name"},
		{"Unfiltered", u.Unfiltered().String(), "/tasks/prod:7?view=graph&subtask=3&from=1&to=2&sort=name&tz=utc"},
		{"raw", RawJSON(u.Ref), "/tasks/prod:7/raw.json"},
		{"analysis", AnalysisJSON(u.Ref.At(2)), "/tasks/prod:7@2/analysis.json"},
		{"graph", GraphJSON(u.Ref), "/tasks/prod:7/graph.json"},
	}
	c := ToCompare(task.Ref{Task: 1}, task.Ref{Source: "b", Task: 2})
	c.Sort, c.Q, c.Zone = DeltaName, "x", ZoneUTC
	runs, err := ParseRuns("1...b:2...3", nil)
	if err != nil {
		t.Fatal(err)
	}
	h := History{Q: "x", After: "old"}
	tests = append(tests, []struct{ name, got, want string }{
		{"Swapped", c.Swapped().String(), "/compare/b:2...1?sort=name&q=x&tz=utc"},
		{"compare Pinned", c.Pinned(3, 4).String(), "/compare/1@3...b:2@4?sort=name&q=x&tz=utc"},
		{"compare Select", c.Select(7).AlignAt(8).String(), "/compare/1...b:2?subtask=7&align=8&sort=name&q=x&tz=utc"},
		{"compare threshold", ToCompare(c.Base, c.Head).Above(Worth{MS: 1, Percent: 0, All: true}).Query(), "?ms=1&pct=0&all=1"},
		{"compare graph", ToCompare(c.Base, c.Head).Drawn(u.FocusOn(4).FoldAll(FoldNone)).Query(), "?fold=none&focus=4"},
		{"compare CSV", c.Export(CompareCSV), "/compare/1...b:2/subtasks.csv?sort=name&q=x&tz=utc"},
		{"runs", runs.Against(2).SortBy(ByMax).ShowAll(true).String(), "/compare/1...b:2...3?base=2&sort=max&all=1"},
		{"runs Pinned", runs.Pinned([]int{1, 0, 4}).String(), "/compare/1@1...b:2...3@4"},
		{"runs Pair", runs.Against(2).Pair(3).String(), "/compare/b:2...3"},
		{"compare analysis", c.AnalysisJSON(), "/compare/1...b:2/analysis.json"},
		{"next page", h.Page("new", "").String(), "/history?q=x&after=new"},
		{"page before", h.Page("", "b").String(), "/history?q=x&before=b"},
	}...)
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	if !reflect.DeepEqual(c.Swapped().Swapped(), c) {
		t.Error("swapped twice is another comparison")
	}
}

func TestFiltered(t *testing.T) {
	if ToTask(task.Ref{Task: 1}).Filtered() || !(Task{Q: "x"}).Filtered() || !(Task{States: []task.State{task.Failed}}).Filtered() {
		t.Error("Task.Filtered does not follow q and state")
	}
	for query, want := range map[string]bool{"": false, "all=1": false, "after=x": false, "q=x": true, "name=x": true, "cluster=x": true,
		"tenant=x": true, "creator=x": true, "source=x": true, "state=failed": true, "from=2024-01-01": true, "to=2024-01-01": true} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		u, err := ParseHistory(values)
		if err != nil || u.Filtered() != want {
			t.Errorf("history?%s: Filtered() = %v, %v; want %v", query, u.Filtered(), err, want)
		}
	}
}

// TestTurnAndTraits: twice is nothing, and the page they were asked of is not
// touched.
func TestTurnAndTraits(t *testing.T) {
	d := newDice(6)
	for range 500 {
		u, trait, id := d.task(), pick(d, Traits()), task.SubtaskID(1+d.Int64N(9))
		before := u.String()
		on := u.ToggleTrait(trait)
		if slices.Contains(on.Traits, trait) == slices.Contains(u.Traits, trait) || on.ToggleTrait(trait).String() != before {
			t.Fatalf("%s toggled in %v = %v", trait, u.Traits, on.Traits)
		}
		turned := u.Turn(id)
		if slices.Contains(turned.Toggled, id) == slices.Contains(u.Toggled, id) || turned.Turn(id).String() != before {
			t.Fatalf("%d turned in %v = %v", id, u.Toggled, turned.Toggled)
		}
		if u.String() != before {
			t.Fatalf("%s became %s", before, u)
		}
		if all := turned.FoldAll(FoldNone); all.Fold != FoldNone || all.Toggled != nil {
			t.Fatalf("FoldAll(none) of %s = %s", turned, all)
		}
		if fit := u.Fit(); fit.From.OK || fit.To.OK {
			t.Fatalf("Fit of %s = %s", u, fit)
		}
	}
}
