package ocp

import (
	"bytes"
	"encoding/json"
	"iter"
)

// The walk over a document. encoding/json alone decides what is JSON (see
// parse); the functions here only run on bytes it has accepted, so they need
// no errors of their own. They exist because leniency needs what Unmarshal
// hides: the case of a key, the raw text of a value, and where it stood.

// span is a value of the document: body[from:to]. The zero span is a value
// that is not there.
type span struct{ from, to int }

func (s span) there() bool { return s.to > s.from }

// members yields the keys of the object at o, unescaped, with their values.
// A key that comes twice is yielded twice: the last one is to win. The key's
// bytes are only good until the next one.
func (d *decoder) members(o span) iter.Seq2[[]byte, span] {
	return func(yield func([]byte, span) bool) {
		b := d.body
		i := space(b, o.from+1)
		for b[i] == '"' {
			end := skipString(b, i)
			key := b[i+1 : end-1]
			if bytes.IndexByte(key, '\\') >= 0 {
				key = []byte(unquote(b[i:end]))
			}
			from := space(b, space(b, end)+1) // over the colon
			to := skip(b, from)
			if !yield(key, span{from, to}) {
				return
			}
			i = space(b, to)
			if b[i] == ',' {
				i = space(b, i+1)
			}
		}
	}
}

// elements yields the values of the array at a.
func (d *decoder) elements(a span) iter.Seq[span] {
	return func(yield func(span) bool) {
		b := d.body
		i := space(b, a.from+1)
		for b[i] != ']' {
			to := skip(b, i)
			if !yield(span{i, to}) {
				return
			}
			i = space(b, to)
			if b[i] == ',' {
				i = space(b, i+1)
			}
		}
	}
}

// kind is the first byte of a value: { [ " t f n, or 0 for any number. An
// absent value counts as null.
func (d *decoder) kind(v span) byte {
	if !v.there() {
		return 'n'
	}
	switch c := d.body[v.from]; c {
	case '{', '[', '"', 't', 'f', 'n':
		return c
	}
	return 0
}

// raw is the text of a value as it was received.
func (d *decoder) raw(v span) []byte { return d.body[v.from:v.to] }

// line is the 1-based line of a byte.
func line(body []byte, offset int) int {
	return 1 + bytes.Count(body[:min(max(offset, 0), len(body))], []byte{'\n'})
}

// space is the index of the first byte from i on that is not white space.
func space(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// skip is the index behind the value that starts at i.
func skip(b []byte, i int) int {
	switch b[i] {
	case '"':
		return skipString(b, i)
	case '{', '[':
		for depth := 0; ; {
			switch b[i] {
			case '"':
				i = skipString(b, i)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
			i++
		}
	}
	for i < len(b) && b[i] != ',' && b[i] != '}' && b[i] != ']' && b[i] > ' ' {
		i++
	}
	return i
}

// skipString is the index behind the string whose opening quote is at i.
func skipString(b []byte, i int) int {
	for {
		n := bytes.IndexByte(b[i+1:], '"')
		if n < 0 {
			return len(b) // only in a document that was refused, see invalid
		}
		i += 1 + n
		slashes := 0
		for b[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i + 1
		}
	}
}

// tooDeep is the index of the first bracket nested deeper than limit, or -1.
func tooDeep(b []byte, limit int) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i = skipString(b, i) - 1
		case '{', '[':
			if depth++; depth > limit {
				return i
			}
		case '}', ']':
			depth--
		}
	}
	return -1
}

// unquote is the text of a JSON string with its quotes. What is not UTF-8 in
// it becomes U+FFFD.
func unquote(quoted []byte) string {
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		return string(quoted) // cannot be: the document was accepted as a whole
	}
	return s
}
