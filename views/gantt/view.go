package gantt

import (
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// View is the timeline as its templates print it.
type View struct {
	Text    text.Printer
	In      string // the page's view that it is in
	Task    string // what it is of, for the sheets of paper
	Caption string
	Hidden  string // how many subtasks the filters hide
	Cut     Cut    // whether only a part of the rows is drawn
	Excerpt string // which one; "" for all
	All     Link   // leads to all rows
	Why     string // why there are no times
	Empty   string // why there are no rows
	Path    string // the critical path as the sum it is, or why there is none
	Bar     Toolbar
	Legend  []Sign
	Hatched map[string]bool // by state: whether a bar may have its hatch

	From, To, Min, Max, Start int64 // UTC ms; From and To are the drawn domain
	Left, Lanes               bool
	Usual                     bool // marks of what is usual are drawn
	Many                      bool // not all rows are laid out at once
	Relative                  bool
	Breaks                    string // JSON of the folded gaps
	Offset, ZoneName          string // what a script needs to write times

	Axis    Axis
	Map     *Map
	Range   *Range
	Over    Over
	Parts   []Part
	Without []Link  // subtasks that have no place in a lane
	Waiting []Link  // those of them that are held or queued now
	Apart   []Apart // both lists in few words
	Waits   string  // how many of these there are, by state
}

// Only says which parts of a timeline to make; the zero value is all of it.
type Only struct{ Axis, Map, Range, Over bool }

// drawing is what every part needs to be made.
type drawing struct {
	in            *Input
	plan          *plan
	words         *words
	check         timeline.PathCheck
	hops          map[int]int   // index into check.Parts, by subtask
	selected      int           // the selected subtask's index, -1 for none
	before, after string        // of a subtask's URL, around its id
	used          map[Kind]bool // kinds of marks that are drawn
}

// New makes the model of a timeline, or of those parts of it alone.
func New(in Input, only Only) *View {
	v := &drawing{in: &in, plan: newPlan(&in), check: in.Analysis.PathCheck(), selected: -1, used: map[Kind]bool{}}
	v.words = newWords(&in, v.plan)
	v.findLinks()
	v.hops = make(map[int]int, len(v.check.Parts))
	for k := range v.check.Parts {
		v.hops[v.check.Parts[k].Subtask] = k
	}
	for i := len(in.Task.Subtasks) - 1; i >= 0 && in.URL.Subtask != 0; i-- { // of equal ids the first
		if in.Task.Subtasks[i].ID == in.URL.Subtask {
			v.selected = i
		}
	}
	view := &View{Text: in.Text, In: "in-" + string(in.URL.View)}
	all := only == Only{}
	if all || only.Axis {
		view.Axis = v.axis()
	}
	if all || only.Map {
		view.Map = v.minimap()
	}
	if all || only.Range {
		view.Range = v.ranged()
	}
	if all || only.Over {
		view.Over = v.over()
	}
	if all {
		v.whole(view)
	}
	return view
}

// whole fills in what only the whole timeline has.
func (v *drawing) whole(view *View) {
	in, t, p := v.in, v.in.Text, v.plan
	if !in.Analysis.OK {
		view.Why = t.T("task.no_timeline")
	}
	view.Task = in.Task.Name + " " + in.Task.ID.String()
	view.Caption = t.N("timeline.caption", len(in.Rows))
	if hidden := len(in.Task.Subtasks) - len(in.Rows); hidden > 0 {
		view.Hidden = t.N("chips.hidden", hidden)
	}
	if view.Cut = p.Cut; p.Cut != CutNot {
		view.Excerpt = t.T("tl.excerpt", "First", t.Count(p.First+1), "Last", t.Count(p.Last), "Of", t.Count(p.Of))
		view.All = Link{Text: t.T("tl.excerpt_all", "Of", t.Count(p.Of)), URL: in.URL.Show(permalink.Timeline).Query()}
	}
	if len(in.Rows) == 0 {
		view.Empty = t.T("timeline.empty")
		if len(in.Task.Subtasks) == 0 {
			view.Empty = t.T("timeline.none")
		}
	}
	view.Path = v.sum()
	view.From, view.To, view.Min, view.Max, view.Start = p.Scale.From(), p.Scale.To(), p.Min, p.Max, in.Analysis.Start
	view.Left, view.Lanes, view.Relative = p.Left, p.Lanes != nil, in.URL.Times == permalink.Relative
	v.times(view)
	view.Bar = v.toolbar()
	view.Parts = v.parts()
	view.Many = chart.ManyParts(len(in.Rows))
	v.used[KindNear] = len(view.Over.Lines) > 0
	v.used[KindBreak], v.used[KindNow] = len(view.Axis.Breaks) > 0, in.Analysis.Running && !p.Left
	view.Usual = v.used[KindUsual]
	view.Legend, view.Hatched = v.legend(), v.hatched()
	v.without(view)
}

// sum is the critical path as the sum it is.
func (v *drawing) sum() string {
	c, t := &v.check, v.in.Text
	if c.Problem != "" {
		return t.T("path_problem." + string(c.Problem))
	}
	words := t.N("tl.path", len(c.Parts), "Waits", t.Exact(c.WaitMS), "Runs", t.Exact(c.RunMS), "Tail", t.Exact(c.TailMS), "Sum", t.Exact(c.SumMS()))
	switch {
	case !c.Holds(): // never; but the page prints what is, not what should be
		words += t.T("tl.path_off", "Makespan", t.Exact(c.MakespanMS))
	case c.Running:
		words += t.T("tl.path_so_far")
	default:
		words += t.T("tl.path_holds")
	}
	if c.Mixed {
		words += t.T("tl.path_mixed")
	}
	if by := v.in.Analysis.SkewMS(); by > 0 {
		words += t.T("tl.path_skew", "By", t.Exact(by))
	}
	return words
}
