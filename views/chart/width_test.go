package chart

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The style sheet shows the marks of each width from that width on, and no others.
func TestWidthsAreThoseOfTheSheet(t *testing.T) {
	css, err := os.ReadFile("../../static/css/fit.css")
	if err != nil {
		t.Fatal(err)
	}
	widths := Widths(0)
	for n, from := range widths {
		when := fmt.Sprintf("%vpx <= width", from)
		if n == 0 {
			when = "width"
		}
		if n+1 < len(widths) {
			when += fmt.Sprintf(" < %vpx", widths[n+1])
		}
		want := fmt.Sprintf(`@container chart (%s) { [data-fit]:not([data-fit~="%d"]) { display: none; } }`, when, n)
		if !strings.Contains(string(css), want) {
			t.Errorf("fit.css lacks %s", want)
		}
	}
	if n := strings.Count(string(css), "@container chart ("); n != len(widths) {
		t.Errorf("fit.css has %d widths, want %d", n, len(widths))
	}
}
