package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"taskscope/internal/task"
)

// Name is what a subtask is called on a page: copies of a split stage carry
// their index, for nothing else tells them apart.
func Name(s *task.Subtask) string {
	n := Isolate(s.Called())
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
func Width(s string) int {
	w := 0
	for _, r := range s {
		w += runeWidth(r)
	}
	return (w + unit - 1) / unit
}

func runeWidth(r rune) int {
	switch {
	case r >= 0x1100: // Chinese, emoji
		return 2 * unit
	case r == 'm', r == 'w', r == '@', r == '%', unicode.IsUpper(r):
		return unit * 13 / 10
	}
	return unit
}

func closeWidth(r rune) int {
	switch {
	case r >= 0x1100: // Chinese, emoji
		return 19
	case r >= 0x0400 && r <= 0x052F: // Cyrillic
		return 14
	case strings.ContainsRune("mwMW@%", r):
		return 18
	case strings.ContainsRune("ijlI.,:;|'! ", r):
		return 6
	case strings.ContainsRune("tfr()[]/-", r):
		return 7
	case unicode.IsUpper(r):
		return 12
	}
	return 11
}

// Tail is the end of a text, at most as wide as n average characters: what tells
// it from others where its middle is cut; all of a shorter one.
func Tail(s string, n int) string {
	at, room := len(s), n*unit
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if room -= runeWidth(r); room < 0 {
			break
		}
		at -= size
	}
	return s[at:]
}

// Middle cuts a text that is wider than most average characters in its middle,
// where names of one task differ least.
func Middle(s string, most int) string { return middle(s, most, runeWidth) }

// MiddleClose cuts as Middle does, but by a closer estimate: where a name has a
// box of its own, room to spare is a letter less. Other estimates rather say
// too much.
func MiddleClose(s string, most int) string { return middle(s, most, closeWidth) }

func middle(s string, most int, wide func(rune) int) string {
	runes := []rune(s)
	all := 0
	for _, r := range runes {
		all += wide(r)
	}
	if all <= most*unit {
		return s
	}
	room := (most - 1) * unit // the rest is for the ellipsis
	half := room - room/unit/2*unit
	head, used := 0, 0
	for used+wide(runes[head]) <= half {
		used += wide(runes[head])
		head++
	}
	end := len(runes)
	for used+wide(runes[end-1]) <= room {
		used += wide(runes[end-1])
		end--
	}
	return string(runes[:head]) + "…" + string(runes[end:])
}
