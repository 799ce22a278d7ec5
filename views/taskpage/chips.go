package taskpage

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/filter"
)

// Chips are the filters: the search box, one chip per state that occurs, worst
// first, and one per trait; and the ways through what they find.
type Chips struct {
	All    Chip // on while no filter is
	States []Chip
	Quick  []Pill
	Q      string
	Keep   []Hidden // what the search form must carry along
	Action string   // path that the search form leads to

	// Of a filter: Filtered says that there is one.
	Filtered bool
	Hits     int
	Rest     int    // those that are not hits
	Dimmed   bool   // the rest is dimmed, not hidden
	RestURL  string // does the other with the rest
	Clear    string // URL without any filter
	Asked    []Pill // the traits that are asked for, to be explained
	Walk     *Walk  // through the hits; nil when there are none
	Failures *Walk  // through all that went wrong, filter or not; nil when nothing did
}

// Chip is a state, how many subtasks are in it, and the URL that turns it on
// or off.
type Chip struct {
	State task.State
	Count int
	URL   string
	On    bool
}

// Pill is a trait as a Chip is a state; Hint says what it means.
type Pill struct {
	Trait      permalink.Trait
	Word, Hint string
	Count      int
	URL        string
	On         bool
}

// Hidden is a parameter that a form carries along.
type Hidden struct{ Name, Value string }

func (b *pageOf) chips() Chips {
	counts := map[task.State]int{}
	for _, s := range b.Analysis.States {
		counts[s]++
	}
	c := Chips{
		All: Chip{Count: len(b.task.Subtasks), URL: b.URL.Unfiltered().Query(), On: !b.URL.Filtered()},
		Q:   b.URL.Q, Action: b.URL.Path(), Keep: keep(b.URL), Quick: b.quick(),
		// Hidden ones, too: who looks for the next failure must not miss it.
		Failures: b.walk(b.order, func(i int) bool { return b.Analysis.States[i].Bad() }),
	}
	for _, s := range task.SubtaskStates() {
		on := slices.Contains(b.URL.States, s)
		if counts[s] > 0 || on {
			c.States = append(c.States, Chip{State: s, Count: counts[s], URL: b.URL.Toggle(s).Query(), On: on})
		}
	}
	if !b.URL.Filtered() {
		return c
	}
	for _, p := range c.Quick {
		if p.On {
			c.Asked = append(c.Asked, p)
		}
	}
	c.Filtered, c.Hits, c.Rest = true, len(b.hits), len(b.task.Subtasks)-len(b.hits)
	c.Walk, c.Clear = b.walk(b.rows, func(i int) bool { return !b.dim(i) }), b.URL.Unfiltered().Query()
	c.Dimmed = b.URL.Rest == permalink.RestDimmed
	c.RestURL = b.withRest(permalink.RestDimmed).Query()
	if c.Dimmed {
		c.RestURL = b.withRest(permalink.RestHidden).Query()
	}
	return c
}

// quick are the traits that some subtask has: one that would find nothing only
// asks to be read.
func (b *pageOf) quick() []Pill {
	var pills []Pill
	for _, t := range permalink.Traits() {
		p := Pill{
			Trait: t, Word: b.text.T("trait." + string(t)), Hint: b.text.T("trait_hint." + string(t)),
			URL: b.URL.ToggleTrait(t).Query(), On: slices.Contains(b.URL.Traits, t),
		}
		for _, has := range b.traits {
			if has.Has(filter.Flag(t)) {
				p.Count++
			}
		}
		if p.Count > 0 || p.On {
			pills = append(pills, p)
		}
	}
	return pills
}

func (b *pageOf) withRest(r permalink.Rest) permalink.Task { u := b.URL; u.Rest = r; return u }

// keep are the parameters beside the search text.
func keep(u permalink.Task) []Hidden {
	u.Q = ""
	var hidden []Hidden
	for _, p := range u.Params() {
		hidden = append(hidden, Hidden(p))
	}
	return hidden
}
