package comparepage

import (
	"strings"

	"taskscope/views/text"
)

// NewPicture is the comparison in one SVG: the summary, the waterfall, and both
// timelines. It shows what the page of its URL shows; link is where that is.
func NewPicture(t text.Printer, in Input, link string) Picture {
	b := newPageOf(t, in)
	d := &drawing{pageOf: b, Canvas: NewCanvas(t, b.titled())}
	for _, line := range b.summary() {
		d.Say(line)
	}
	if !b.identical() {
		if w := b.waterfall(); w != nil {
			d.waterfall(w)
		}
		d.timeline()
	}
	return d.Finish(link)
}

type drawing struct {
	*pageOf
	*Canvas
}

func (d *drawing) waterfall(w *Waterfall) {
	d.Head("compare.waterfall")
	if w.Cut != "" {
		d.Say(w.Cut)
	}
	row := func(f Fall, figure, fill string) {
		d.Words(PictureMargin, f.Name, "start", ColText)
		d.Words(PictureChart-12, figure, "end", ColText)
		d.Bar(f.Bar, 4, 12, fill, ColText)
		d.Y += PictureLineHeight
	}
	d.Y += 6
	row(w.Base, w.Base.Total, ColSurface)
	for _, f := range w.Falls {
		fill := colShorter
		if strings.Contains(f.Class, "longer") {
			fill = colLonger
		}
		row(f, f.Delta.Text, fill)
	}
	row(w.Head, w.Head.Total, ColText)
}

func (d *drawing) timeline() {
	t := d.pageOf.timeline()
	if t.Why != "" {
		return
	}
	d.Head("compare.timelines")
	for _, s := range append([]string{t.Caption, d.text.T("compare.legend_path"), t.Hidden}, t.Notes...) {
		if s != "" {
			d.Say(s)
		}
	}
	d.Y += 6
	high := len(t.Rows) * RowHeight
	d.Axis(&t.Axis, high)
	for k := range t.Rows {
		d.timeRow(&t.Rows[k])
	}
	d.Y -= high
	for _, e := range t.Ends {
		d.Upright(e.X, high, ColText)
	}
	d.Y += high
}

func (d *drawing) timeRow(r *TimeRow) {
	name := r.Name
	if r.Critical != "" {
		name = r.Critical + " " + name
	}
	d.Y += 6
	d.Words(PictureMargin, name, "start", ColText)
	note := r.Delta
	if r.Tag != "" {
		note = r.Tag
	}
	d.Words(PictureChart-12, note, "end", ColMuted)
	d.Y -= 6
	if b := r.Base; b != nil {
		if b.Wait != nil {
			d.Bar(*b.Wait, baseTop+waitThin, waitThin, colWait, "none")
		}
		d.Bar(b.Run, baseTop, baseHeight, ColSurface, ColText)
		if b.Path != nil {
			d.Bar(*b.Path, basePath, 3, ColCritical, "none")
		}
	}
	if b := r.Head; b != nil {
		if b.Wait != nil {
			d.Bar(*b.Wait, headTop+waitThick, waitThick, colWait, "none")
		}
		d.Bar(b.Run, headTop, headHeight, InkOf(r.Class), ColText)
		if b.Path != nil {
			d.Bar(*b.Path, headPath, 3, ColCritical, "none")
		}
	}
	d.Y += RowHeight
}
