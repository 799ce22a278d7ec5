package graphview

import (
	"github.com/a-h/templ"

	"taskscope/views/text"
)

// Picture is the drawing as a file: an SVG that needs nothing beside itself.
// Looks are attributes of the light scheme, texts are texts, and what it is,
// when it was, its legend and what it hides are written on it.
type Picture struct {
	*Graph
	Title         string
	Lines         []string // below the title: when it was, where it can be seen
	Width, Height float64
	Signs         []PictureSign
	top           float64 // where the drawing begins
}

// PictureSign is a part of the legend, at its place.
type PictureSign struct {
	LegendItem
	X, Y float64
}

const (
	pictureLeast  = 720 // width
	pictureMargin = 16
	pictureLine   = 18
	letter        = 7 // width of an average one
)

// NewPicture lays out the parts around the drawing. Lines are written below the
// title, one each.
func NewPicture(g *Graph, title string, lines []string) Picture {
	p := Picture{Graph: g, Title: text.Line(title)}
	p.Width = max(pictureLeast, g.Bounds.W+2*pictureMargin)
	most := int((p.Width - 2*pictureMargin) / letter)
	for _, l := range append(append([]string{g.Caption}, g.notesText()...), lines...) {
		p.Lines = append(p.Lines, text.Middle(text.Line(l), most))
	}
	y := float64(pictureMargin + 32 + len(p.Lines)*pictureLine)
	x := float64(pictureMargin)
	for _, item := range g.Legend {
		item.Text = item.Lead + item.Text
		w := 34 + float64(text.Width(item.Text)*letter) + 18
		if x > pictureMargin && x+w > p.Width-pictureMargin {
			x, y = pictureMargin, y+pictureLine
		}
		p.Signs = append(p.Signs, PictureSign{item, x, y})
		x += w
	}
	p.top = y + pictureLine + 8
	p.Height = p.top + g.Bounds.H + pictureMargin
	return p
}

func (p Picture) viewBox() string { return "0 0 " + number(p.Width) + " " + number(p.Height) }

// origin moves the drawing below what is written.
func (p Picture) origin() string {
	return Rect{X: pictureMargin - p.Bounds.X, Y: p.top - p.Bounds.Y}.at()
}

func (p Picture) lineY(k int) string { return number(float64(pictureMargin + 20 + (k+1)*pictureLine)) }

func (s PictureSign) at() string { return Rect{X: s.X, Y: s.Y}.at() }

// attributes leave out what is empty.
func attributes(pairs ...string) templ.OrderedAttributes {
	var a templ.OrderedAttributes
	for k := 0; k+1 < len(pairs); k += 2 {
		if pairs[k+1] != "" {
			a = append(a, templ.KeyValue[string, any]{Key: pairs[k], Value: pairs[k+1]})
		}
	}
	return a
}

func (n *Node) paint() templ.OrderedAttributes {
	colour, width, dashes := n.stroke()
	return attributes("fill", n.ground(), "stroke", colour, "stroke-width", width, "stroke-dasharray", dashes)
}

func (n *Node) fade() templ.OrderedAttributes {
	if !n.Dim {
		return nil
	}
	return attributes("opacity", "0.3")
}

func (e *Edge) paint() templ.OrderedAttributes {
	colour, width, dashes := e.stroke()
	return attributes("stroke", colour, "stroke-width", width, "stroke-dasharray", dashes)
}

func (n *Node) weight() string {
	if n.Critical {
		return "700"
	}
	return "400"
}

// detailColour can be read on the node's ground.
func (n *Node) detailColour() string {
	if n.Hot != nil {
		return colText
	}
	return colMuted
}
