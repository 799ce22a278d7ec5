package gantt

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// kind is the word of a mark's class that says how it lies in its line.
func (m Mark) kind() string {
	if m.Stroke() && strings.HasSuffix(m.Class, "tiny") {
		return "tiny"
	}
	kind, _, _ := strings.Cut(m.Class, " ")
	return kind
}

// level are the attributes of a mark's place in the line at top, none where the
// style sheet has it.
func (m Mark) level(top int) templ.Attributes {
	switch m.kind() {
	case "block", "slack", "waiting", "held", "queued", "run", "seam", "stop", "tiny", "pause", "tick", "path":
		return nil
	}
	y := strconv.Itoa(m.Y - top)
	if m.Stroke() {
		return templ.Attributes{"y1": y, "y2": y}
	}
	return templ.Attributes{"y": y}
}
