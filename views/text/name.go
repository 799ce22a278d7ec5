package text

import (
	"strconv"
	"strings"
	"unicode"

	"taskscope/internal/task"
)

// Name is what a subtask is called on a page: copies of a split stage carry
// their index, for nothing else tells them apart.
func Name(s *task.Subtask) string {
	n := Isolate(s.Name)
	if s.Split() {
		return n + " #" + strconv.FormatInt(s.ParallelIdx.V, 10)
	}
	return n
}

// Isolate keeps a name's direction of writing from turning the sentence around
// it: a name is OCP's text, and may hold an override that nothing closes.
func Isolate(name string) string {
	turns := func(r rune) bool {
		// What turns a line begins with Hebrew; most names end before that.
		return r >= '\u0590' && unicode.In(r, unicode.Bidi_Control, unicode.Hebrew, unicode.Arabic)
	}
	if strings.IndexFunc(name, turns) < 0 {
		return name
	}
	const first, pop = "\u2068", "\u2069" // first strong isolate, pop directional isolate
	return first + name + pop
}

// unit is the width of an average small letter; others are estimated in tenths
// of it, for a server knows no fonts.
const unit = 10

// Width is about how many average small letters a text is as wide as.
func Width(s string) int { return (width([]rune(s)) + unit - 1) / unit }

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

// Tail is the end of a text of at most n characters, what tells it from
// others where its middle is cut; all of a shorter one.
func Tail(s string, n int) string {
	runes := []rune(s)
	return string(runes[max(0, len(runes)-n):])
}

// Middle cuts a text that is wider than most average characters in its middle,
// where names of one task differ least.
func Middle(s string, most int) string {
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
