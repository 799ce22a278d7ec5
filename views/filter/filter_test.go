package filter_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/filter"
)

func ids(tk *task.Task, list []int) string {
	var all []string
	for _, i := range list {
		all = append(all, tk.Subtasks[i].ID.String())
	}
	return strings.Join(all, " ")
}

func TestOf(t *testing.T) {
	at := func(ms int64) task.Instant { return task.At(1_700_000_000_000+ms, 8*3600) }
	sub := func(id task.SubtaskID, name string, status task.Status, from, to int64, ups ...task.SubtaskID) task.Subtask {
		return task.Subtask{ID: id, Name: name, Status: status, Operation: task.OpExecute, Executor: "10.0.0.9",
			Started: at(from), Finished: at(to), Upstreams: ups}
	}
	install := sub(3, "Install rpm", task.StatusFailed, 20, 90, 1)
	install.ParallelIdx = task.Some[int64](7)
	tk := &task.Task{ID: 5, Name: "x", Status: task.StatusFailed, Started: at(0), Finished: at(100), Subtasks: []task.Subtask{
		sub(4, "Finish", task.StatusPending, 95, 96, 2, 3), sub(2, "Install rpm", task.StatusSuccessful, 20, 30, 1), install,
		sub(1, "Prepare", task.StatusSuccessful, 0, 15),
	}}
	g, _ := dag.Build(tk)
	a := timeline.Analyze(tk, g, task.Instant{})
	for _, c := range []struct{ query, hits, held string }{ // held where it is not hits
		{"", "1 2 3 4", ""},
		{"sort=-order", "4 3 2 1", ""},
		{"sort=duration", "3 1 2 4", ""},
		{"state=failed", "3", ""},
		{"state=succeeded,failed&sort=-id", "3 2 1", ""},
		{"q=INSTALL", "2 3", ""},
		{"q=rpm+%237", "3", ""},
		{"q=10.0.0.9&state=succeeded", "1 2", ""},
		{"q=nothing", "", ""},
		{"view=graph&from=1&to=2&rest=dimmed", "1 2 3 4", "1"},
		{"from=16&to=94", "1 2 3 4", "2 3"},
		{"from=94&state=failed,succeeded", "1 2 3", " "},
		{"from=500", "1 2 3 4", ""},
		{"state=failed&rest=dimmed", "3", ""},
		{"is=failed", "3", ""},
		{"is=critical", "1 3 4", ""},
		{"is=failed&state=succeeded", "", ""},
		{"is=slow", "", ""},
		{"is=slower", "2", ""},
		{"is=slower,failed&sort=id", "2 3", ""},
	} {
		values, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		u, err := permalink.ParseTask("5", values)
		if err != nil {
			t.Fatal(err)
		}
		set := filter.Of(u, tk, g, a, &baseline.Usual{Slow: []baseline.Slower{{}, {OverMS: 1}}})
		if got := ids(tk, set.Hits); got != c.hits {
			t.Errorf("Of(%q) lets through %q, want %q", c.query, got, c.hits)
		}
		rows := c.hits
		if u.Rest == permalink.RestDimmed {
			rows = ids(tk, set.Order)
		}
		if got := ids(tk, set.Rows); got != rows {
			t.Errorf("Of(%q) has rows for %q, want %q", c.query, got, rows)
		}
		held := c.hits
		if c.held != "" {
			held = strings.TrimSpace(c.held)
		}
		if got := ids(tk, set.Held); got != held || set.Ranged != (c.held != "") {
			t.Errorf("Of(%q) gives files %q, ranged: %v; want %q", c.query, got, set.Ranged, held)
		}
		for i, dimmed := range set.Dimmed {
			if through := slices.Contains(set.Hits, i); through == dimmed {
				t.Errorf("Of(%q): subtask %s is let through: %v, dimmed: %v", c.query, tk.Subtasks[i].ID, through, dimmed)
			}
		}
	}
}

// What other runs took as long for does not stand out in this one.
func TestSlowIsNotWhatIsUsual(t *testing.T) {
	at := func(ms int64) task.Instant { return task.At(1_700_000_000_000+ms, 8*3600) }
	tk := &task.Task{ID: 5, Name: "x", Status: task.StatusSuccessful, Started: at(0), Finished: at(100_000)}
	for n, ms := range []int64{50_000, 1000, 1000, 1000} {
		tk.Subtasks = append(tk.Subtasks, task.Subtask{ID: task.SubtaskID(n + 1), Name: "s", Status: task.StatusSuccessful, Started: at(0), Finished: at(ms)})
	}
	g, _ := dag.Build(tk)
	a := timeline.Analyze(tk, g, task.Instant{})
	u, err := permalink.ParseTask("5", url.Values{"is": {"slow"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		usual baseline.Usual
		want  string
	}{
		{"nothing is known", baseline.Usual{}, "1"},
		{"it is usual", baseline.Usual{Figures: baseline.Figures{{Runs: 9, MedianMS: 49_000, P90MS: 60_000}}}, ""},
		{"it is not", baseline.Usual{Figures: baseline.Figures{{Runs: 9, MedianMS: 1000, P90MS: 2000}}, Slow: []baseline.Slower{{OverMS: 49_000}}}, "1"},
	} {
		if got := ids(tk, filter.Of(u, tk, g, a, &c.usual).Hits); got != c.want {
			t.Errorf("%s: slow are %q, want %q", c.name, got, c.want)
		}
	}
}

// The orders that a URL asks for are those that the timeline knows: one that it
// does not know would be another order without a word.
func TestOrdersOfTheURLAreKnown(t *testing.T) {
	_, err := permalink.ParseTask("1", url.Values{"sort": {"?"}})
	var bad *permalink.BadParam
	if !errors.As(err, &bad) {
		t.Fatalf("sort=? is refused with %v", err)
	}
	known := timeline.Sorts()
	for _, word := range bad.Want.Words {
		key, _ := permalink.Sort(word).Key()
		if !slices.Contains(known, timeline.Sort(key)) {
			t.Errorf("the timeline has no order %q, the URL has", key)
		}
	}
	for _, s := range known {
		if u, err := permalink.ParseTask("1", url.Values{"sort": {string(s)}}); err != nil || u.Sort != permalink.Sort(s) {
			t.Errorf("the URL has no order %q: %v", s, err)
		}
	}
}
