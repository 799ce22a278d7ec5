package page

import (
	"math"
	"slices"
)

// A figure is one thing that is measured, named as the table names it.
type figure string

const (
	fcp       figure = "first contentful paint"
	ready     figure = "last row and bar painted"
	jaeger    figure = "  beside Jaeger UI's"
	firstByte figure = "first byte, in the browser"
	busy      figure = "main thread busy until then"
	loadLong  figure = "longest task, loading"
	scripts   figure = "  of it script"
	styles    figure = "  of it style"
	layouts   figure = "  of it layout"

	elements    figure = "elements, whole page"
	perSubtask  figure = "elements per subtask, timeline"
	rawBytes    figure = "HTML per subtask, raw"
	wireBytes   figure = "HTML per subtask, on the wire"
	rowElements figure = "  rows alone: elements"
	rowRaw      figure = "  rows alone: raw"
	rowWire     figure = "  rows alone: on the wire"
	assets      figure = "JS + CSS on the wire"
	blockingJS  figure = "  of it JS before the first paint"
	blockingCSS figure = "  of it CSS before the first paint"
	heap        figure = "JS heap"

	selecting  figure = "select a subtask, to next paint"
	hovering   figure = "hover a row, to next paint"
	zooming    figure = "zoom (Ctrl+wheel), to next paint"
	panning    figure = "pan (wheel, Shift+wheel), to next paint"
	selectLong figure = "longest task, selecting"
	scrollLong figure = "longest task, scrolling"
	zoomLong   figure = "longest task, zooming"
	zooms      figure = "share of Ctrl+wheel answered"

	cold      figure = "server, first request"
	coldCPU   figure = "  of it CPU, all threads"
	warm      figure = "server, again"
	warmByte  figure = "server, again, first byte"
	unchanged figure = "server, unchanged (304)"
)

// sample are the figures of one load of one page: ms, bytes or counts.
type sample map[figure]float64

// median is the middle of values, NaN of none. Of two middles it is the mean.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	v := slices.Sorted(slices.Values(values))
	half := len(v) / 2
	if len(v)%2 == 1 {
		return v[half]
	}
	return (v[half-1] + v[half]) / 2
}

// medians takes each figure by itself, of the samples that have it.
func medians(samples []sample) sample {
	all := map[figure][]float64{}
	for _, s := range samples {
		for f, v := range s {
			all[f] = append(all[f], v)
		}
	}
	m := sample{}
	for f, values := range all {
		m[f] = median(values)
	}
	return m
}

// span is something that began at a moment and took a while, in ms of the page.
type span struct {
	Type string  `json:"type"`
	At   float64 `json:"at"`
	MS   float64 `json:"ms"`
}

// longest is the longest of spans that begin in [from, to), 0 of none. With a
// type it is the longest of that type.
func longest(spans []span, typ string, from, to float64) float64 {
	most := 0.0
	for _, s := range spans {
		if s.At >= from && s.At < to && (typ == "" || s.Type == typ) {
			most = max(most, s.MS)
		}
	}
	return most
}
