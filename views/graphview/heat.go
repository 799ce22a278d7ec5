package graphview

import (
	"strconv"

	"taskscope/internal/permalink"
)

// Heat is the scale of what nodes are coloured by beside their state.
type Heat struct {
	Title string
	Steps []HeatStep // coldest first
	value func(n *Node) (ms int64, ok bool)
	most  int64
}

// HeatStep is one colour: durations above the step before, up to its own.
type HeatStep struct {
	Class, Text string
	upTo        int64
}

// Hot is how hot a node is: a colour, and a bar along its foot, since no colour
// tells how much by itself. The value stands in the node's Detail.
type Hot struct {
	Class string
	Bar   float64 // length
}

// heatShares are where the steps end, in hundredths of the greatest value.
// They are wider above: there the few that matter differ.
func heatShares() []int64 { return []int64{2, 10, 25, 50, 100} }

// heat is the scale that the URL asks for, over all subtasks of the task, so
// that opening a stack or moving the focus changes no colour.
func (b *builder) heat() *Heat {
	var value func(i int) int64
	switch b.URL.Heat {
	case permalink.HeatRun:
		value = func(i int) int64 { return b.Analysis.Spans[i].RunMS }
	case permalink.HeatWait:
		value = func(i int) int64 { return b.Analysis.Spans[i].WaitMS }
	default:
		return nil
	}
	h := &Heat{Title: b.Text.T("graph.heat_" + string(b.URL.Heat))}
	for i := range b.Analysis.Spans {
		if b.Analysis.Spans[i].OK {
			h.most = max(h.most, value(i))
		}
	}
	for k, share := range heatShares() {
		upTo := h.most * share / 100
		h.Steps = append(h.Steps, HeatStep{
			Class: "h" + strconv.Itoa(k+1), Text: "≤ " + b.Text.Duration(upTo), upTo: upTo,
		})
	}
	// Of a stack the longest counts: a sum would make many short ones hot.
	h.value = func(n *Node) (ms int64, ok bool) {
		for _, i := range n.Subtasks {
			if b.Analysis.Spans[i].OK {
				ms, ok = max(ms, value(i)), true
			}
		}
		return ms, ok
	}
	return h
}

// of is how hot a node is; nil where there is no heat, or nothing to measure.
func (h *Heat) of(n *Node) *Hot {
	if h == nil {
		return nil
	}
	ms, ok := h.value(n)
	if !ok {
		return nil
	}
	hot := &Hot{}
	for _, s := range h.Steps {
		if hot.Class = s.Class; ms <= s.upTo {
			break
		}
	}
	if h.most > 0 {
		hot.Bar = tenth(float64(nodeWidth) * float64(ms) / float64(h.most))
	}
	return hot
}
