package comparepage

import (
	"cmp"
	"slices"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/ui"
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
// that are out of sight. rows.css knows how high each is.
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
