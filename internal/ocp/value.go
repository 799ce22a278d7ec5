package ocp

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"taskscope/internal/task"
)

// The readers of single values. Each takes the field's path, for the problem
// it reports when the value cannot be what the field is, and leaves the field
// out then. Absent and null are never a problem.

// text reads a string; a number is kept as it was written (OCP's page says
// that the status is one).
func (d *decoder) text(field string, v span) string {
	switch d.kind(v) {
	case 'n':
		return ""
	case '"':
		return d.unquoted(v)
	case 0:
		return d.word(d.raw(v))
	}
	d.bad(field, v)
	return ""
}

// integer reads a whole number, bare or in quotes.
func (d *decoder) integer(field string, v span) task.Opt[int64] {
	switch d.kind(v) {
	case 'n':
		return task.Opt[int64]{}
	case 0:
		if n, ok := parseInteger(d.raw(v)); ok {
			return task.Some(n)
		}
	case '"':
		text := bytes.TrimSpace(d.raw(v)[1 : v.to-v.from-1])
		if len(text) == 0 {
			return task.Opt[int64]{}
		}
		if n, ok := parseInteger(text); ok {
			return task.Some(n)
		}
	}
	d.bad(field, v)
	return task.Opt[int64]{}
}

// flag reads a boolean, bare or in quotes.
func (d *decoder) flag(field string, v span) task.Opt[bool] {
	switch d.kind(v) {
	case 'n':
		return task.Opt[bool]{}
	case 't':
		return task.Some(true)
	case 'f':
		return task.Some(false)
	case '"':
		switch text := d.raw(v)[1 : v.to-v.from-1]; {
		case len(text) == 0:
			return task.Opt[bool]{}
		case bytes.EqualFold(text, []byte("true")):
			return task.Some(true)
		case bytes.EqualFold(text, []byte("false")):
			return task.Some(false)
		}
	}
	d.bad(field, v)
	return task.Opt[bool]{}
}

// instant reads a time as text or as milliseconds since 1970.
func (d *decoder) instant(field string, v span) task.Instant {
	switch d.kind(v) {
	case 'n':
		return task.Instant{}
	case 0:
		if at, ok := parseInstant(d.raw(v)); ok {
			return at
		}
	case '"':
		text := d.raw(v)[1 : v.to-v.from-1]
		if bytes.IndexByte(text, '\\') >= 0 {
			text = []byte(unquote(d.raw(v)))
		}
		if text = bytes.TrimSpace(text); len(text) == 0 {
			return task.Instant{}
		}
		if at, ok := parseInstant(text); ok {
			return at
		}
	}
	d.bad(field, v)
	return task.Instant{}
}

// maxBadIDs is how many bad ids of one list are reported: more say no more.
const maxBadIDs = 10

// ids reads the ids of neighbours. One that is no id is reported and left out;
// none at all is nil, however it was written.
func (d *decoder) ids(field string, v span) []task.SubtaskID {
	switch d.kind(v) {
	case 'n':
		return nil
	case '[':
	default:
		d.bad(field, v)
		return nil
	}
	var ids []task.SubtaskID
	mark := len(d.problems)
	for e := range d.elements(v) {
		before := len(d.problems)
		id, ok := d.id(field, e)
		switch {
		case ok:
			if ids == nil {
				ids = make([]task.SubtaskID, 0, 1+bytes.Count(d.raw(v), []byte{','}))
			}
			ids = append(ids, task.SubtaskID(id))
		case len(d.problems) == before: // null and "" are fine as a field, not in a list
			d.bad(field, e)
		}
		d.problems = d.problems[:min(len(d.problems), mark+maxBadIDs)]
	}
	return ids
}

// id reads an id: a whole number above zero. One that is there but is not
// usable is reported.
func (d *decoder) id(field string, v span) (id int64, ok bool) {
	n := d.integer(field, v)
	if n.OK && n.V <= 0 {
		d.bad(field, v)
		return 0, false
	}
	return n.V, n.OK
}

// unquoted is the text of the string at v.
func (d *decoder) unquoted(v span) string {
	text := d.raw(v)[1 : v.to-v.from-1]
	if bytes.IndexByte(text, '\\') >= 0 || !utf8.Valid(text) {
		return unquote(d.raw(v))
	}
	return d.word(text)
}

// word is text as a string. Most of an answer's words come again and again
// (states, hosts, the names of split copies), so each is kept in memory once.
func (d *decoder) word(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if w, ok := d.words[string(text)]; ok {
		return w
	}
	w := string(text)
	d.words[w] = w
	return w
}

// maxExponent is beyond any number that a body has the room to spell out.
const maxExponent = 1 << 30

// parseInteger reads a JSON number that is whole: 7, -7, 5.0, 1e3, 1.5e1. It
// is exact over all of int64; a fraction or a greater number is refused.
func parseInteger(text []byte) (int64, bool) {
	mantissa, exponent := text, 0
	if i := bytes.IndexAny(text, "eE"); i >= 0 {
		e, err := strconv.Atoi(string(text[i+1:]))
		if err != nil || e > maxExponent || e < -maxExponent {
			return 0, false
		}
		mantissa, exponent = text[:i], e
	}
	whole, fraction, dotted := bytes.Cut(mantissa, []byte{'.'})
	if !decimal(bytes.TrimPrefix(whole, []byte{'-'})) || dotted && !decimal(fraction) {
		return 0, false
	}
	if !dotted && exponent == 0 {
		return parseInt(whole)
	}
	digits := append(bytes.Clone(whole), fraction...)
	shift := exponent - len(fraction)
	for shift < 0 && len(digits) > 0 && digits[len(digits)-1] == '0' {
		digits, shift = digits[:len(digits)-1], shift+1
	}
	if len(bytes.Trim(digits, "-0")) == 0 {
		return 0, true
	}
	if shift < 0 || shift > 18 {
		return 0, false
	}
	digits = append(digits, bytes.Repeat([]byte{'0'}, shift)...)
	return parseInt(digits)
}

func parseInt(digits []byte) (int64, bool) {
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return 0, false
	}
	return n, true
}

// decimal says whether text is one digit or more, and nothing else.
func decimal(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}
