package comparepage

import (
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
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

// TimeRow is a pair of subtasks, or one that only one run has.
type TimeRow struct {
	Name     string
	Room     string // class: how much room the name needs
	Tail     string // the end of a name that may be cut
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

// timeRow is the k-th row of its part.
func (b *pageOf) timeRow(axis *Timeline, r row, k int) TimeRow {
	t := TimeRow{Name: r.name, Y: k * RowHeight, URL: b.choose(r.id), Current: b.selected >= 0 && b.rows[b.selected].id == r.id}
	if !chart.EveryNameFits(r.name) {
		t.Room, t.Tail = chart.Cut(r.name, text.Width(r.name), 0)
	}
	label := []string{r.name}
	if b.base(r) != nil {
		t.Class = "s-" + b.Base.Analysis.States[r.base].String()
		t.Base = axis.bars(0, r.base)
		label = append(label, b.sideLabel("compare.base", b.Base, r.base))
	}
	if b.head(r) != nil {
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
	} else if r.pair.RunDeltaMS.OK {
		label = append(label, b.deltas(&t, r.pair)...)
	}
	if t.Current {
		t.Class += " current"
	}
	t.Label = strings.Join(label, b.text.T("compare.label_sep"))
	return t
}

// deltas are by how much the two differ, in words; the one that tells why the row
// is here stands in it.
func (b *pageOf) deltas(t *TimeRow, p *compare.Pair) []string {
	run, wait := b.delta(p.RunDeltaMS.V, p.RunSignificant), b.delta(p.WaitDeltaMS.V, p.WaitSignificant)
	waited := b.text.T("compare.wait_delta_label", "Delta", wait.Text)
	t.Delta, t.DeltaWay = run.Text, run.Class
	if p.WaitSignificant && !p.RunSignificant { // it ran as long, and that is not why it is here
		t.Delta, t.DeltaWay = waited, wait.Class
	}
	return []string{b.text.T("compare.run_delta_label", "Delta", run.Text), waited}
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
		"Ran", b.text.Ran(s.RunMS, 1, s.Undone), "Waited", b.waited(s))
	if s.Critical {
		label += b.text.T("compare.side_critical")
	}
	return label
}

// waited is how long a subtask did, where that is known.
func (b *pageOf) waited(s *timeline.Span) string {
	if ms, ok := s.Wait(); ok {
		return b.text.Duration(ms)
	}
	return "–"
}

// bars are those of a subtask of run k: 0 is base, 1 is head.
func (t *Timeline) bars(k, i int) *TimeBars {
	a, origin := t.lined[k].Analysis, t.lined[k].Origin
	s := &a.Spans[i]
	if !s.OK || !a.OK {
		return nil
	}
	bars := &TimeBars{Mixed: s.Mixed(), From: s.Start - origin, To: s.BarEnd() - origin}
	if ms, ok := s.Wait(); ok && ms > 0 {
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
