package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is a text of OCP's for where a browser does not take care of it: a line
// of a plain file, a text of an SVG. It is one line of characters that every
// format may hold: what breaks a line is a space, what steers the direction of
// writing or the terminal is left out, what is no character is U+FFFD.
func Line(s string) string {
	if strings.IndexFunc(s, odd) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		case odd(r):
			return utf8.RuneError
		}
		return r
	}, s))
}

// odd says of a character that it is no part of a line, or that XML has no
// place for it.
func odd(r rune) bool {
	return r != ' ' && unicode.IsSpace(r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) ||
		unicode.Is(unicode.Noncharacter_Code_Point, r)
}
