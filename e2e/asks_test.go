package e2e

import (
	"fmt"
	"strings"
	"testing"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// TestWhatALinkAsksFor is the table of asks.js, done to the query in force.
func TestWhatALinkAsksFor(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	for _, test := range []struct{ name, drawn, href, now, sets, want string }{
		{"nothing has changed", "?view=graph", "?view=graph&is=slow", "?view=graph", "", "?view=graph&is=slow"},
		{"sets beside another", "", "?sort=name", "?is=slow", "", "?is=slow&sort=name"},
		{"replaces", "?sort=name", "?sort=-name", "?sort=name&q=a+b", "", "?q=a+b&sort=-name"},
		{"takes away", "?q=rpm&sort=name", "?sort=name", "?q=rpm&sort=wait", "", "?sort=wait"},
		{"adds to a list", "?is=failed", "?is=failed,slow", "?is=failed,retried", "", "?is=failed,slow,retried"},
		{"adds where the server would", "", "?is=failed,slow", "?is=slow", "", "?is=failed,slow"},
		{"adds the first of a list", "?view=graph", "?view=graph&state=failed", "?view=graph&state=running", "", "?view=graph&state=failed,running"},
		{"takes out of a list", "?state=failed,running", "?state=running", "?state=failed,running,queued", "", "?state=running,queued"},
		{"takes the last out of a list", "?toggle=7", "?", "?toggle=7", "", ""},
		{"does the same again", "", "?toggle=7", "?toggle=7", "", "?toggle=7"},
		{"takes out what is out already", "?toggle=7", "?", "?toggle=9", "", "?toggle=9"},
		{"another order is no change", "?is=slow,failed", "?is=failed,slow&sort=name", "?is=slow,failed", "", "?is=failed,slow&sort=name"},
		{"a repeated list is a list", "?state=failed&state=running", "?state=running", "?state=failed&state=running", "", "?state=running"},
		{"the present way leads back", "", "?", "?view=graph", "view", ""},
		{"the say over more than differed", "?q=a", "?", "?q=a&is=slow", "q state is", ""},
		{"and over nothing else", "?q=a&sort=name", "?sort=name", "?q=a&sort=wait", "q state is", "?sort=wait"},
		{"of a list, too", "", "?fold=none", "?toggle=9", "", "?fold=none"},
		{"a group beside another fold", "", "?toggle=7", "?fold=none", "", "?fold=none"},
		{"a group beside the same fold", "?fold=all", "?fold=all&toggle=7", "?fold=all&toggle=9", "", "?fold=all&toggle=7,9"},
		{"hops beside another focus", "?focus=1", "?focus=1&up=3", "?focus=2", "", "?focus=2"},
		{"another focus has its own hops", "?focus=1", "?focus=2", "?focus=1&up=4", "", "?focus=2"},
		{"selects", "?subtask=1", "?subtask=2", "?subtask=3&from=5", "subtask", "?subtask=2&from=5"},
		{"selects what was selected then", "?subtask=1", "?subtask=1", "?subtask=3", "subtask", "?subtask=1"},
		{"what nobody knows stays", "?x=1", "?x=1&sort=name", "?x=1", "", "?sort=name&x=1"},
	} {
		got := inModule(p, "asks.js", `async (m, [drawn, href, now, sets]) => {
			const { changed } = await import("/modules/address.js");
			return new URL(changed(new URL(now || "?", location.href).href, m.asks(drawn, href, now, sets))).search;
		}`, []any{test.drawn, test.href, test.now, strings.Fields(test.sets)})
		if got != test.want {
			t.Errorf("%s: %q, written for %q, makes %q of %q, want %q", test.name, test.href, test.drawn, got, test.now, test.want)
		}
	}
}

// TestScriptsWriteAddressesAsTheServerDoes: the same parameters, in the same order,
// and so the words of lists.
func TestScriptsWriteAddressesAsTheServerDoes(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	ref, err := task.ParseRef(sample)
	p.Must(err)
	u := permalink.ToTask(ref)
	full := permalink.Task{
		Ref: ref, View: permalink.Graph, Subtask: 5, From: task.Some[int64](1), To: task.Some[int64](9), Q: "a b",
		States: []task.State{task.Failed}, Traits: []permalink.Trait{permalink.TraitSlow}, Rest: permalink.RestDimmed,
		Sort: permalink.ByName, Align: permalink.AlignLeft, Lane: permalink.LaneStage, Fold: permalink.FoldAll,
		Toggled: []task.SubtaskID{7, 8}, Gaps: permalink.GapsOpen, Usual: permalink.UsualAll, Times: permalink.Relative,
		Zone: permalink.ZoneUTC, Dir: permalink.TopToBottom, Draw: permalink.DrawAll, Focus: 3, Up: task.Some(1), Down: task.Some(4),
		Heat: permalink.HeatRun, Chains: permalink.ChainsFolded, Links: permalink.LinksDimmed,
	}
	full.States, full.Traits, full.Toggled = task.SubtaskStates(), permalink.Traits(), []task.SubtaskID{8, 70, 600, 1 << 60}
	var names []any
	for _, param := range full.Params() {
		names = append(names, param.Name)
	}
	if got := inModule(p, "address.js", `(m) => m.names`, nil); fmt.Sprint(got) != fmt.Sprint(names) {
		t.Errorf("address.js has the parameters %v, permalink %v", got, names)
	}
	// From the last to the first, each put where it belongs.
	const build = `(m, query) => [...new URLSearchParams(query)].reverse().reduce((url, [name, value]) => m.changed(url, { [name]: value.split(",").reverse().join() }), location.href.split("?")[0])`
	if got, want := inModule(p, "address.js", build, full.Query()), Demo(t).URL+u.Path()+full.Query(); got != want {
		t.Errorf("scripts write %v, want %v", got, want)
	}
}
