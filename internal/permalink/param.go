package permalink

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"taskscope/internal/task"
)

// BadParam is a value that a URL cannot have, and what would have been
// understood.
type BadParam struct {
	Name, Value string
	Want        Want
}

func (e *BadParam) Error() string {
	return fmt.Sprintf("%s=%q: want %s", e.Name, e.Value, e.Want)
}

// maxShown is how many bytes of a bad value a BadParam repeats.
const maxShown = 80

// bad cuts the value, between characters: it goes to a page and to the log,
// and may be a megabyte of anything.
func bad(name, value string, want Want) *BadParam {
	if len(value) > maxShown {
		value = strings.ToValidUTF8(value[:maxShown], "") + "…"
	}
	return &BadParam{Name: name, Value: strings.ToValidUTF8(value, "?"), Want: want}
}

// MaxText is the longest search text a URL may carry, in bytes.
const MaxText = 500

// reader takes parameters out of a query and keeps the first error, so that a
// parser reads as a list of its parameters.
type reader struct {
	query url.Values
	err   error
}

func (r *reader) fail(name, value string, want Want) {
	if r.err == nil {
		r.err = bad(name, value, want)
	}
}

func (r *reader) text(name string) string {
	s := strings.TrimSpace(r.query.Get(name))
	if len(s) > MaxText || strings.ContainsRune(s, 0) || !utf8.ValidString(s) {
		r.fail(name, s, Want{Kind: WantText, Most: MaxText})
		return ""
	}
	return s
}

// choice reads one of a fixed set of words; the first is the default.
func choice[T ~string](r *reader, name string, words []T) T {
	s := r.query.Get(name)
	if s == "" {
		return words[0]
	}
	if i := slices.Index(words, T(s)); i >= 0 {
		return words[i]
	}
	r.fail(name, s, OneOf(words...))
	return words[0]
}

func (r *reader) subtask(name string) task.SubtaskID {
	s := r.query.Get(name)
	if s == "" {
		return 0
	}
	id, err := task.ParseSubtaskID(s)
	if err != nil {
		r.fail(name, s, Want{Kind: WantSubtask})
	}
	return id
}

// whole reads a whole number within the bounds of want; absent where the parameter is.
func (r *reader) whole(name string, want Want) task.Opt[int64] {
	s := r.query.Get(name)
	if s == "" {
		return task.Opt[int64]{}
	}
	n, ok := digits(s, want.Least, want.Most)
	if !ok {
		r.fail(name, s, want)
		return task.Opt[int64]{}
	}
	return task.Some(n)
}

// digits is the number that s is in the one way in which it is written: a second
// way would be a second URL of the same page.
func digits(s string, least, most int64) (n int64, ok bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= least && n <= most && strconv.FormatInt(n, 10) == s
}

// ms reads a time in milliseconds from the task's start.
func (r *reader) ms(name string) task.Opt[int64] {
	return r.whole(name, Want{Kind: WantMS, Most: maxMS})
}

// maxMS is a hundred years: beyond any task, and far from overflow.
const maxMS = 100 * 366 * 24 * 3600 * 1000

// Param is one parameter of a query.
type Param struct{ Name, Value string }

// writer collects parameters in the order they are written, which is the
// order people see them in. Empty values are left out.
type writer []Param

func (w *writer) put(name, value string) {
	if value != "" {
		*w = append(*w, Param{name, value})
	}
}

// word writes a choice unless it is the default.
func word[T ~string](w *writer, name string, value T, words []T) {
	if value != words[0] {
		w.put(name, string(value))
	}
}

func (w *writer) subtask(name string, id task.SubtaskID) {
	if id != 0 {
		w.put(name, id.String())
	}
}

func (w *writer) ms(name string, ms task.Opt[int64]) {
	if ms.OK {
		w.put(name, strconv.FormatInt(ms.V, 10))
	}
}

// String is the query with its question mark; "" without parameters.
func (w writer) String() string {
	var b strings.Builder
	for i, p := range w {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(p.Name)
		b.WriteByte('=')
		// Commas join states; they are legal in a query and easier to read as such.
		b.WriteString(strings.ReplaceAll(url.QueryEscape(p.Value), "%2C", ","))
	}
	return b.String()
}

// within is a query as a link within its page: "?" alone is the page with every
// default, for "" would be the page as it is.
func within(query string) string {
	if query == "" {
		return "?"
	}
	return query
}
