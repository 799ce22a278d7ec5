package comparepage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// RowHeight is the height of a row of both runs in px; compare.css has it as
// --row of .compare.
const RowHeight = 30

// The bars within a row, px from its top: base is thin and on top, head is
// thick and below.
const (
	baseTop, baseHeight = 5, 6
	headTop, headHeight = 13, 12
	waitThin, waitThick = 2, 4
)

const (
	maxTicks = 10
	// nearEnd is from where, in percent, a label goes to the left of its tick.
	nearEnd = 90
	// allInTime is up to how many rows the timeline is simply in order of time.
	// Above, the rows that differ come first: nobody scrolls through a thousand
	// pairs to find two.
	allInTime = 60
)

// Timeline is both runs on one axis, which starts where each task starts.
type Timeline struct {
	Rows    []TimeRow
	Height  int // of the SVG, px
	Ticks   []chart.Tick
	Ends    []End // of the tasks
	Caption string
	Why     string // why there is no chart
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
	Class    string // of head's state, or of what is missing
	Delta    string
	DeltaWay string // class of a significant delta
	Y        int
	Base     *TimeBars
	Head     *TimeBars
}

// TimeBars are one run's wait and run in a row.
type TimeBars struct {
	Wait  *Bar
	Run   Bar
	Class string
	Tiny  bool // too short to be seen: gets a marker of constant size
}

// tinyShare is the width, in percent of the chart, below which a bar is less
// than about 3 px on a common screen.
const tinyShare = 0.4

func (b *pageOf) timeline() Timeline {
	t := Timeline{Height: max(1, len(b.rows)) * RowHeight}
	if !b.Base.Analysis.OK && !b.Head.Analysis.OK {
		t.Why = b.text.T("compare.no_timeline")
	}
	scale := b.scale()
	t.Ticks = ticks(b.text, scale)
	for _, e := range []struct {
		a     *timeline.Analysis
		class string
	}{{b.Base.Analysis, "done is-base"}, {b.Head.Analysis, "done is-head"}} {
		if e.a.OK {
			t.Ends = append(t.Ends, End{scale.X(e.a.MakespanMS), e.class})
		}
	}
	rows := b.timeOrder()
	t.Caption = b.text.T("compare.timeline_caption")
	if len(rows) > allInTime {
		t.Caption = b.text.T("compare.timeline_caption_large")
	}
	for k, r := range rows {
		t.Rows = append(t.Rows, b.timeRow(scale, r, k))
	}
	return t
}

// timeOrder is by the earlier start of the two, each from its own task's; what
// never started comes last.
func (b *pageOf) timeOrder() []row {
	rows := slices.Clone(b.rows)
	slices.SortStableFunc(rows, func(r, q row) int {
		if len(rows) > allInTime && r.differs() != q.differs() {
			if r.differs() {
				return -1
			}
			return 1
		}
		rs, rok := b.start(r)
		qs, qok := b.start(q)
		switch {
		case rok && !qok:
			return -1
		case qok && !rok:
			return 1
		}
		return cmp.Compare(rs, qs)
	})
	return rows
}

func (b *pageOf) start(r row) (ms int64, ok bool) {
	for _, s := range []struct {
		run Run
		i   int
	}{{b.Base, r.base}, {b.Head, r.head}} {
		if s.i < 0 || !s.run.Analysis.OK || !s.run.Analysis.Spans[s.i].Started {
			continue
		}
		if at := s.run.Analysis.Spans[s.i].Start - s.run.Analysis.Start; !ok || at < ms {
			ms, ok = at, true
		}
	}
	return ms, ok
}

