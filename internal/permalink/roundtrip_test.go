package permalink

import (
	"errors"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"taskscope/internal/task"
)

// open takes a URL apart as a server does.
func open(t *testing.T, link string) (path string, query url.Values) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatalf("url.Parse(%q): %v", link, err)
	}
	query, err = url.ParseQuery(u.RawQuery)
	if err != nil {
		t.Fatalf("url.ParseQuery(%q): %v", u.RawQuery, err)
	}
	if u.Host != "" || u.Fragment != "" || u.Scheme != "" {
		t.Fatalf("%q is more than a path and a query", link)
	}
	return u.Path, query
}

func reopenTask(t *testing.T, u Task) (Task, error) {
	t.Helper()
	path, query := open(t, u.String())
	ref, ok := strings.CutPrefix(path, "/tasks/")
	if !ok {
		t.Fatalf("%q is not below /tasks/", path)
	}
	return ParseTask(ref, query)
}

func reopenCompare(t *testing.T, u Compare) (Compare, error) {
	t.Helper()
	path, query := open(t, u.String())
	pair, ok := strings.CutPrefix(path, "/compare/")
	if !ok {
		t.Fatalf("%q is not below /compare/", path)
	}
	return ParseCompare(pair, query)
}

func reopenRuns(t *testing.T, u Runs) (Runs, error) {
	t.Helper()
	path, query := open(t, u.String())
	refs, ok := strings.CutPrefix(path, "/compare/")
	if !ok || IsRuns(refs) != (len(u.Refs) > 2) {
		t.Fatalf("%q is not that of %d runs", path, len(u.Refs))
	}
	return ParseRuns(refs, query)
}

func reopenHistory(t *testing.T, u History) (History, error) {
	t.Helper()
	path, query := open(t, u.String())
	if path != "/history" {
		t.Fatalf("path of %q = %q, want /history", u, path)
	}
	return ParseHistory(query)
}

// dice makes random values of what a URL can carry.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 7))} }

func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

func (d dice) text() string {
	const letters = "aZ09 &=?#%+,;/\\\"'<>:@.-_~\u00e9语言🚀\n\t%2C&amp;"
	runes := []rune(letters)
	var b strings.Builder
	for range d.IntN(12) {
		b.WriteRune(pick(d, runes))
	}
	return strings.TrimSpace(b.String())
}

func (d dice) ref() task.Ref {
	return task.Ref{
		Source:   pick(d, []string{"", "prod", "a-1", "x"}),
		Task:     task.ID(1 + d.Int64N(1<<uint(1+d.IntN(62)))),
		Snapshot: pick(d, []int{0, 0, 1, 3, 1<<31 - 1}),
	}
}

func (d dice) states(known []task.State) []task.State {
	var states []task.State
	for _, s := range known {
		if d.IntN(4) == 0 {
			states = append(states, s)
		}
	}
	return states
}

func (d dice) zone() Zone {
	return pick(d, []Zone{ZoneOCP, ZoneUTC, "Asia/Shanghai", "America/Argentina/Salta"})
}

func (d dice) task() Task {
	u := Task{Ref: d.ref(), View: pick(d, Views()), Q: d.text(), States: d.states(task.SubtaskStates()),
		Rest: pick(d, rests()), Sort: pick(d, sorts()), Align: pick(d, aligns()), Lane: pick(d, Lanes()),
		Fold: pick(d, Folds()), Gaps: pick(d, gapsWays()), Usual: pick(d, Usuals()), Times: pick(d, timesWays()), Zone: d.zone(),
		Dir: pick(d, Directions()), Draw: pick(d, draws()), Heat: pick(d, Heats()), Chains: pick(d, chainsWays()), Links: pick(d, linksWays())}
	if d.IntN(2) == 0 {
		u.Focus = task.SubtaskID(pick(d, []int64{1, -30, 1<<63 - 1}))
	}
	u = u.Reach(d.IntN(5), pick(d, []int{0, 2, 7, maxHops}))
	for _, trait := range Traits() {
		if d.IntN(4) == 0 {
			u.Traits = append(u.Traits, trait)
		}
	}
	for range d.IntN(4) {
		u = u.Turn(task.SubtaskID(pick(d, []int64{1, -1, -30, 13000335, 1<<63 - 1})))
	}
	if len(u.Toggled) == 0 {
		u.Toggled = nil
	}
	if d.IntN(2) == 0 {
		u.Subtask = task.SubtaskID(pick(d, []int64{1, -1, -30, 13000335, 1<<63 - 1}))
	}
	if d.IntN(2) == 0 {
		u.From = task.Some(d.Int64N(1000))
	}
	if d.IntN(2) == 0 {
		u.To = task.Some(1000 + d.Int64N(maxMS-1000))
	}
	return u
}

