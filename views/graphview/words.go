package graphview

import (
	"strings"

	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// rowWords are the words that every node repeats. They are looked up once per
// page: the catalogue's templates are far slower than the rest of a node.
type rowWords struct {
	text                   text.Printer
	ran, ranUndone, waited around
	critical               string
}

// around is a message of one value, cut where the value goes.
type around struct{ before, after string }

// hole stands for the value; no catalogue has it.
const hole = "\x00"

func cutAround(message string) around {
	before, after, _ := strings.Cut(message, hole)
	return around{before, after}
}

func (a around) with(value string) string { return a.before + value + a.after }

func newRowWords(p text.Printer) rowWords {
	return rowWords{
		text: p, critical: p.T("timeline.critical"),
		ran:       cutAround(p.T("timeline.ran", "Run", hole)),
		ranUndone: cutAround(p.T("timeline.ran_undone", "Run", hole)),
		waited:    cutAround(p.T("timeline.waited", "Wait", hole)),
	}
}

// label is a subtask in one line: name, state, times.
func (w rowWords) label(name, state string, span *timeline.Span) string {
	label := name + ", " + state
	if span.OK {
		ran := w.ran
		if span.Undone {
			ran = w.ranUndone
		}
		label += ", " + ran.with(w.text.Duration(span.RunMS))
		if ms, ok := span.Wait(); ok && ms > 0 {
			label += ", " + w.waited.with(w.text.Duration(ms))
		}
	}
	if span.Critical {
		label += ", " + w.critical
	}
	return label
}

// middle cuts a name so that it fits; most names need no measuring.
func middle(s string, most int) string {
	if len(s) <= most/2 { // bytes
		return s
	}
	return text.MiddleClose(s, most)
}
