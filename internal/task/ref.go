package task

import (
	"fmt"
	"strconv"
	"strings"
)

// Ref names a task, or one snapshot of it: `[source:]taskID[@snapshot]`, for
// example 35000312, prod:35000312 or prod:35000312@3. It is one grammar in
// URLs, in comparisons and on the command line.
type Ref struct {
	Source   string // "" is the default source, and is how that one is written
	Task     ID
	Snapshot int // 1, 2, …; 0 means the newest
}

// MaxSourceName is the longest name of a source, in bytes.
const MaxSourceName = 32

// ParseRef reads a Ref. Every Ref has one spelling: ParseRef(r.String()) is r,
// and a text that is not the String of its Ref is refused.
func ParseRef(s string) (Ref, error) {
	var r Ref
	rest := s
	if source, after, found := strings.Cut(rest, ":"); found {
		if !ValidSource(source) {
			return Ref{}, fmt.Errorf("%.80q is not a task reference: %.40q is not the name of a source", s, source)
		}
		r.Source, rest = source, after
	}
	if id, n, found := strings.Cut(rest, "@"); found {
		number, err := parseID(n)
		if err != nil || number > 1<<31-1 {
			return Ref{}, fmt.Errorf("%.80q is not a task reference: %.40q is not a snapshot number", s, n)
		}
		r.Snapshot, rest = int(number), id
	}
	id, err := ParseID(rest)
	if err != nil {
		return Ref{}, fmt.Errorf("%.80q is not a task reference: %w", s, err)
	}
	r.Task = id
	return r, nil
}

// String is the Ref in its grammar.
func (r Ref) String() string {
	var b strings.Builder
	if r.Source != "" {
		b.WriteString(r.Source)
		b.WriteByte(':')
	}
	b.WriteString(r.Task.String())
	if r.Snapshot > 0 {
		b.WriteByte('@')
		b.WriteString(strconv.Itoa(r.Snapshot))
	}
	return b.String()
}

// Newest is the same task without a snapshot number.
func (r Ref) Newest() Ref { r.Snapshot = 0; return r }

// At is the same task pinned to snapshot n.
func (r Ref) At(n int) Ref { r.Snapshot = n; return r }

// ValidSource says whether s can name a source: a lower-case letter, then
// letters, digits and hyphens, so that it needs no escaping in a URL and can
// never be taken for an id.
func ValidSource(s string) bool {
	if s == "" || len(s) > MaxSourceName || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := 1; i < len(s); i++ {
		c := s[i]
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
