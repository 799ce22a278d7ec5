package graphview

import (
	"strings"
	"unicode"

	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// rowWords are the words that every node repeats. They are looked up once per
// page: the catalogue's templates are far slower than the rest of a node.
type rowWords struct {
	text        text.Printer
	ran, waited around
	critical    string
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
		text: p, critical: p.T("graph.critical"),
		ran:    cutAround(p.T("graph.ran", "Run", hole)),
		waited: cutAround(p.T("graph.waited", "Wait", hole)),
	}
}

// label is a subtask in one line: name, state, times.
func (w rowWords) label(name, state string, span *timeline.Span) string {
	label := name + ", " + state
	if span.OK {
		label += ", " + w.ran.with(w.text.Duration(span.RunMS))
		if span.WaitMS > 0 {
			label += ", " + w.waited.with(w.text.Duration(span.WaitMS))
		}
	}
	if span.Critical {
		label += ", " + w.critical
	}
	return label
}

// unit is the width of an average small letter; others are estimated in tenths
// of it, for a server knows no fonts.
const unit = 10

func width(runes []rune) int {
	w := 0
	for _, r := range runes {
		w += runeWidth(r)
	}
	return w
}

func runeWidth(r rune) int {
	switch {
	case r >= 0x1100: // Chinese, emoji
		return 2 * unit
	case unicode.IsUpper(r), r == 'm', r == 'w', r == '@', r == '%':
		return unit * 13 / 10
	}
	return unit
}

// middle cuts a text that is wider than most average characters in its middle,
// where names of one task differ least.
func middle(s string, most int) string {
	if len(s) <= most/2 { // bytes: most names need no measuring
		return s
	}
	runes := []rune(s)
	if width(runes) <= most*unit {
		return s
	}
	room := (most - 1) * unit // the rest is for the ellipsis
	half := room - room/unit/2*unit
	head, used := 0, 0
	for used+runeWidth(runes[head]) <= half {
		used += runeWidth(runes[head])
		head++
	}
	end := len(runes)
	for used+runeWidth(runes[end-1]) <= room {
		used += runeWidth(runes[end-1])
		end--
	}
	return string(runes[:head]) + "…" + string(runes[end:])
}
