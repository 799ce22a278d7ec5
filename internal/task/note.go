package task

import "unicode/utf8"

// Note is what people wrote on a snapshot.
type Note struct {
	Version int    // 1, 2, … with every change; 0 is one that was never written
	Title   string // one line
	Text    string // Markdown
	Author  string // who wrote it last; "" when nobody is known
	MS      int64  // when, UTC ms
}

// The most that a note may have, in characters.
const (
	MaxTitle = 300
	MaxNote  = 20_000
)

// Empty says whether there is nothing to read.
func (n Note) Empty() bool { return n.Title == "" && n.Text == "" }

// TooLong says whether it is more than can be kept.
func (n Note) TooLong() bool {
	return utf8.RuneCountInString(n.Title) > MaxTitle || utf8.RuneCountInString(n.Text) > MaxNote
}

// Pin says that somebody wants a snapshot kept.
type Pin struct {
	Author string // "" when nobody is known
	MS     int64  // when, UTC ms
}

// Remarks are what people said of one snapshot.
type Remarks struct {
	Ref  Ref // with its number
	Note Note
	Pin  *Pin // nil when it is not pinned
}
