package comparepage

import (
	"cmp"
	"slices"
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/ui"
)

// RowHeight is the height of a row of both runs in px; compare.css has it as
// --row of .compare.
const RowHeight = 30

// The bars within a row, px from its top: base is thin and on top, head is
// thick and below. A line along its outer edge marks what is critical.
const (
	baseTop, baseHeight = 5, 6
	headTop, headHeight = 13, 12
	basePath, headPath  = 1, 26
	waitThin, waitThick = 2, 4
)

const timelineAnchor = "#timeline-title"

// allInTime is up to how many rows the timeline shows every one. Above, it
// shows what differs and the critical paths: nobody scrolls through a
// thousand pairs to find two.
const allInTime = 60

// Timeline is both runs on one axis.
type Timeline struct {
	Axis
	Rows    []TimeRow
	Parts   []TimePart
	Ends    []End // of the tasks
	Caption string
	Hidden  string // how many rows are left out; "" for none
	AllURL  string // the page with them
	Links   []ui.Link
	Notes   []string
	Why     string // why there is no chart
}

// TimePart is some rows in a picture of their own: a browser leaves out those
// that are out of sight. timeline.css knows how high each is.
type TimePart struct {
	Rows   []TimeRow
	Height int // px
	Class  string
}

// End is where a task ended.
type End struct {
	X     chart.Percent
	Class string
}

// TimeRow is a pair of subtasks, or one that only one run has.
type TimeRow struct {
	Name     string
	URL      string
	Label    string // everything, for screen readers and pointers
	Tag      string // "only in base", "only in head"
	Critical string // "C", "C−" in base only, "C+" in head only; "" for neither
	Class    string // of head's state, or of what is missing
	Current  bool
	Delta    string
	DeltaWay string // class of a significant delta
	Y        int    // in its part, px
	Base     *TimeBars
	Head     *TimeBars
}

// TimeBars are one run's wait and run in a row.
type TimeBars struct {
	Wait     *Bar
	Run      Bar
	Path     *Bar // wait and run, where both are on the critical path
	Mixed    bool // of several attempts
	Tiny     bool // too short to be seen: gets a marker of constant size
	From, To int64
}

func (b *pageOf) timeline() Timeline {
	var t Timeline
	if !b.Base.Analysis.OK && !b.Head.Analysis.OK {
		t.Why = b.text.T("compare.no_timeline")
	}
	origins := b.origins(&t)
	t.Axis = NewAxis(b.text, []compare.Lined{{Analysis: b.Base.Analysis, Origin: origins[0]}, {Analysis: b.Head.Analysis, Origin: origins[1]}}, b.URL.Gaps)
	for k, class := range []string{"done is-base", "done is-head"} {
		if a := t.lined[k].Analysis; a.OK {
			t.Ends = append(t.Ends, End{t.X(a.End - t.lined[k].Origin), class})
		}
	}
	b.gapLinks(&t)
	for k, r := range b.timeRows(&t) {
		t.Rows = append(t.Rows, b.timeRow(&t, r, k%chart.PartRows))
	}
	for rows := range slices.Chunk(t.Rows, chart.PartRows) {
		t.Parts = append(t.Parts, TimePart{Rows: rows, Height: len(rows) * RowHeight, Class: chart.PartClass(len(rows))})
	}
	return t
}

// origins are where 0 is in each run, UTC ms: its start, or that of the subtask
// at which the runs are laid over each other.
func (b *pageOf) origins(t *Timeline) [2]int64 {
	start := [2]int64{b.Base.Analysis.Start, b.Head.Analysis.Start}
	t.Caption = b.text.T("compare.timeline_caption")
	if b.URL.Align == 0 {
		return start
	}
	t.Links = append(t.Links, ui.Link{Text: b.text.T("compare.align_start"), URL: b.URL.AlignAt(0).Query() + timelineAnchor})
	place := b.placeOf(b.URL.Align)
	switch {
	case place == nil:
		t.Notes = append(t.Notes, b.text.T("compare.align_missing", "ID", b.URL.Align.String()))
		return start
	case !b.alignable(*place):
		t.Notes = append(t.Notes, b.text.T("compare.align_not", "Name", place.name))
		return start
	}
	t.Caption = b.text.T("compare.timeline_aligned", "Name", place.name)
	return [2]int64{b.Base.Analysis.Spans[place.base].Start, b.Head.Analysis.Spans[place.head].Start}
}

// placeOf is the place of an id, whatever the filter hides; nil for none.
func (b *pageOf) placeOf(id task.SubtaskID) *row {
	all := *b
	all.URL.Q, all.URL.Subtask, all.rows = "", 0, nil
	all.collect()
	if k := all.place(id); k >= 0 {
		return &all.rows[k]
	}
	return nil
}

// alignable says whether both runs have started the subtask.
func (b *pageOf) alignable(r row) bool {
	started := func(run Run, i int) bool { return i >= 0 && run.Analysis.OK && run.Analysis.Spans[i].Started }
	return started(b.Base, r.base) && started(b.Head, r.head)
}

func (b *pageOf) gapLinks(t *Timeline) {
	link := func(key string, to permalink.Gaps) {
		t.Links = append(t.Links, ui.Link{Text: b.text.T(key), URL: b.URL.Fold(to).Query() + timelineAnchor})
	}
	switch {
	case t.Folded:
		t.Notes = append(t.Notes, b.text.N("compare.gaps_folded", len(t.Breaks), "Idle", b.text.Duration(t.FoldedMS())))
		link("compare.gaps_open", permalink.GapsOpen)
	case len(t.Idle) > 0:
		link("compare.gaps_fold", permalink.GapsFolded)
	}
}

