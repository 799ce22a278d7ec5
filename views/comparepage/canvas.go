package comparepage

import (
	"strconv"
	"strings"

	"taskscope/views/chart"
	"taskscope/views/text"
)

// Picture is an SVG that needs nothing else, in the colours of the light scheme:
// lines of text, and charts with words to their left.
type Picture struct {
	Lang   string
	Title  string
	Height int
	Lines  []PictureLine
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

// PictureText is a text anywhere; Anchor is SVG's text-anchor.
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
	pictureWidth      = 1600
	PictureMargin     = 24
	PictureChart      = 620 // where charts begin
	PictureLineHeight = 20

	ColSurface  = "#ffffff"
	ColText     = "#1a1f29"
	ColMuted    = "#505a6b"
	ColLine     = "#d5dae1"
	colLonger   = "#d55e00"
	colShorter  = "#0072b2"
	colWait     = "#828d9e"
	ColCritical = "#111722"
	colOther    = "#7a7a7a"
	colGood     = "#009e73"
)

// Canvas is a Picture under way: what is drawn goes below what is there.
type Canvas struct {
	Picture
	words text.Printer
	Y     int // where the next thing begins
}

// NewCanvas is a picture with nothing but its title.
func NewCanvas(t text.Printer, title string) *Canvas {
	return &Canvas{Picture: Picture{Lang: string(t.Lang), Title: text.Line(title)}, words: t, Y: 40}
}

// Finish is the picture; link is where the page of it is seen.
func (c *Canvas) Finish(link string) Picture {
	c.Y += PictureLineHeight / 2
	c.Foot = append(c.Foot, c.line(link))
	c.Height = c.Y + PictureMargin
	return c.Picture
}

// Say writes a line.
func (c *Canvas) Say(s string) { c.Lines = append(c.Lines, c.line(s)) }

// line takes the next line.
func (c *Canvas) line(s string) PictureLine {
	c.Y += PictureLineHeight
	const letters = (pictureWidth - 2*PictureMargin) * 10 / 70
	return PictureLine{c.Y, text.Middle(text.Line(s), letters)}
}

// Head begins a part.
func (c *Canvas) Head(key string) {
	c.Y += PictureLineHeight
	c.Heads = append(c.Heads, c.line(c.words.T(key)))
}

// Words put a text beside a chart, in the line that begins at Y; x is the left
// edge, or with the anchor "end" the right one, or "middle".
func (c *Canvas) Words(x int, s, anchor, colour string) {
	c.Texts = append(c.Texts, PictureText{X: x, Y: c.Y + 14, Text: text.Middle(text.Line(s), 62), Anchor: anchor, Colour: colour})
}

// chartWidth is how wide charts are.
const chartWidth = pictureWidth - PictureMargin - PictureChart

// Bar is a stretch of the chart, y px below Y; one too short is a hair.
func (c *Canvas) Bar(b Bar, y, h float64, fill, stroke string) {
	c.Shapes = append(c.Shapes, PictureShape{
		X: tenths(PictureChart + float64(b.X)*chartWidth/100), Y: tenths(float64(c.Y) + y),
		W: tenths(float64(max(b.Width, 0.06)) * chartWidth / 100), H: tenths(h), Fill: fill, Stroke: stroke})
}

// tenths is a number that is not below 0, to one decimal.
func tenths(f float64) string {
	return strconv.FormatFloat(float64(int64(f*10+0.5))/10, 'f', -1, 64)
}

// Axis writes the ticks, and draws what lies under a chart of that height, which
// begins below them.
func (c *Canvas) Axis(a *Axis, high int) {
	for _, k := range a.Ticks {
		if k.Level < 2 {
			x, anchor := chart.Anchored(k.X, k.Label, chartWidth)
			c.Words(PictureChart+int(x), k.Label, anchor, ColMuted)
		}
	}
	c.Y += PictureLineHeight
	for _, b := range a.Breaks {
		c.Bar(b, 0, float64(high), ColLine, "none")
	}
	for _, k := range a.Ticks {
		c.Upright(k.X, high, ColLine)
	}
}

// Upright is a line through a chart of that height.
func (c *Canvas) Upright(x chart.Percent, high int, colour string) {
	c.Bar(Bar{x, 0}, 0, float64(high), colour, "none")
}

// InkOf is the colour of a state's class.
func InkOf(class string) string {
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
