package text

import (
	"strconv"
	"strings"

	"taskscope/internal/permalink"
)

// Want says what a parameter would have understood. Numbers are written without
// separators: they are read to be typed.
func (p Printer) Want(w permalink.Want) string {
	return p.T("want."+string(w.Kind), "Words", strings.Join(w.Words, p.T("app.list")),
		"Least", strconv.FormatInt(w.Least, 10), "Most", strconv.FormatInt(w.Most, 10))
}
