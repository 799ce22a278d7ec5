package permalink

import (
	"strconv"

	"taskscope/internal/task"
)

// Direction is where time goes in the graph.
type Direction string

// The directions, the default first.
const (
	LeftToRight Direction = "lr"
	TopToBottom Direction = "tb"
)

// Directions are all directions, the default first.
func Directions() []Direction { return []Direction{LeftToRight, TopToBottom} }

// Draw says how much of a large graph is drawn.
type Draw string

// The ways, the default first.
const (
	DrawAuto Draw = "auto" // what matters, where the graph is too large to be read
	DrawAll  Draw = "all"
)

func draws() []Draw { return []Draw{DrawAuto, DrawAll} }

// Heat is what a node's ground tells beside its state.
type Heat string

// The kinds, the default first.
const (
	HeatNone Heat = "none"
	HeatRun  Heat = "run"  // how long it ran
	HeatWait Heat = "wait" // how long it waited, held or queued
)

// Heats are all kinds, the default first.
func Heats() []Heat { return []Heat{HeatNone, HeatRun, HeatWait} }

// Chains says whether long chains, in which each subtask waits for nothing but
// the one before, are drawn as one.
type Chains string

// The ways, the default first.
const (
	ChainsOpen   Chains = "open"
	ChainsFolded Chains = "folded"
)

func chainsWays() []Chains { return []Chains{ChainsOpen, ChainsFolded} }

// Links says how edges are drawn that say nothing new, because the subtask
// waits for the other by another way as well.
type Links string

// The ways, the default first.
const (
	LinksAll    Links = "all" // like any other
	LinksDimmed Links = "dimmed"
)

func linksWays() []Links { return []Links{LinksAll, LinksDimmed} }

// DefaultHops is how far a focus sees, both up and down; maxHops is as far as
// a URL can ask, which is beyond any graph that anybody reads.
const (
	DefaultHops = 2
	maxHops     = 9999
)

// Hops are how far the focus sees: edges up and edges down.
func (u Task) Hops() (up, down int) { return u.Up.Or(DefaultHops), u.Down.Or(DefaultHops) }

// Reach is the same page whose focus sees so far, within what a URL can say.
func (u Task) Reach(up, down int) Task {
	u.Up, u.Down = hops(up), hops(down)
	return u
}

func hops(n int) task.Opt[int] {
	if n = min(max(0, n), maxHops); n == DefaultHops {
		return task.Opt[int]{}
	}
	return task.Some(n)
}

// FocusOn is the same page with nothing in the graph but what is near a
// subtask; 0 ends the focus.
func (u Task) FocusOn(id task.SubtaskID) Task {
	u.Focus, u.Up, u.Down, u.Draw = id, task.Opt[int]{}, task.Opt[int]{}, DrawAuto
	return u
}

// Whole is the same page with the whole graph drawn, each subtask by itself.
func (u Task) Whole() Task {
	u = u.FocusOn(0).FoldAll(FoldNone)
	u.Draw, u.Chains = DrawAll, ChainsOpen
	return u
}

func (r *reader) hops(name string) task.Opt[int] {
	n := r.whole(name, wholeFrom(0, maxHops))
	return hops(int(n.Or(DefaultHops)))
}

func (w *writer) hops(name string, n task.Opt[int]) {
	if n.OK && n.V != DefaultHops {
		w.put(name, strconv.Itoa(n.V))
	}
}

// graph reads what decides how a graph is drawn.
func (r *reader) graph(u *Task) {
	u.Fold, u.Toggled = choice(r, "fold", Folds()), r.subtasks("toggle")
	u.Dir, u.Draw, u.Focus = choice(r, "dir", Directions()), choice(r, "draw", draws()), r.subtask("focus")
	u.Up, u.Down = r.hops("up"), r.hops("down")
	u.Heat, u.Chains, u.Links = choice(r, "heat", Heats()), choice(r, "chains", chainsWays()), choice(r, "links", linksWays())
}

func (w *writer) graph(u Task) {
	word(w, "fold", u.Fold, Folds())
	w.subtasks("toggle", u.Toggled)
	word(w, "dir", u.Dir, Directions())
	word(w, "draw", u.Draw, draws())
	w.subtask("focus", u.Focus)
	w.hops("up", u.Up)
	w.hops("down", u.Down)
	word(w, "heat", u.Heat, Heats())
	word(w, "chains", u.Chains, chainsWays())
	word(w, "links", u.Links, linksWays())
}
