package gantt

import "strings"

// kind is the word of a mark's class that says how it lies in its line.
func (m *Mark) kind() string {
	if m.Stroke() && strings.HasSuffix(m.Class, "tiny") {
		return "tiny"
	}
	kind, _, _ := strings.Cut(m.Class, " ")
	return kind
}

// levelled says that the style sheet has the mark's place in its line.
func (m *Mark) levelled() bool {
	switch m.kind() {
	case "block", "slack", "waiting", "held", "queued", "run", "seam", "stop", "tiny", "pause", "tick", "path":
		return true
	}
	return false
}
