package gantt

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"taskscope/internal/permalink"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// Fragments of a page's address that lead to the rows, and to the selected
// subtask among them.
const (
	RowsID     = "rows"
	SelectedID = "selected"
)

// times fills in what a script needs to map places to moments, and to write
// them as the axis does.
func (v *drawing) times(view *View) {
	breaks := make([][3]float64, 0)
	for _, b := range v.plan.Scale.Breaks() {
		breaks = append(breaks, [3]float64{float64(b.From), float64(b.To), b.Width})
	}
	if text, err := json.Marshal(breaks); err == nil {
		view.Breaks = string(text)
	}
	switch zone := v.in.URL.Zone; zone {
	case permalink.ZoneOCP:
		view.Offset = strconv.Itoa(v.in.Analysis.Offset)
	case permalink.ZoneUTC:
		view.Offset = "0"
	default:
		view.ZoneName = string(zone)
	}
}

// cut says to scripts that not all rows are there.
func (v *View) cut() templ.Attributes {
	if v.Cut == CutNot {
		return nil
	}
	return templ.Attributes{"data-cut": string(v.Cut)}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// domain are the data attributes of the rows' container.
func (v *View) domain() templ.Attributes {
	a := templ.Attributes{
		"data-from": itoa(v.From), "data-to": itoa(v.To), "data-min": itoa(v.Min), "data-max": itoa(v.Max),
		"data-start": itoa(v.Start), "data-breaks": v.Breaks, "data-time": string(permalink.Absolute), "data-align": string(permalink.AlignTime),
	}
	if v.Relative {
		a["data-time"] = string(permalink.Relative)
	}
	if v.Left {
		a["data-align"] = string(permalink.AlignLeft)
	}
	if v.ZoneName != "" {
		a["data-zone"] = v.ZoneName
	} else {
		a["data-offset"] = v.Offset
	}
	return a
}

func (p *Part) attributes() templ.Attributes {
	a, class := templ.Attributes{}, chart.PartClass(len(p.Rows))
	if p.Of != "" {
		a["data-of"] = p.Of
	}
	if p.Odd {
		class += " alt"
	}
	if p.Folded {
		class += " folded"
		a["hidden"] = "until-found"
	}
	a["class"] = class
	return a
}

// barsName names the bars of lanes; those of rows have their names beside them,
// and would only be read twice.
func (v *View) barsName() templ.Attributes {
	if !v.Lanes {
		return templ.Attributes{"aria-hidden": "true"}
	}
	return templ.Attributes{"role": "group", "aria-labelledby": "timeline-title"}
}

// Corner is what the figures beside the names are.
func (v *View) Corner() string {
	if v.Lanes {
		return v.Text.T("tl.corner_lanes")
	}
	return v.Text.T("field.run")
}

func (l *Link) current() string {
	if l.On {
		return "true"
	}
	return "false"
}

func expanded(open bool) string {
	if open {
		return "true"
	}
	return "false"
}

// box is the strip's view box.
func (s *Strip) box() string {
	pixel := float64(s.Most) / (stripHeight - 1)
	return fmt.Sprintf("0 %.3f %d %.3f", -pixel, StripWidth, pixel*stripHeight)
}

func mapBox() string { return box(mapWidth, mapHeight) }

func box(width, height int) string { return "0 0 " + strconv.Itoa(width) + " " + strconv.Itoa(height) }

// dot stands between the parts of a note: a template would leave out a space
// between two elements.
const dot = " · "

// room is where a note has to stay: from the bar's beginning on, or left of it.
func (g *GroupRow) room() templ.Attributes {
	if g.NoteEnd {
		return templ.Attributes{"x": "0%", "width": g.NoteX.String()}
	}
	return templ.Attributes{"x": g.NoteX.String(), "width": "100%"}
}

// noteLetter is how wide an average letter of a note is at most, tenths of a px.
const noteLetter = 58

// wide is about how many px a note is wide, and a gap to its bar, rather more than
// less. The style sheet has it as the size of a font that nothing is written in: a
// note left of its bar begins so far before it, or where its room does, and loses its
// end and not its beginning.
func (g *GroupRow) wide() string {
	words := strings.Join(slices.Concat([]string{g.Note}, g.And, g.More), dot)
	return itoa(int64(text.Width(words)*noteLetter/10 + 12))
}

// noteBase is where a note stands in a line, px from its top.
const noteBase = 9
