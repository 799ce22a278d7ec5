package comparepage

import (
	"strconv"
	"strings"

	"taskscope/views/chart"
	"taskscope/views/text"
)

// Picture is the comparison in one SVG that needs nothing else: the summary, the
// waterfall, and both timelines. It shows what the page of its URL shows, in the
// colours of the light scheme.
type Picture struct {
	Lang   string
	Title  string
	Height int
	Lines  []PictureLine // the summary
	Heads  []PictureLine // of the parts
	Texts  []PictureText
	Shapes []PictureShape
	Foot   []PictureLine
}

// PictureLine is a line of text from the left margin, Y its base.
type PictureLine struct {
	Y    int
	Text string
}

// PictureText is a text anywhere; Anchor is start or end.
type PictureText struct {
	X, Y         int
	Text, Anchor string
	Colour       string
}

// PictureShape is a bar, in px of the whole picture.
type PictureShape struct {
	X, Y, W, H   string
	Fill, Stroke string
}

// Sizes in px, and colours as in static/css/tokens.css.
const (
	pictureWidth  = 1600
	pictureMargin = 24
	pictureChart  = 620 // where charts begin
	pictureLine   = 20

	colSurface  = "#ffffff"
	colText     = "#1a1f29"
	colMuted    = "#505a6b"
	colLine     = "#d5dae1"
	colLonger   = "#d55e00"
	colShorter  = "#0072b2"
	colWait     = "#828d9e"
	colCritical = "#111722"
	colOther    = "#7a7a7a"
	colGood     = "#009e73"
)

// NewPicture makes the model; link is where the page is seen.
func NewPicture(t text.Printer, in Input, link string) Picture {
	b := newPageOf(t, in)
	d := &drawing{pageOf: b}
	d.Lang = string(t.Lang)
	d.Title = text.Line(t.T("compare.text_title", "Name", in.Head.Snapshot.Task.Name, "Base", in.URL.Base.String(), "Head", in.URL.Head.String()))
	d.y = 40
	for _, line := range b.summary() {
		d.Lines = append(d.Lines, d.line(line))
	}
	if !b.identical() {
		if w := b.waterfall(); w != nil {
			d.waterfall(w)
		}
		d.timeline()
	}
	d.y += pictureLine / 2
	d.Foot = append(d.Foot, d.line(link))
	d.Height = d.y + pictureMargin
	return d.Picture
}

type drawing struct {
	*pageOf
	Picture
	y int
}

// line takes the next line.
func (d *drawing) line(s string) PictureLine {
	d.y += pictureLine
	const letters = (pictureWidth - 2*pictureMargin) * 10 / 70
	return PictureLine{d.y, text.Middle(text.Line(s), letters)}
}

func (d *drawing) head(key string) {
	d.y += pictureLine
	d.Heads = append(d.Heads, d.line(d.text.T(key)))
}

// words put a text beside a chart; from is the left edge, or the right one.
func (d *drawing) words(x int, s, anchor, colour string) {
	d.Texts = append(d.Texts, PictureText{X: x, Y: d.y + 14, Text: text.Middle(text.Line(s), 62), Anchor: anchor, Colour: colour})
}

// bar is a stretch of the chart, y px below the line's top.
func (d *drawing) bar(b Bar, y, h int, fill, stroke string) {
	const width = pictureWidth - pictureMargin - pictureChart
	px := func(p chart.Percent) string {
		return strconv.FormatFloat(float64(int64(float64(p)*width*10/100+0.5))/10, 'f', -1, 64)
	}
	x := strconv.FormatFloat(pictureChart+float64(int64(float64(b.X)*width*10/100+0.5))/10, 'f', -1, 64)
	d.Shapes = append(d.Shapes, PictureShape{X: x, Y: strconv.Itoa(d.y + y), W: px(max(b.Width, 0.06)), H: strconv.Itoa(h), Fill: fill, Stroke: stroke})
}

func (d *drawing) waterfall(w *Waterfall) {
	d.head("compare.waterfall")
	if w.Cut != "" {
		d.Lines = append(d.Lines, d.line(w.Cut))
	}
	row := func(f Fall, figure, fill string) {
		d.words(pictureMargin, f.Name, "start", colText)
		d.words(pictureChart-12, figure, "end", colText)
		d.bar(f.Bar, 4, 12, fill, colText)
		d.y += pictureLine
	}
	d.y += 6
	row(w.Base, w.Base.Total, colSurface)
	for _, f := range w.Falls {
		fill := colShorter
		if strings.Contains(f.Class, "longer") {
			fill = colLonger
		}
		row(f, f.Delta.Text, fill)
	}
	row(w.Head, w.Head.Total, colText)
}

func (d *drawing) timeline() {
	t := d.pageOf.timeline()
	if t.Why != "" {
		return
	}
	d.head("compare.timelines")
	for _, s := range append([]string{t.Caption, d.text.T("compare.legend_path"), t.Hidden}, t.Notes...) {
		if s != "" {
			d.Lines = append(d.Lines, d.line(s))
		}
	}
	d.y += 6
	for _, k := range t.Ticks {
		if k.Level < 2 {
			const width = pictureWidth - pictureMargin - pictureChart
			anchor := "start"
			if k.End {
				anchor = "end"
			}
			d.words(pictureChart+int(float64(k.X)*width/100), k.Label, anchor, colMuted)
		}
	}
	d.y += pictureLine
	high := len(t.Rows) * RowHeight
	for _, b := range t.Breaks {
		d.bar(b, 0, high, colLine, "none")
	}
	for _, k := range t.Ticks {
		d.bar(Bar{k.X, 0}, 0, high, colLine, "none")
	}
	for k := range t.Rows {
		d.timeRow(&t.Rows[k])
	}
	d.y -= high
	for _, e := range t.Ends {
		d.bar(Bar{e.X, 0}, 0, high, colText, "none")
	}
	d.y += high
}

func (d *drawing) timeRow(r *TimeRow) {
	name := r.Name
	if r.Critical != "" {
		name = r.Critical + " " + name
	}
	d.y += 6
	d.words(pictureMargin, name, "start", colText)
	note := r.Delta
	if r.Tag != "" {
		note = r.Tag
	}
	d.words(pictureChart-12, note, "end", colMuted)
	d.y -= 6
	if b := r.Base; b != nil {
		if b.Wait != nil {
			d.bar(*b.Wait, baseTop+waitThin, waitThin, colWait, "none")
		}
		d.bar(b.Run, baseTop, baseHeight, colSurface, colText)
		if b.Path != nil {
			d.bar(*b.Path, basePath, 3, colCritical, "none")
		}
	}
	if b := r.Head; b != nil {
		if b.Wait != nil {
			d.bar(*b.Wait, headTop+waitThick, waitThick, colWait, "none")
		}
		d.bar(b.Run, headTop, headHeight, inkOf(r.Class), colText)
		if b.Path != nil {
			d.bar(*b.Path, headPath, 3, colCritical, "none")
		}
	}
	d.y += RowHeight
}

// inkOf is the colour of a state's class.
func inkOf(class string) string {
	switch state, _, _ := strings.Cut(strings.TrimPrefix(class, "s-"), " "); state {
	case "failed", "rollback_failed":
		return colLonger
	case "succeeded":
		return colGood
	case "running", "retrying":
		return colShorter
	}
	return colOther
}