func (d dice) worth() Worth {
	return Worth{MS: pick(d, []int64{0, 1, DefaultOverMS, maxMS}), Percent: pick(d, []int64{0, DefaultOverPercent, maxPercent}), All: d.IntN(2) == 0}
}

func (d dice) compare() Compare {
	c := Compare{Base: d.ref(), Head: d.ref(), Sort: pick(d, deltaSorts()), Q: d.text(), Zone: d.zone(), Worth: d.worth(), Gaps: pick(d, gapsWays())}
	if d.IntN(2) == 0 {
		c.Subtask, c.Align = 13000335, -30
	}
	return c.Drawn(d.task())
}

func (d dice) runs() Runs {
	u := Runs{Sort: pick(d, runsSorts()), Q: d.text(), Worth: d.worth(), Gaps: pick(d, gapsWays()), Zone: d.zone()}
	for range 2 + d.IntN(MaxRuns-1) {
		u.Refs = append(u.Refs, d.ref())
	}
	u.Base = 1 + d.IntN(len(u.Refs))
	return u
}

func (d dice) moment(years []string) Moment {
	s := pick(d, years) + pick(d, []string{"", "T15:04", "T15:04:05", "T15:04:05Z", "T15:04:05+08:00", "T15:04:05.25-07:00"})
	r := reader{query: url.Values{"from": {s}}}
	return r.moment("from")
}

func (d dice) history() History {
	u := History{Q: d.text(), Name: d.text(), Cluster: d.text(), Tenant: d.text(), Creator: d.text(),
		Executor: d.text(),
		Source:   pick(d, []string{"", "prod"}), States: d.states(task.TaskStates()), All: d.IntN(2) == 0,
		Pinned: d.IntN(3) == 0, Noted: d.IntN(3) == 0}
	if d.IntN(2) == 0 {
		u.From = d.moment([]string{"2021-08-25", "1999-12-31"})
	}
	if d.IntN(2) == 0 {
		u.To = d.moment([]string{"2024-02-29", "2031-01-01"})
	}
	switch d.IntN(3) {
	case 0:
		u.After = d.text()
	case 1:
		u.Before = d.text()
	}
	return u
}

// TestRoundTrip: parsing what String made gives the same struct.
func TestRoundTrip(t *testing.T) {
	d := newDice(1)
	for range 3000 {
		u := d.task()
		if got, err := reopenTask(t, u); err != nil || !reflect.DeepEqual(got, u) {
			t.Fatalf("ParseTask(%q) = %+v, %v; want %+v", u, got, err, u)
		}
		c := d.compare()
		if got, err := reopenCompare(t, c); err != nil || !reflect.DeepEqual(got, c) {
			t.Fatalf("ParseCompare(%q) = %+v, %v; want %+v", c, got, err, c)
		}
		s := d.runs()
		if got, err := reopenRuns(t, s); err != nil || !reflect.DeepEqual(got, s) {
			t.Fatalf("ParseRuns(%q) = %+v, %v; want %+v", s, got, err, s)
		}
		h := d.history()
		if got, err := reopenHistory(t, h); err != nil || !reflect.DeepEqual(got, h) {
			t.Fatalf("ParseHistory(%q) = %+v, %v; want %+v", h, got, err, h)
		}
	}
}

