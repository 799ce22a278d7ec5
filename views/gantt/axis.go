package gantt

import (
	"fmt"
	"strconv"
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// A fit is the marks for some width of the page. The style sheet knows from
// which width on each is shown: there most of them are at least 80 px apart.
type fit struct {
	most int
	// least is the narrowest chart that it is for, px; of a phone what it has.
	least float64
}

// fits are all fits, one for each of chart.Widths: beside the names of rows a
// phone's chart has 160 px.
func fits() []fit {
	all := []fit{{most: 2}, {most: 4}, {most: 6}, {most: 8}, {most: 12}, {most: 16}}
	for n, width := range chart.Widths(160) {
		all[n].least = width
	}
	return all
}

// FitOf is the number of the fit for a chart that is so wide, px, in which a Tick
// is or is not.
func FitOf(width float64) string {
	number := 0
	for n, f := range fits() {
		if f.least <= width {
			number = n
		}
	}
	return strconv.Itoa(number)
}

// Axis is what stands on top of the chart.
type Axis struct {
	From, To int64  // the range it is drawn for: UTC ms, or ms from 0 for durations
	Max      int64  // how far the task goes by now, UTC ms
	Zone     string // date and zone of its times, or what they count from
	Ticks    []chart.Tick
	Breaks   []BreakMark
	Resumes  []chart.Tick   // how long each break is, and where the axis goes on behind it
	Beyond   Beyond         // of a range: rows whose bars lie outside it
	Now      *chart.Percent // where the snapshot's now lies, when the task runs
	NowMS    int64          // that moment, UTC ms
	NowIs    string         // what is written there
	NowEnd   bool           // the words stand to the left of it
	Strip    Strip
}

// BreakMark is a folded gap: a band as wide as it is drawn. On the axis it is a
// link to the same page with all gaps open.
type BreakMark struct {
	X, Width chart.Percent
	Title    string // how long the gap is
	URL      string
}

// nowBase is where the words for now stand, px from the top of the ticks: in the
// line of the zone, where no tick is.
func (axis *Axis) nowBase() int {
	if len(axis.Breaks) > 0 {
		return -19
	}
	return -5
}

func (v *drawing) axis() Axis {
	p, a, t := v.plan, v.in.Analysis, v.in.Text
	axis := Axis{From: p.Scale.From(), To: p.Scale.To(), Max: p.Max}
	switch {
	case !a.OK:
		return axis
	case p.Left:
		axis.Zone = t.T("tl.axis_durations")
		if p.groupLines() > 0 { // of which no bar is a duration of one run
			axis.Zone = t.T("tl.axis_durations_groups")
		}
		v.durations(&axis, 0)
		return axis
	case v.in.URL.Times == permalink.Relative:
		axis.Zone = t.T("tl.axis_relative", "Start", v.words.clock.Date(task.At(a.Start, a.Offset)))
		v.durations(&axis, a.Start)
	default:
		axis.Zone = v.zone()
		v.clock(&axis)
	}
	if now := a.Now(); a.Running && now >= p.Scale.From() && now <= p.Scale.To() { // before a start that a clock put ahead
		x := p.X(now)
		axis.Now, axis.NowMS, axis.NowEnd = &x, now, x > 50
		at := v.words.clock.At(task.At(now, a.Offset)).Format("15:04:05")
		if v.in.URL.Times == permalink.Relative {
			at = v.words.at(now)
		}
		axis.NowIs = t.T("tl.now", "Clock", at)
	}
	open := v.in.URL
	open.Gaps = permalink.GapsOpen
	for _, b := range p.Scale.Breaks() {
		x := chart.Percent(b.At / p.Scale.Units() * 100)
		axis.Breaks = append(axis.Breaks, BreakMark{
			X: x, Width: chart.Percent(b.Width / p.Scale.Units() * 100),
			Title: t.T("tl.break", "For", t.Exact(b.MS())), URL: open.Query(),
		})
	}
	v.resumes(&axis)
	axis.Strip, axis.Beyond = v.strip(), v.beyond()
	return axis
}

// zone is the date and the zone of the axis; both offsets where the clocks
// there are set meanwhile, and which one holds where OCP wrote in several.
func (v *drawing) zone() string {
	c, a := v.words.clock, v.in.Analysis
	first, last := task.At(v.plan.Scale.From(), a.Offset), task.At(v.plan.Scale.To(), a.Offset)
	zone := c.At(first).Format("2006-01-02") + " " + c.Offset(first)
	if c.Offset(last) != c.Offset(first) {
		zone += c.At(last).Format(" → -07:00")
	}
	if others := c.Others(a.Offsets); others != "" {
		return v.in.Text.T("tl.axis_one_offset", "Zone", zone, "Others", others)
	}
	return zone
}

// durations labels the axis with times since origin.
func (v *drawing) durations(axis *Axis, origin int64) {
	for n, f := range fits() {
		free := -f.least
		for _, k := range v.plan.Scale.Ticks(origin, f.most) {
			label := since(v.in.Text, k)
			if !v.plan.Left && k.AtMS > 0 {
				label = "+" + label
			}
			axis.tick(n, &free, chart.Tick{X: v.plan.X(k.AtMS + origin), AtMS: k.AtMS + origin, Label: label})
		}
	}
	chart.OrderTicks(axis.Ticks)
}

// since writes a time as finely as the ticks are apart.
func since(t text.Printer, k timeline.Tick) string {
	switch ms := k.AtMS; {
	case ms < 0:
		k.AtMS = -ms
		return "−" + since(t, k)
	case ms == 0:
		return "0"
	case k.StepMS < 1000:
		return t.Exact(ms)
	case ms < 60_000:
		return t.T("tl.seconds", "N", ms/1000)
	case ms >= 3_600_000 && k.StepMS < 60_000, ms >= 86_400_000 && k.StepMS < 3_600_000:
		// Duration would leave out what tells one tick from the next.
		return fmt.Sprintf("%d:%02d:%02d", ms/3_600_000, ms/60_000%60, ms/1000%60)
	default:
		return t.Duration(ms)
	}
}

// clock labels the axis with round times of the reader's zone.
func (v *drawing) clock(axis *Axis) {
	p, a, c := v.plan, v.in.Analysis, v.words.clock
	at := func(ms int64) time.Time { return c.At(task.At(ms, a.Offset)) }
	first := at(p.Scale.From())
	for n, f := range fits() {
		free := -f.least
		times := chart.TimesFrom(first)
		ticks := p.Scale.ClockTicks(first.Location(), f.most)
		if len(ticks) > 0 && (ticks[0].StepMS < 1000 || at(p.Scale.To()).YearDay() != first.YearDay()) {
			// Labels as long as "15:04:05.000" or "01-02 15:04" need more room.
			ticks = p.Scale.ClockTicks(first.Location(), max(2, f.most*3/4))
		}
		for _, k := range ticks {
			axis.tick(n, &free, chart.Tick{X: p.X(k.AtMS), AtMS: k.AtMS, Label: times.Label(at(k.AtMS), k.StepMS)})
		}
	}
	chart.OrderTicks(axis.Ticks)
}

// tick adds a mark of the n-th fit; one that others have with the same label is
// shared. A label that would meet the one before, which ends at free, px, is left
// out: with a date it may be longer than ticks are apart.
func (axis *Axis) tick(n int, free *float64, k chart.Tick) {
	lean, from, to := chart.Stand(k.X, k.Label, fits()[n].least)
	if k.Fit, k.Lean = strconv.Itoa(n), lean; from < *free {
		k.Label = ""
	} else {
		*free = to
	}
	axis.Ticks = chart.AddTick(axis.Ticks, k)
}
