package permalink

import "slices"

// Export is a file made of what a task page shows.
type Export string

// The files.
const (
	TimelineSVG Export = "timeline.svg"
	GraphSVG    Export = "graph.svg"
	GraphDOT    Export = "graph.dot"
	GraphMMD    Export = "graph.mmd"    // Mermaid
	SubtasksCSV Export = "subtasks.csv" // a row for each subtask
	TraceJSON   Export = "trace.json"   // Chrome trace events
	SummaryText Export = "summary.txt"  // for a ticket
	ChangesCSV  Export = "changes.csv"  // a row for each change between snapshots
	ChangesJSON Export = "changes.json" // the same
)

// Exports are all files, so that a test can try each.
func Exports() []Export {
	return []Export{TimelineSVG, GraphSVG, GraphDOT, GraphMMD, SubtasksCSV, TraceJSON, SummaryText, ChangesCSV, ChangesJSON}
}

// Export is the URL of a file of what this page shows: the same filters, order,
// range and zone. Which view and which subtask are looked at is none of it,
// except that a picture marks the subtask.
func (u Task) Export(e Export) string {
	u.View = Overview
	if !slices.Contains([]Export{TimelineSVG, GraphSVG}, e) {
		u.Subtask = 0
	}
	return u.Path() + "/" + string(e) + u.query()
}