// TestEveryFieldIsInTheURL changes each field in turn, found by reflection: a
// field that String forgets is a page that cannot be shared.
func TestEveryFieldIsInTheURL(t *testing.T) {
	full := Task{Ref: task.Ref{Source: "a", Task: 1, Snapshot: 2}, View: Raw, Subtask: 3, From: task.Some[int64](4), To: task.Some[int64](5),
		Q: "q", States: []task.State{task.Failed}, Traits: []Trait{TraitSlow}, Rest: RestDimmed, Sort: ByName, Align: AlignLeft,
		Lane: LaneStage, Fold: FoldAll, Toggled: []task.SubtaskID{8}, Gaps: GapsOpen, Usual: UsualAll, Times: Relative, Zone: ZoneUTC,
		Dir: TopToBottom, Draw: DrawAll, Focus: 6, Up: task.Some(0), Down: task.Some(7), Heat: HeatWait, Chains: ChainsFolded, Links: LinksDimmed}
	cmp := Compare{Base: full.Ref, Head: task.Ref{Task: 9}, Sort: ByRunDelta, Q: "q", Zone: ZoneUTC, Subtask: 4, Align: 5, Gaps: GapsOpen,
		Worth: Worth{MS: 5, Percent: 6, All: true}, Graph: full}
	runs := Runs{Refs: []task.Ref{{Task: 1}, {Task: 2}, {Task: 3}}, Base: 2, Sort: ByMax, Q: "q", Worth: cmp.Worth, Gaps: GapsOpen, Zone: ZoneUTC}
	m := Moment{Text: "2024-03-01", MS: task.Some[int64](1709251200000)}
	list := History{Q: "q", Name: "n", Cluster: "c", Tenant: "t", Creator: "x", Executor: "e", Source: "s", States: full.States,
		From: m, To: m, All: true, Pinned: true, Noted: true, After: "a", Before: "b"}
	forget(t, &full, func() string { return full.String() })
	forget(t, &cmp, func() string { return cmp.String() })
	forget(t, &runs, func() string { return runs.String() })
	forget(t, &list, func() string { return list.String() })
}

func forget(t *testing.T, page any, link func() string) {
	t.Helper()
	v, whole := reflect.ValueOf(page).Elem(), link()
	for i := range v.NumField() {
		name, old := v.Type().Field(i).Name, reflect.New(v.Field(i).Type()).Elem()
		if v.Field(i).IsZero() {
			t.Errorf("%T.%s is not set: the test must know it", page, name)
		}
		old.Set(v.Field(i))
		v.Field(i).SetZero()
		if link() == whole {
			t.Errorf("%T.%s is not in the URL %s", page, name, whole)
		}
		v.Field(i).Set(old)
	}
}

// TestDefaultsAreLeftOut: the plain page has the plain URL, and that URL is it.
func TestDefaultsAreLeftOut(t *testing.T) {
	ref := task.Ref{Source: "prod", Task: 35000312, Snapshot: 3}
	u := ToTask(ref)
	if got := u.String(); got != "/tasks/prod:35000312@3" || u.Query() != "?" {
		t.Errorf("ToTask(%v) = %q, query %q", ref, got, u.Query())
	}
	if got, err := reopenTask(t, u); err != nil || !reflect.DeepEqual(got, u) {
		t.Errorf("ParseTask(%q) = %+v, %v; want %+v", u, got, err, u)
	}
	c := ToCompare(ref, ref.Newest())
	if got := c.String(); got != "/compare/prod:35000312@3...prod:35000312" || c.Query() != "?" {
		t.Errorf("ToCompare = %q, query %q", got, c.Query())
	}
	if got, err := reopenCompare(t, c); err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("ParseCompare(%q) = %+v, %v; want %+v", c, got, err, c)
	}
	s, err := ParseRuns("prod:35000312@3...prod:35000312...7", nil)
	if got := s.String(); err != nil || got != "/compare/prod:35000312@3...prod:35000312...7" || s.Query() != "?" {
		t.Errorf("plain runs = %q, query %q, %v", got, s.Query(), err)
	}
	if got := (History{}).String(); got != "/history" {
		t.Errorf("History{} = %q", got)
	}
	if got, err := ParseHistory(nil); err != nil || !reflect.DeepEqual(got, History{}) {
		t.Errorf("ParseHistory(nil) = %+v, %v; want nothing", got, err)
	}
	// A form sends its empty fields too.
	empty := url.Values{}
	for _, name := range []string{"view", "subtask", "from", "to", "q", "state", "sort", "tz",
		"is", "rest", "align", "lane", "fold", "toggle", "gaps", "usual", "time", "dir", "draw", "focus", "up", "down", "heat", "chains", "links"} {
		empty.Set(name, "")
	}
	if got, err := ParseTask(ref.String(), empty); err != nil || !reflect.DeepEqual(got, u) {
		t.Errorf("ParseTask with empty parameters = %+v, %v; want %+v", got, err, u)
	}
}

