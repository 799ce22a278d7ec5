package chart

import (
	"github.com/a-h/templ"

	"taskscope/views/text"
)

// Lean is how a label stands over its tick. The tick is always below it: a label
// beside a tick, now at its right, near the end at its left, would be read as
// that of the tick on its other side. As a class it is a text-anchor.
type Lean string

const (
	Upright Lean = ""      // its middle is over the tick
	Onward  Lean = "start" // near the left end: it begins just before the tick
	Back    Lean = "end"   // near the right end: it ends just behind it
)

// Class is the attribute for it; the upright needs none.
func (l Lean) Class() templ.Attributes {
	if l == Upright {
		return nil
	}
	return templ.Attributes{"class": string(l)}
}

// Nook is how far a label that leans reaches beyond its tick, px. Charts have as
// much room outside their ends; the style sheets have it too.
const Nook = 6

// labelGap is what lies between two labels at least, px.
const labelGap = 8

// LabelWidth is how wide a label of an axis is drawn about, px.
func LabelWidth(label string) float64 { return 6.4 * float64(text.Width(label)) }

// Stand is how a label stands over the tick at x of an axis that is width px wide,
// and from where to where it reaches, px: nothing of it is cut off.
func Stand(x Percent, label string, width float64) (lean Lean, from, to float64) {
	at, wide := float64(x)/100*width, LabelWidth(label)
	half := wide / 2
	switch {
	case half <= Nook: // it reaches no further than one that leans
	case at-half < -Nook:
		return Onward, at - Nook, at - Nook + wide
	case at+half > width+Nook:
		return Back, at + Nook - wide, at + Nook
	}
	return Upright, at - half, at + half
}

// Anchored is Stand for a picture without a style sheet: where the label's anchor
// lies, px from the axis' left end, and its text-anchor.
func Anchored(x Percent, label string, width float64) (at float64, anchor string) {
	switch lean, from, to := Stand(x, label, width); lean {
	case Onward:
		return from, string(lean)
	case Back:
		return to, string(lean)
	}
	return float64(x) / 100 * width, "middle"
}
