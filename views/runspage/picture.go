package runspage

import (
	"strings"

	"taskscope/internal/compare"
	"taskscope/views/chart"
	"taskscope/views/comparepage"
	"taskscope/views/text"
)

// Rows are the rows of the table that pass the filter by name, in its order, by
// their index; those that are not worth being shown are among them.
func Rows(t text.Printer, in Input) []int {
	b := newPageOf(t, in)
	rows := b.found()
	b.sort(rows)
	return rows
}

// pictureRows is how many rows of the table a picture has room for.
const pictureRows = 40

// NewPicture is the page in one SVG: the runs, each as a small timeline on one
// axis, and the subtasks that differ most; link is where the page is seen.
func NewPicture(t text.Printer, in Input, link string) comparepage.Picture {
	b := newPageOf(t, in)
	d := &drawing{pageOf: b, Canvas: comparepage.NewCanvas(t, t.N("runs.title", len(in.Runs)))}
	for _, r := range b.runs() {
		d.Say(strings.Join(strings.Fields(r.Letter+"  "+r.Name+"  "+r.Ref+"  "+t.State(r.State)+"  "+r.Makespan+"  "+r.Delta+"  "+r.Mark), "  "))
	}
	d.Say(b.makespans())
	d.charts()
	d.table(b.table())
	return d.Finish(link)
}

type drawing struct {
	*pageOf
	*comparepage.Canvas
}

// charts are the runs one below the other.
func (d *drawing) charts() {
	c := d.chart()
	d.Head("runs.chart")
	for _, s := range append([]string{d.text.T("runs.chart_hint")}, c.Notes...) {
		d.Say(s)
	}
	d.Y += 6
	order := d.inTime(d.lined())
	const between = 12
	d.Axis(&c.Axis, len(c.Smalls)*(c.Height+between)-between)
	for k, s := range c.Smalls {
		d.Words(comparepage.PictureMargin, s.Letter+"  "+s.Ref, "start", comparepage.ColText)
		d.Words(comparepage.PictureChart-12, s.Makespan, "end", comparepage.ColText)
		d.bars(&c, k, order)
		if d.Runs[k].Analysis.OK {
			d.Upright(s.End, c.Height, comparepage.ColText)
		}
		d.Y += c.Height + between
	}
}

// bars are those of one run, the critical path in the middle of its own.
func (d *drawing) bars(c *Chart, k int, order []int) {
	d.eachBar(c, k, order, func(i int, bar comparepage.Bar, y, high float64) {
		a := d.Runs[k].Analysis
		d.Bar(bar, y+high*0.1, high*0.8, comparepage.InkOf("s-"+a.States[i].String()), "none")
		if a.Spans[i].Critical {
			d.Bar(bar, y+high*0.45, max(1.2, high*0.45), comparepage.ColCritical, "none")
		}
	})
}

// table is the first rows of the page's.
func (d *drawing) table(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	d.Head("runs.table")
	d.Say(strings.TrimSpace(t.Caption + " " + t.Hidden))
	d.Y += 6
	whole := max(int64(1), d.longest(t.Rows))
	for _, r := range t.Rows[:min(pictureRows, len(t.Rows))] {
		d.Words(comparepage.PictureMargin, r.Name, "start", comparepage.ColText)
		figures := r.Max
		if r.spread.Min < r.spread.Max {
			figures = d.text.T("runs.figures", "Min", r.Min, "Median", r.Median, "Max", r.Max)
		}
		if r.Slowest != "" {
			figures += " (" + r.Slowest + ")"
		}
		d.Words(comparepage.PictureChart-12, figures, "end", comparepage.ColMuted)
		d.spread(r.spread, whole)
		d.Y += comparepage.PictureLineHeight
	}
	if more := len(t.Rows) - pictureRows; more > 0 {
		d.Say(d.text.N("compare.more", more))
	}
}

// spread is a stretch from the least to the longest, with the median in it.
func (d *drawing) spread(s compare.Spread, whole int64) {
	if s.N == 0 {
		return
	}
	at := func(ms int64) float64 { return float64(ms) / float64(whole) * 100 }
	d.Bar(comparepage.Bar{X: chart.Percent(at(s.Min)), Width: chart.Percent(at(s.Max) - at(s.Min))}, 6, 8, comparepage.ColLine, comparepage.ColMuted)
	d.Bar(comparepage.Bar{X: chart.Percent(at(s.Median))}, 3, 14, comparepage.ColText, "none")
}

// longest is the longest run time of the rows.
func (d *drawing) longest(rows []Row) int64 {
	most := int64(0)
	for _, r := range rows {
		most = max(most, r.spread.Max)
	}
	return most
}
