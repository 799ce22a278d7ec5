package gantt

import (
	"slices"
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
	mapColumn  = mapWidth / mapColumns
)

// What ended badly has an outline, so many px wide on either side whatever the
// scale (minimap.css), and is so high within it at the least: it is to be seen on
// the path of a task of any size.
const (
	mapEdge  = 1
	leastMap = 3
)

// Map is the whole task in small: it stays as small as its cells, however many
// subtasks there are.
type Map struct {
	States []MapState
	Path   string     // of the critical path
	Bad    []MapState // what ended badly, above all of that; the worst last
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
		of, y, bar := &m.States, top+b.Row*high, max(1, high-high/4)
		from, to := b.From*mapColumn, b.To*mapColumn
		if b.State.Bad() {
			of = &m.Bad
			from, to, y, bar = outlined(from, to, y, bar)
		}
		// A band is a rectangle; neighbours in a row touch.
		put(&d, 'M', from)
		put(&d, ' ', y)
		put(&d, 'h', to-from)
		put(&d, 'v', bar)
		put(&d, 'h', from-to)
		d.WriteByte('z')
		if k+1 == len(bands) || bands[k+1].State != b.State {
			*of = append(*of, MapState{Class: "s-" + b.State.String(), Path: d.String()})
			d.Reset()
		}
	}
	slices.Reverse(m.Bad) // bands come the worst first
	m.Path = v.mapPath(list, rows, high, top)
	from, to := timeline.Column(p.Scale.From(), p.Min, p.Max, mapWidth), v.mapEnd(p.Scale.To())
	m.WindowX, m.WindowWidth = from, max(2, to-from)
	return m
}

// outlined is what is left of a band that ended badly, as it is without an outline,
// once it has one: its middle stays where it is, and all of the outline is in the
// map.
func outlined(from, to, y, high int) (int, int, int, int) {
	low := max(leastMap, high-2*mapEdge)
	y += (high - low) / 2
	return min(from, mapWidth-2*mapColumn), max(to, 2*mapColumn), min(max(y, mapEdge), mapHeight-mapEdge-low), low
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
