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
			to := d.skip(from)
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
			to := d.skip(i)
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
func (d *decoder) skip(i int) int {
	if c := d.body[i]; c == '{' || c == '[' {
		if end, ok := d.large[i]; ok {
			return end
		}
	}
	return skip(d.body, i)
}

// skip is decoder.skip for a value that is not known to be large.
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

// largeValue is what is not passed over byte by byte more than once, in bytes: a
// list of subtasks is found in three steps, each of which passes over it.
const largeValue = 4 << 10

// nesting is the index of the first bracket nested deeper than maxDepth, or -1,
// and where each large object and array ends: the index behind it, by the one
// of its bracket.
func nesting(b []byte) (tooDeep int, large map[int]int) {
	var open [maxDepth]int
	depth := 0
	large = map[int]int{}
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i = skipString(b, i) - 1
		case '{', '[':
			if depth == maxDepth {
				return i, nil
			}
			open[depth] = i
			depth++
		case '}', ']':
			if depth == 0 { // in a document that was refused
				continue
			}
			depth--
			if from := open[depth]; i-from > largeValue {
				large[from] = i + 1
			}
		}
	}
	return -1, large
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
