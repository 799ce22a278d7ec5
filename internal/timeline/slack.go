package timeline

// findSlack goes backwards through the graph, and findIdeal forwards. A subtask
// without a span is no downstream for the slack (it did not start, so nobody
// made it late), but a chain for the ideal leads through it, with a run of 0.
//
// In sane data the first bound (the last end) is implied by the second. Where
// clocks disagree, or an upstream was rolled back after its downstream, the
// subtask that ended last may have downstreams that ended before it; without
// the bound it would be given slack, though any delay of it moves the end.
func (a *Analysis) findSlack() {
	last, _ := a.lastEnd()
	undone := false
	if i := a.lastSubtask(); i >= 0 {
		undone = a.Spans[i].Undone
	}
	for k := len(a.graph.Order) - 1; k >= 0; k-- {
		i := a.graph.Order[k]
		s := &a.Spans[i]
		if !s.OK {
			continue
		}
		s.SlackMS = last - s.End
		s.SlackUnknown = undone || s.Undone || s.Again
		for _, d := range a.graph.Down[i] {
			if down := &a.Spans[d]; down.OK {
				s.SlackMS = min(s.SlackMS, down.ReadyMS-s.End+down.SlackMS)
				s.SlackUnknown = s.SlackUnknown || down.ReadyUnknown || down.SlackUnknown
			}
		}
	}
	a.findIdeal()
}

func (a *Analysis) findIdeal() {
	chain := make([]int64, len(a.Spans)) // longest chain that ends with the subtask
	for _, i := range a.graph.Order {
		for _, u := range a.graph.Up[i] {
			chain[i] = max(chain[i], chain[u])
		}
		chain[i] += a.Spans[i].RunMS
		a.IdealMS = max(a.IdealMS, chain[i])
	}
}
