package permalink

import (
	"net/url"

	"taskscope/internal/task"
)

// View is which part of the task page is shown.
type View string

// The views, the default first.
const (
	Overview View = "overview"
	Timeline View = "timeline"
	Graph    View = "graph"
	Subtasks View = "subtasks"
	Changes  View = "changes" // what consecutive snapshots differ in
	Raw      View = "raw"
)

// Views are all views in the order of their tabs.
func Views() []View { return []View{Overview, Timeline, Graph, Subtasks, Changes, Raw} }

// Sort is the order of the rows. A leading hyphen turns it round.
type Sort string

// The orders, the default first: topological.
const (
	ByOrder    Sort = "order"
	ByStart    Sort = "start"
	ByDuration Sort = "duration"
	ByWait     Sort = "wait"
	BySlack    Sort = "slack"
	ByName     Sort = "name"
	ByState    Sort = "state"
	ByID       Sort = "id"
)

func sorts() []Sort {
	return bothWays(ByOrder, ByStart, ByDuration, ByWait, BySlack, ByName, ByState, ByID)
}

// Key is the order without its direction; desc says that it is turned round.
func (s Sort) Key() (key Sort, desc bool) { return keyOf(s) }

// Task is the URL of a task page: /tasks/{ref}?view=…
type Task struct {
	Ref      task.Ref
	View     View
	Subtask  task.SubtaskID  // the selected one; 0 is none
	From, To task.Opt[int64] // visible range of the timeline, ms from the task's start
	Q        string          // search text
	States   []task.State    // only these; empty is all. Sorted, without repeats
	Traits   []Trait         // only those with one of these; empty is all. In the order of Traits()
	Rest     Rest            // what becomes of the subtasks that the filters do not let through
	Sort     Sort
	Align    Align
	Lane     Lane
	Fold     Fold
	// Toggled are split stages, each named by one of its copies, of which the
	// opposite of Fold holds. Sorted, without repeats.
	Toggled []task.SubtaskID
	Gaps    Gaps
	Usual   Usual
	Times   Times
	Zone    Zone

	// The graph.
	Dir      Direction
	Draw     Draw
	Focus    task.SubtaskID // what is near it is drawn, nothing else; 0 is no focus
	Up, Down task.Opt[int]  // how far the focus sees, see Hops; never DefaultHops
	Heat     Heat
	Chains   Chains
	Links    Links
}

// ToTask is the plain page of a task.
func ToTask(ref task.Ref) Task {
	return Task{
		Ref: ref, View: Overview, Rest: RestHidden, Sort: ByOrder, Align: AlignTime, Lane: LaneNone,
		Fold: FoldAuto, Gaps: GapsAuto, Usual: UsualSlower, Times: Absolute, Zone: ZoneOCP,
		Dir: LeftToRight, Draw: DrawAuto, Heat: HeatNone, Chains: ChainsOpen, Links: LinksAll,
	}
}

// ParseTask reads the {ref} of the path and the query.
func ParseTask(ref string, query url.Values) (Task, error) {
	parsed, err := task.ParseRef(ref)
	if err != nil {
		return Task{}, bad("ref", ref, Form(refForm))
	}
	r := reader{query: query}
	u := Task{
		Ref:     parsed,
		View:    choice(&r, "view", Views()),
		Subtask: r.subtask("subtask"),
		From:    r.ms("from"),
		To:      r.ms("to"),
		Q:       r.text("q"),
		States:  r.states("state", task.SubtaskStates()),
		Traits:  r.traits("is"),
		Rest:    choice(&r, "rest", rests()),
		Sort:    choice(&r, "sort", sorts()),
		Align:   choice(&r, "align", aligns()),
		Lane:    choice(&r, "lane", Lanes()),
		Gaps:    choice(&r, "gaps", gapsWays()),
		Usual:   choice(&r, "usual", Usuals()),
		Times:   choice(&r, "time", timesWays()),
		Zone:    r.zone("tz"),
	}
	r.graph(&u)
	if u.From.OK && u.To.OK && u.From.V >= u.To.V {
		r.fail("to", query.Get("to"), Want{Kind: WantLater, Words: []string{"from"}})
	}
	return u, r.err
}

// Path is the URL's path.
func (u Task) Path() string { return "/tasks/" + u.Ref.String() }

// Query is the URL without its path, for links within the page: it starts
// with "?", which alone means the page with every default.
func (u Task) Query() string { return within(u.query()) }

// String is the whole URL.
func (u Task) String() string { return u.Path() + u.query() }

func (u Task) query() string { return writer(u.Params()).String() }

// Params are the URL's parameters, for a form that leads to it.
func (u Task) Params() []Param {
	var w writer
	word(&w, "view", u.View, Views())
	w.subtask("subtask", u.Subtask)
	w.ms("from", u.From)
	w.ms("to", u.To)
	w.put("q", u.Q)
	w.states("state", u.States)
	w.traits("is", u.Traits)
	word(&w, "rest", u.Rest, rests())
	word(&w, "sort", u.Sort, sorts())
	word(&w, "align", u.Align, aligns())
	word(&w, "lane", u.Lane, Lanes())
	w.graph(u)
	word(&w, "gaps", u.Gaps, gapsWays())
	word(&w, "usual", u.Usual, Usuals())
	word(&w, "time", u.Times, timesWays())
	w.zone("tz", u.Zone)
	return w
}

// Select is the same page with subtask id selected; 0 closes the panel.
func (u Task) Select(id task.SubtaskID) Task { u.Subtask = id; return u }

// Show is the same page in another view.
func (u Task) Show(v View) Task { u.View = v; return u }

// SortBy is the same page in another order; asking for the present one turns
// it round.
func (u Task) SortBy(s Sort) Task {
	u.Sort = turned(u.Sort, s)
	return u
}

// Pinned is the same page of exactly snapshot n: what is sent is what was seen.
func (u Task) Pinned(n int) Task { u.Ref.Snapshot = n; return u }

// In is the same page with times in another zone.
func (u Task) In(z Zone) Task { u.Zone = z; return u }

// Fit is the same page with the whole task in view.
func (u Task) Fit() Task { u.From, u.To = task.Opt[int64]{}, task.Opt[int64]{}; return u }

// Turn is the same page with one split stage, named by its first copy, folded
// where it was open and open where it was folded.
func (u Task) Turn(id task.SubtaskID) Task {
	u.Toggled = toggled(u.Toggled, id)
	return u
}

// FoldAll is the same page with every split stage folded, or open.
func (u Task) FoldAll(f Fold) Task { u.Fold, u.Toggled = f, nil; return u }

// RawJSON is the body exactly as received.
func RawJSON(ref task.Ref) string { return "/tasks/" + ref.String() + "/raw.json" }

// AnalysisJSON is the task's figures for scripts.
func AnalysisJSON(ref task.Ref) string { return "/tasks/" + ref.String() + "/analysis.json" }

// GraphJSON is the layout of the graph for scripts.
func GraphJSON(ref task.Ref) string { return "/tasks/" + ref.String() + "/graph.json" }
