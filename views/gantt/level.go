package gantt

// level is the kind of mark as which the style sheet places it in its line.
func (m *Mark) level() Kind {
	switch {
	case m.Tiny:
		return KindTiny
	case m.Kind == KindUnseen:
		return KindRun
	}
	return m.Kind
}

// levelled says that the style sheet has the mark's place in its line: what is
// usual lies below all, shares are stacked.
func (m *Mark) levelled() bool { return m.Kind != KindUsual && m.Kind != KindShare }
