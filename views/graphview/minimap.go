package graphview

import (
	"math"
	"slices"

	"taskscope/internal/task"
)

// MapPath are the nodes of one state on the map of the whole drawing.
type MapPath struct{ Class, D string }

// mapCells is how finely the map is drawn along its longer side: whatever the
// size of the graph, its paths are of bounded length.
const mapCells = 240

// The corner that the map has, in pixels.
const (
	mapWidth  = 200
	mapHeight = 120
	mapLeast  = 16
)

// minimap is the whole drawing in a few paths, in the drawing's own units.
// Where several nodes share a cell the worst state wins.
func minimap(g *Graph) []MapPath {
	if len(g.Nodes) == 0 {
		return nil
	}
	cell := math.Max(g.Bounds.W, g.Bounds.H) / mapCells
	columns, rows := int(g.Bounds.W/cell)+2, int(g.Bounds.H/cell)+2
	grid := make([]uint8, columns*rows) // state + 1
	for i := range g.Nodes {
		n := &g.Nodes[i]
		x0, x1 := cells(n.X-g.Bounds.X, n.W, cell)
		y0, y1 := cells(n.Y-g.Bounds.Y, n.H, cell)
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				if at := &grid[y*columns+x]; *at == 0 || uint8(n.State)+1 < *at {
					*at = uint8(n.State) + 1
				}
			}
		}
	}
	pens := map[task.State]*pen{}
	for y := range rows {
		row := grid[y*columns : (y+1)*columns]
		for x := 0; x < columns; {
			end := x + 1
			for end < columns && row[end] == row[x] {
				end++
			}
			if row[x] > 0 {
				runOfCells(pens, task.State(row[x]-1), g.Bounds, cell, x, y, end-x)
			}
			x = end
		}
	}
	var paths []MapPath
	for _, s := range slices.Backward(task.SubtaskStates()) { // the worst on top
		if p := pens[s]; p != nil {
			paths = append(paths, MapPath{"s-" + s.String(), string(*p)})
		}
	}
	return paths
}

// cells are those that a stretch covers, one at least.
func cells(from, length, cell float64) (first, end int) {
	first = int(from / cell)
	return first, max(first+1, int(math.Ceil((from+length)/cell-0.5)))
}

func runOfCells(pens map[task.State]*pen, s task.State, at Rect, cell float64, x, y, wide int) {
	p := pens[s]
	if p == nil {
		p = &pen{}
		pens[s] = p
	}
	p.put('M', at.X+float64(x)*cell, at.Y+float64(y)*cell)
	p.put('h', float64(wide)*cell)
	p.put('v', cell)
	p.put('h', -float64(wide)*cell)
	*p = append(*p, 'z')
}
