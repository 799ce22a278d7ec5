package graphview

import (
	"strconv"

	"github.com/a-h/templ"
)

func number(f float64) string { return strconv.FormatFloat(tenth(f), 'f', -1, 64) }

func (r Rect) viewBox() string {
	return number(r.X) + " " + number(r.Y) + " " + number(r.W) + " " + number(r.H)
}

func (r Rect) at() string { return "translate(" + number(r.X) + " " + number(r.Y) + ")" }

// attributes are those that a node's link has beside its address: scripts find
// a subtask by data-id, a stack by data-group, and a member's by data-members.
func (n *Node) attributes() templ.Attributes {
	a := templ.Attributes{}
	if n.Stack == nil {
		a["data-id"] = n.ID.String()
	} else {
		a["data-group"] = n.ID.String()
		a["data-members"] = n.Stack.Members
		a["aria-expanded"] = "false"
	}
	if n.Current {
		a["aria-current"] = "true"
	}
	return a
}

// behind are the edges of the sheets below the first one.
func (n *Node) behind() string {
	p := pen{}
	for _, by := range []float64{sheets / 2, sheets} {
		p.put('M', by, n.H+by-sheets/2)
		p.put('v', sheets/2)
		p.put('h', n.W)
		p.put('v', -n.H)
		p.put('h', -sheets/2)
	}
	return string(p)
}

// width of the whole drawing where nothing scales it, in pixels.
func (g *Graph) width() string   { return number(g.Bounds.W) }
func (g *Graph) height() string  { return number(g.Bounds.H) }
func (g *Graph) viewBox() string { return g.Bounds.viewBox() }

// mapSize is the size of the map in pixels: as the drawing is shaped, within
// its corner.
func (g *Graph) mapSize() templ.Attributes {
	w, h := float64(mapWidth), float64(mapHeight)
	if g.Bounds.W*h > g.Bounds.H*w {
		h = max(mapLeast, w*g.Bounds.H/g.Bounds.W)
	} else {
		w = max(mapLeast, h*g.Bounds.W/g.Bounds.H)
	}
	return templ.Attributes{"width": number(w), "height": number(h)}
}

// mapStroke is how thick the critical path is on the map.
func (g *Graph) mapStroke() string { return number(max(g.Bounds.W, g.Bounds.H) / mapCells) }

func (c Choice) attributes() templ.Attributes {
	a := templ.Attributes{}
	if c.On {
		a["aria-current"] = "true"
	}
	if c.Key != "" {
		a["data-key"] = c.Key
	}
	return a
}

// markY is where the mark of the critical path stands: in the last line but
// the bar.
func (n *Node) markY() string {
	if n.Stack != nil {
		return strconv.Itoa(lineThr - 13)
	}
	return strconv.Itoa(lineTwo - 10)
}

// title is what the pointer is told, and who hears the page.
func (n *Node) title() string {
	if n.Stack != nil {
		return n.Full + ". " + n.Stack.Opens
	}
	return n.Full
}
