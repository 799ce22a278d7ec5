package taskpage

import (
	"strings"
	"unicode"

	"taskscope/internal/task"
)

// name is what a subtask is called on the page: copies of a split stage carry
// their index, for nothing else tells them apart.
func name(s *task.Subtask) string {
	n := isolate(s.Name)
	if s.Split() {
		return n + " #" + itoa(s.ParallelIdx.V)
	}
	return n
}

// isolate keeps a name's direction of writing from turning the sentence around
// it: a name is OCP's text, and may hold an override that nothing closes.
func isolate(name string) string {
	turns := func(r rune) bool {
		return unicode.In(r, unicode.Bidi_Control, unicode.Hebrew, unicode.Arabic)
	}
	if strings.IndexFunc(name, turns) < 0 {
		return name
	}
	const first, pop = "\u2068", "\u2069" // first strong isolate, pop directional isolate
	return first + name + pop
}

// The column of names has room for some 44 average characters at most, and for
// 16 on a phone. What is longer is cut before its end, for there the names of
// one task differ.
const (
	longName  = 44
	phoneName = 16
	tailChars = 10
)

// tail is the end of a name that may be cut, "" for one that never is; long
// says that it is cut on wide screens, too.
func tail(name string) (end string, long bool) {
	if len(name) <= phoneName/2 { // bytes: most names need no measuring
		return "", false
	}
	runes := []rune(name)
	w := width(runes)
	if w <= phoneName*unit || len(runes) <= tailChars {
		return "", false
	}
	return string(runes[len(runes)-tailChars:]), w > longName*unit
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
