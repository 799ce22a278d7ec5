package taskpage

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// Where the axis counts from the task's start, so does the panel, beside the clock:
// what it says can be found on the axis.
func TestPanelCountsAsTheAxisDoes(t *testing.T) {
	tk := broken()
	for query, want := range map[string]bool{"subtask=2": false, "subtask=2&time=relative": true} {
		_, doc := pageFor(t, tk, query, "en")
		values := doc.Find(".panel-facts dd").Map(func(_ int, s *goquery.Selection) string { return strings.TrimSpace(s.Text()) })
		start := values[0]
		if counted := strings.HasPrefix(start, "+") && strings.Contains(start, " s · 2"); counted != want {
			t.Errorf("%s: it started %q, counted from the task's start: %t, want %t", query, start, counted, want)
		}
		if notes := doc.Find(".panel .notes").Text(); strings.Contains(notes, "until") && strings.Contains(notes, "until +") != want {
			t.Errorf("%s: the panel says %q", query, notes)
		}
	}
}