// TestURLsAreReadable: what people see in the address bar.
func TestURLsAreReadable(t *testing.T) {
	u := ToTask(task.Ref{Task: 7}).Show(Timeline).Select(-2).Turn(12).Turn(5)
	u.From, u.To = task.Some[int64](0), task.Some[int64](1500)
	u.Q, u.States, u.Sort, u.Zone = "Install rpm, 安装", []task.State{task.Failed, task.Running}, "-wait", "Asia/Shanghai"
	u = u.ToggleTrait(TraitCritical).ToggleTrait(TraitSlow)
	want := "/tasks/7?view=timeline&subtask=-2&from=0&to=1500&q=Install+rpm,+%E5%AE%89%E8%A3%85&state=failed,running&is=slow,critical&sort=-wait&toggle=5,12&tz=Asia%2FShanghai"
	if got := u.String(); got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	if got := u.Path() + u.Query(); got != want {
		t.Errorf("Path + Query = %q, want %q", got, want)
	}
}

// checkBad holds what every refusal owes: the parameter's name, what would have
// been understood, and no more of the value than a page can show.
func checkBad(t *testing.T, err error) {
	t.Helper()
	var bad *BadParam
	if !errors.As(err, &bad) {
		t.Fatalf("error %v is no *BadParam", err)
	}
	if bad.Name == "" || bad.Want.Kind == "" {
		t.Errorf("%+v does not say what is wrong", bad)
	}
	if len(bad.Value) > maxShown+len("…") || !utf8.ValidString(bad.Value) {
		t.Errorf("%s repeats %d bytes, %q", bad.Name, len(bad.Value), bad.Value)
	}
}

func TestUnknownParametersAreIgnored(t *testing.T) {
	query := url.Values{"utm_source": {"chat"}, "VIEW": {"nonsense"}, "view": {"graph"}, "": {"x"}, "lang": {"zh"}}
	got, err := ParseTask("7", query)
	if want := ToTask(task.Ref{Task: 7}).Show(Graph); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("ParseTask = %+v, %v; want %+v", got, err, want)
	}
	if got := got.String(); got != "/tasks/7?view=graph" {
		t.Errorf("String() = %q: a parameter that is not ours came back", got)
	}
	if _, err := ParseCompare("1...2", query); err != nil {
		t.Errorf("ParseCompare: %v", err)
	}
	if _, err := ParseHistory(query); err != nil {
		t.Errorf("ParseHistory: %v", err)
	}
}

func TestStatesAsCheckBoxes(t *testing.T) {
	got, err := ParseTask("7", url.Values{"state": {"", "running", "failed,running"}})
	if want := []task.State{task.Failed, task.Running}; err != nil || !slices.Equal(got.States, want) {
		t.Errorf("repeated state = %v, %v; want %v", got.States, err, want)
	}
}

// TestParams: a form with these fields leads to the same page as the link.
func TestParams(t *testing.T) {
	d := newDice(11)
	for range 500 {
		u, query := d.task(), url.Values{}
		for _, p := range u.Params() {
			query.Add(p.Name, p.Value)
		}
		if got, err := ParseTask(u.Ref.String(), query); err != nil || !reflect.DeepEqual(got, u) {
			t.Fatalf("Params of %q lead to %+v, %v; want %+v", u, got, err, u)
		}
	}
}