// scale has room for both tasks, ms from the start of each. Subtasks that lie
// outside their task, by a wrong clock, widen it: no bar is cut off.
func (b *pageOf) scale() chart.Scale {
	s := chart.Scale{}
	for _, run := range []Run{b.Base, b.Head} {
		a := run.Analysis
		if !a.OK {
			continue
		}
		s.To = max(s.To, a.MakespanMS)
		for i := range a.Spans {
			if p := &a.Spans[i]; p.OK {
				s.From, s.To = min(s.From, p.Start-a.Start), max(s.To, p.Start-a.Start, p.End-a.Start)
			}
		}
	}
	if s.To <= s.From { // tasks of no length still have a place to draw
		s.To = s.From + 1
	}
	return s
}

func ticks(t text.Printer, s chart.Scale) []chart.Tick {
	var all []chart.Tick
	for n, k := range timeline.Ticks(s.To-max(0, s.From), maxTicks) {
		all = append(all, chart.Tick{X: s.X(k.AtMS), Label: after(t, k.AtMS, k.StepMS), Level: n % 2, End: s.X(k.AtMS) > nearEnd})
	}
	return all
}

// after writes a round time from the start as shortly as it can be: 0, 5 s, 1:30 h.
func after(t text.Printer, ms, step int64) string {
	switch {
	case ms == 0:
		return "0"
	case step < 1000:
		return t.MS(ms)
	case ms < 60_000:
		return t.T("compare.tick_s", "S", ms/1000)
	case ms < 3_600_000 && step%60_000 == 0:
		return t.T("compare.tick_min", "M", ms/60_000)
	case ms < 3_600_000:
		return t.T("compare.tick_m", "M", ms/60_000, "S", fmt.Sprintf("%02d", ms/1000%60))
	}
	return t.T("compare.tick_h", "H", ms/3_600_000, "M", fmt.Sprintf("%02d", ms/60_000%60))
}

func (b *pageOf) timeRow(scale chart.Scale, r row, k int) TimeRow {
	t := TimeRow{Name: r.name, Y: k * RowHeight}
	label := []string{r.name}
	if s := b.base(r); s != nil {
		t.URL = b.subtask(b.URL.Base, s.ID)
		t.Class = "s-" + b.Base.Analysis.States[r.base].String()
		t.Base = bars(scale, b.Base.Analysis, r.base)
		label = append(label, b.sideLabel("compare.base", b.Base, r.base))
	}
	if s := b.head(r); s != nil {
		t.URL = b.subtask(b.URL.Head, s.ID)
		t.Class = "s-" + b.Head.Analysis.States[r.head].String()
		t.Head = bars(scale, b.Head.Analysis, r.head)
		label = append(label, b.sideLabel("compare.head", b.Head, r.head))
	}
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
		d := b.delta(p.RunDeltaMS.V, p.RunSignificant)
		t.Delta, t.DeltaWay = d.Text, d.Class
		label = append(label, b.text.T("compare.run_delta_label", "Delta", d.Text))
	}
	t.Label = strings.Join(label, b.text.T("compare.label_sep"))
	return t
}

func (b *pageOf) sideLabel(role string, run Run, i int) string {
	s := &run.Analysis.Spans[i]
	key := "compare.side_label"
	if !s.OK {
		key = "compare.side_label_untimed"
	}
	return b.text.T(key, "Run", b.text.T(role), "State", b.text.State(run.Analysis.States[i]),
		"Ran", b.text.Duration(s.RunMS), "Waited", b.text.Duration(s.WaitMS))
}

func bars(scale chart.Scale, a *timeline.Analysis, i int) *TimeBars {
	s := &a.Spans[i]
	if !s.OK || !a.OK {
		return nil
	}
	t := &TimeBars{Class: "s-" + a.States[i].String()}
	start := s.Start - a.Start
	if s.Retried || s.Undone {
		t.Class += " mixed"
	}
	if a.States[i] == task.Unknown {
		t.Class += " unknown"
	}
	if x, w, ok := scale.Segment(s.ReadyMS-a.Start, start); ok && s.WaitMS > 0 {
		t.Wait = &Bar{x, w}
	}
	x, w, _ := scale.Segment(start, max(start, s.End-a.Start))
	t.Run, t.Tiny = Bar{x, w}, w < tinyShare
	return t
}
