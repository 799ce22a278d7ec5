package picture

import (
	"strconv"

	"github.com/a-h/templ"

	"taskscope/views/gantt"
)

const rowHeight = gantt.RowHeight

func (p Picture) box() string { return "0 0 " + strconv.Itoa(width) + " " + strconv.Itoa(p.Height) }

// tick is the line of a tick, from below its label through all rows.
func (p Picture) tick(t Tick) string { return p.upright(t.X) }

func (p Picture) now() string { return p.upright(p.Axis.Now) }

func (p Picture) upright(x string) string {
	return "M" + x + " " + strconv.Itoa(p.Axis.Y+4) + "V" + strconv.Itoa(p.Bottom)
}

func moved(x, y int) string { return "translate(" + strconv.Itoa(x) + " " + strconv.Itoa(y) + ")" }

func (r *Row) fade() templ.Attributer {
	if r.Fade == "" {
		return templ.OrderedAttributes{}
	}
	return templ.OrderedAttributes{{Key: "opacity", Value: r.Fade}}
}

// halo is a ground of a text's own, below its letters.
func (n Note) halo() templ.Attributer {
	if !n.Halo {
		return templ.OrderedAttributes{}
	}
	return templ.OrderedAttributes{
		{Key: "stroke", Value: colSurface}, {Key: "stroke-width", Value: "3"}, {Key: "stroke-linejoin", Value: "round"}, {Key: "paint-order", Value: "stroke"},
	}
}

// attributes are those that say something, in an order of their own.
func (p paint) attributes() templ.Attributer {
	var a templ.OrderedAttributes
	for _, kv := range []templ.KeyValue[string, any]{
		{Key: "fill", Value: p.Fill}, {Key: "stroke", Value: p.Stroke},
		{Key: "stroke-width", Value: p.Thick}, {Key: "stroke-dasharray", Value: p.Dash},
	} {
		if kv.Value != "" {
			a = append(a, kv)
		}
	}
	return a
}
