package taskpage

import "taskscope/internal/permalink"

// ExportLink leads to a file of what this page shows.
type ExportLink struct {
	Text, Hint, URL string
	Copies          bool // a script copies what is there
}

// holds says what the files are of. A script zooms without a new menu, so of the
// range it tells the rule.
func (b *pageOf) holds() string {
	shown := len(b.task.Subtasks)
	if b.URL.Filtered() {
		shown = len(b.hits)
	}
	return b.text.N("export.holds", shown, "All", b.text.Count(len(b.task.Subtasks)))
}

// exports are the files, for people first. All but analysis.json carry the
// page's filters, order, range and zone along.
func (b *pageOf) exports() []ExportLink {
	file := func(e permalink.Export, name, hint string) ExportLink {
		return ExportLink{Text: b.text.T(name), Hint: b.text.T(hint), URL: b.URL.Export(e)}
	}
	ticket := file(permalink.SummaryText, "export.ticket", "export.ticket_hint")
	ticket.Copies = true
	return []ExportLink{
		ticket,
		file(permalink.TimelineSVG, "export.picture", "export.picture_hint"),
		file(permalink.SubtasksCSV, "export.table", "export.table_hint"),
		file(permalink.TraceJSON, "export.events", "export.events_hint"),
		{Text: b.text.T("export.figures"), Hint: b.text.T("export.figures_hint"), URL: permalink.AnalysisJSON(b.URL.Ref)},
	}
}
