package gantt

import (
	"strings"

	"taskscope/views/text"
)

// form is a message that thousands of rows repeat, cut where its values go:
// the catalogue's templates are far slower than the rest of a row.
type form struct {
	parts []string
	holes []int // by part: which value follows it
}

// newForm looks a message up; fields are the names of its values, in the order
// in which fill gets them.
func newForm(p text.Printer, key string, fields ...string) form {
	args := make([]any, 0, 2*len(fields))
	for k, f := range fields {
		args = append(args, f, string(rune(k+1))) // no catalogue has these
	}
	var f form
	for m := p.T(key, args...); ; {
		at := strings.IndexFunc(m, func(r rune) bool { return 0 < r && int(r) <= len(fields) })
		if at < 0 {
			f.parts = append(f.parts, m)
			return f
		}
		f.parts, f.holes = append(f.parts, m[:at]), append(f.holes, int(m[at])-1)
		m = m[at+1:]
	}
}

func (f form) fill(b *strings.Builder, values ...string) {
	value := ""
	for k, part := range f.parts {
		b.WriteString(text.After(value, part))
		if k < len(f.holes) {
			value = values[f.holes[k]]
			b.WriteString(value)
		}
	}
}

// with is the message with its values.
func (f form) with(values ...string) string {
	var b strings.Builder
	f.fill(&b, values...)
	return b.String()
}
