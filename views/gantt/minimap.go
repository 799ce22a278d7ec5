package gantt

import (
	"strconv"
	"strings"

	"taskscope/internal/timeline"
)

// The minimap's own units; it is stretched to the width of the timeline.
const (
	mapWidth   = 1000
	mapHeight  = 40
	mapRows    = 20
	mapColumns = 250
)

// Map is the whole task in small: it stays as small as its cells, however many
// subtasks there are.
type Map struct {
	States []MapState
	Path   string // of the critical path
	// WindowX and WindowWidth are the shown range.
	WindowX, WindowWidth int
	Zoomed               bool
	Label                string
}

// MapState is all that is in one state.
type MapState struct{ Class, Path string }

func (v *drawing) minimap() *Map {
	p, a := v.plan, v.in.Analysis
	var list []int // what never started needs no room
	for _, i := range v.in.Rows {
		if a.Spans[i].OK {
			list = append(list, i)
		}
	}
	if !a.OK || p.Left || len(list) == 0 {
		return nil
	}
	m := &Map{Zoomed: p.Zoomed}
	at := v.words.within(p.Scale.From(), p.Scale.To())
	m.Label = v.in.Text.T("tl.map_label", "From", at(p.Scale.From()), "To", at(p.Scale.To()))
	rows := min(mapRows, len(list))
	high := mapHeight / rows
	top := (mapHeight - rows*high) / 2
	var d strings.Builder
	bands := a.Bands(list, p.Min, p.Max, rows, mapColumns)
	for k, b := range bands {
		// A band is a rectangle; neighbours in a row touch.
		const wide = mapWidth / mapColumns
		put(&d, 'M', b.From*wide)
		put(&d, ' ', top+b.Row*high)
		put(&d, 'h', (b.To-b.From)*wide)
		put(&d, 'v', max(1, high-high/4))
		put(&d, 'h', (b.From-b.To)*wide)
		d.WriteByte('z')
		if k+1 == len(bands) || bands[k+1].State != b.State {
			m.States = append(m.States, MapState{Class: "s-" + b.State.String(), Path: d.String()})
			d.Reset()
		}
	}
	m.Path = v.mapPath(list, rows, high, top)
	from, to := timeline.Column(p.Scale.From(), p.Min, p.Max, mapWidth), v.mapEnd(p.Scale.To())
	m.WindowX, m.WindowWidth = from, max(2, to-from)
	return m
}

// mapPath is the critical path as steps; what is no longer than a unit is left
// out.
func (v *drawing) mapPath(list []int, rows, high, top int) string {
	at := make(map[int]int, len(list))
	for k, i := range list {
		at[i] = k
	}
	var d strings.Builder
	x, y := -1, -1
	across := func() { // as far as it goes in its line, at once
		if x >= 0 {
			put(&d, 'H', x)
		}
	}
	for k := range v.check.Parts {
		part := &v.check.Parts[k]
		n, shown := at[part.Subtask]
		from := timeline.Column(part.FromMS, v.plan.Min, v.plan.Max, mapWidth)
		to := v.mapEnd(part.EndMS)
		if !shown || to == from && x >= 0 {
			continue
		}
		line := top + timeline.BandRow(n, len(list), rows)*high + high/2
		switch {
		case x < 0:
			put(&d, 'M', from)
			put(&d, ' ', line)
		case line != y:
			across()
			put(&d, 'V', line)
		}
		x, y = to, line
	}
	across()
	return d.String()
}

// mapEnd is where what ends at a moment, UTC ms, ends on the minimap: at its right
// edge for the task's end, of which Column gives the last unit before it.
func (v *drawing) mapEnd(ms int64) int {
	if ms >= v.plan.Max {
		return mapWidth
	}
	return timeline.Column(ms, v.plan.Min, v.plan.Max, mapWidth)
}

func put(d *strings.Builder, command byte, n int) {
	d.WriteByte(command)
	d.WriteString(strconv.Itoa(n))
}