// timeRows are the rows by the earlier start of the two, each from its own
// origin; what never started comes last.
func (b *pageOf) timeRows(t *Timeline) []row {
	rows := slices.Clone(b.rows)
	if len(rows) > allInTime && !b.URL.Worth.All {
		rows = slices.DeleteFunc(rows, func(r row) bool {
			return !r.differs() && !critical(b.Base, r.base) && !critical(b.Head, r.head)
		})
		if n := len(b.rows) - len(rows); n > 0 {
			t.Hidden = b.text.N("compare.timeline_hidden", n, "Rule", b.rule())
			t.AllURL = b.URL.ShowAll(true).Query() + timelineAnchor
		}
	}
	type placed struct {
		row
		at int64
		ok bool
	}
	list := make([]placed, len(rows))
	for k, r := range rows {
		at, ok := t.start(r)
		list[k] = placed{r, at, ok}
	}
	slices.SortStableFunc(list, func(r, q placed) int {
		switch {
		case r.ok && !q.ok:
			return -1
		case q.ok && !r.ok:
			return 1
		}
		return cmp.Compare(r.at, q.at)
	})
	for k := range list {
		rows[k] = list[k].row
	}
	return rows
}

// start is the earlier start of a row, ms from the origin.
func (t *Timeline) start(r row) (ms int64, ok bool) {
	for k, i := range []int{r.base, r.head} {
		l := t.lined[k]
		if i < 0 || !l.Analysis.OK || !l.Analysis.Spans[i].Started {
			continue
		}
		if at := l.Analysis.Spans[i].Start - l.Origin; !ok || at < ms {
			ms, ok = at, true
		}
	}
	return ms, ok
}

func (b *pageOf) timeRow(axis *Timeline, r row, k int) TimeRow {
	t := TimeRow{Name: r.name, Y: k * RowHeight, URL: b.choose(r.id), Current: b.selected >= 0 && b.rows[b.selected].id == r.id}
	label := []string{r.name}
	if s := b.base(r); s != nil {
		t.Class = "s-" + b.Base.Analysis.States[r.base].String()
		t.Base = axis.bars(0, r.base)
		label = append(label, b.sideLabel("compare.base", b.Base, r.base))
	}
	if s := b.head(r); s != nil {
		t.Class = "s-" + b.Head.Analysis.States[r.head].String()
		if t.Head = axis.bars(1, r.head); t.Head != nil && t.Head.Mixed {
			t.Class += " mixed"
		}
		label = append(label, b.sideLabel("compare.head", b.Head, r.head))
	}
	t.Critical = criticalMark(critical(b.Base, r.base), critical(b.Head, r.head))
	switch r.side {
	case onlyBase:
		t.Tag = b.text.T("compare.only_base_tag")
		t.Class += " only-base"
	case onlyHead:
		t.Tag = b.text.T("compare.only_head_tag")
		t.Class += " only-head"
	}
	if t.Tag != "" {
		label = append(label, t.Tag)
	} else if p := r.pair; p.RunDeltaMS.OK {
		d, w := b.delta(p.RunDeltaMS.V, p.RunSignificant), b.delta(p.WaitDeltaMS.V, p.WaitSignificant)
		waited := b.text.T("compare.wait_delta_label", "Delta", w.Text)
		t.Delta, t.DeltaWay = d.Text, d.Class
		if p.WaitSignificant && !p.RunSignificant { // it ran as long, and that is not why it is here
			t.Delta, t.DeltaWay = waited, w.Class
		}
		label = append(label, b.text.T("compare.run_delta_label", "Delta", d.Text), waited)
	}
	if t.Current {
		t.Class += " current"
	}
	t.Label = strings.Join(label, b.text.T("compare.label_sep"))
	return t
}

// criticalMark is the sign of the critical path: C, with − where only base has
// it there, and + where only head has.
func criticalMark(base, head bool) string {
	switch {
	case base && head:
		return "C"
	case base:
		return "C−"
	case head:
		return "C+"
	}
	return ""
}

func (b *pageOf) sideLabel(role string, run Run, i int) string {
	s := &run.Analysis.Spans[i]
	key := "compare.side_label"
	if !s.OK {
		key = "compare.side_label_untimed"
	}
	label := b.text.T(key, "Run", b.text.T(role), "State", b.text.State(run.Analysis.States[i]),
		"Ran", b.text.Duration(s.RunMS), "Waited", b.text.Duration(s.WaitMS))
	if s.Critical {
		label += b.text.T("compare.side_critical")
	}
	return label
}

// bars are those of a subtask of run k: 0 is base, 1 is head.
func (t *Timeline) bars(k, i int) *TimeBars {
	a, origin := t.lined[k].Analysis, t.lined[k].Origin
	s := &a.Spans[i]
	if !s.OK || !a.OK {
		return nil
	}
	bars := &TimeBars{Mixed: s.Mixed(), From: s.Start - origin, To: s.BarEnd() - origin}
	if s.WaitMS > 0 {
		wait := t.Stretch(max(t.scale.From(), s.ReadyMS-origin), bars.From)
		bars.Wait = &wait
	}
	bars.Run = t.Stretch(bars.From, bars.To)
	bars.Tiny = bars.Run.Width < chart.TinyShare
	if s.Critical {
		from := bars.From
		if hop, ok := a.HopOf(i); ok {
			from -= hop.WaitMS
		}
		path := t.Stretch(max(t.scale.From(), min(from, bars.From)), bars.To)
		bars.Path = &path
	}
	return bars
}
