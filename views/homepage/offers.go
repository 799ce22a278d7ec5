package homepage

import (
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// Group is offers of one kind.
type Group struct {
	Title  string
	Intro  string
	Open   bool // shown unfolded: the rest is long or for the curious
	Count  string
	Offers []Item
}

// Item is a task to open.
type Item struct {
	ID      string
	Name    string
	Shows   string // what there is to see
	URL     string
	Compare string // URL of the comparison with the run before; "" for none
}

// groupOf sorts a scenario into one of groupKeys. Scenarios that nobody told
// this page of are still offered.
func groupOf(scenario string) string {
	switch {
	case strings.HasPrefix(scenario, "fault-"):
		return "faults"
	case strings.HasPrefix(scenario, "odd-"):
		return "odd"
	case strings.HasPrefix(scenario, "type-"):
		return "types"
	case strings.HasPrefix(scenario, "history-"):
		return "daily"
	case strings.HasPrefix(scenario, "running"):
		return "running"
	}
	if _, _, ok := side(scenario); ok {
		return "pairs"
	}
	switch scenario {
	case "cancelling", "rolling-back", "retrying", "stuck", "backlog", "not-yet":
		return "running"
	case "failed-split", "cancelled", "timed-out", "rolled-back", "rollback-failed", "rollback-skipped", "aborted", "warning":
		return "failed"
	}
	return "healthy"
}

// groupKeys are the groups in their order; the words are demo_group.<key>.
func groupKeys() []string {
	return []string{"running", "failed", "healthy", "pairs", "daily", "odd", "faults", "types"}
}

func unfolded(key string) bool {
	return key == "running" || key == "failed" || key == "healthy" || key == "pairs"
}

// side says that a scenario is one of a pair of runs, <pair>-base or <pair>-head.
func side(scenario string) (pair string, head, ok bool) {
	if pair, ok = strings.CutSuffix(scenario, "-base"); ok {
		return pair, false, true
	}
	pair, ok = strings.CutSuffix(scenario, "-head")
	return pair, true, ok
}

// wordsOf is the key of the words of a scenario. All types of tasks have the
// same, and so have the daily runs that nothing happened in.
func wordsOf(scenario string) string {
	switch {
	case strings.HasPrefix(scenario, "type-"):
		return "demo.type"
	case scenario == "history-7", scenario == "history-8":
	case strings.HasPrefix(scenario, "history-"):
		return "demo.history"
	}
	return "demo." + scenario
}

func groups(t text.Printer, offers []Offer) []Group {
	bases := map[string]task.ID{}
	for _, o := range offers {
		if pair, head, ok := side(o.Scenario); ok && !head {
			bases[pair] = o.ID
		}
	}
	by := map[string][]Item{}
	for _, o := range offers {
		key := groupOf(o.Scenario)
		by[key] = append(by[key], newItem(t, o, bases))
	}
	var all []Group
	for _, key := range groupKeys() {
		if len(by[key]) > 0 {
			all = append(all, Group{Title: t.T("demo_group." + key), Intro: t.T("demo_intro." + key),
				Open: unfolded(key), Count: t.Count(len(by[key])), Offers: by[key]})
		}
	}
	return all
}

func newItem(t text.Printer, o Offer, bases map[string]task.ID) Item {
	ref := task.Ref{Task: o.ID}
	i := Item{ID: o.ID.String(), Name: o.Name, Shows: t.T(wordsOf(o.Scenario)), URL: permalink.ToTask(ref).String()}
	if pair, head, ok := side(o.Scenario); ok && head && bases[pair] != 0 {
		i.Compare = permalink.ToCompare(task.Ref{Task: bases[pair]}, ref).String()
	}
	return i
}
