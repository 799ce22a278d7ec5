package history

import (
	"slices"
	"strings"
	"unicode"

	"taskscope/internal/task"
)

// The sizes of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 200
)

// Query says which snapshots List gives. The zero Query is the first page of
// all snapshots; every field that is not zero narrows it.
type Query struct {
	Newest bool // only the newest snapshot of each task

	// Text is words that all have to be found (anywhere, also inside a word,
	// without regard to case) in the task's name, cluster, tenant or creator as
	// its newest snapshot has them, in an executor of any of its snapshots, in
	// what was noted on one, or in its id.
	Text string

	ID     task.ID
	Source string // exactly

	// The whole value, without regard to case and to space around it. Executor
	// is one of any of the task's snapshots.
	Name, Cluster, Tenant, Creator, Executor string

	// Pinned and Noted are about snapshots, so that all of them are listed, also
	// with Newest.
	Pinned, Noted bool

	States []task.State // any of these, of the snapshot

	// FromMS (inclusive) and ToMS (exclusive) bound the task's start, or for a
	// task that has none the moment it was first recorded. UTC ms.
	FromMS, ToMS task.Opt[int64]

	After, Before string // a cursor of a Page; at most one of the two
	Limit         int    // 0 means DefaultLimit; at most MaxLimit
}

// Page is a part of the list: newest start first; of one task the highest
// number first.
type Page struct {
	Items []task.Summary
	Next  string // cursor for Query.After; "" when nothing follows
	Prev  string // cursor for Query.Before; "" when nothing precedes
}

func (q *Query) limit() int {
	if q.Limit <= 0 {
		return DefaultLimit
	}
	return min(q.Limit, MaxLimit)
}

// maxWords bounds the size of the SQL that a query becomes; the rest of a
// longer text counts as one word.
const maxWords = 12

// words are the different words of a text, folded.
func words(text string) []string {
	var all []string
	for rest := strings.TrimSpace(fold(text)); rest != ""; rest = strings.TrimSpace(rest) {
		end := strings.IndexFunc(rest, unicode.IsSpace)
		if end < 0 || len(all) == maxWords-1 {
			end = len(rest)
		}
		if w := rest[:end]; !slices.Contains(all, w) {
			all = append(all, w)
		}
		rest = rest[end:]
	}
	return all
}

// isNumber says whether a word may be part of an id.
func isNumber(word string) bool {
	return strings.Trim(word, "0123456789") == "" && len(word) <= 19
}
