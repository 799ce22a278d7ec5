package gantt

import (
	"strings"
	"testing"
)

// TestFoldsSayWhenTheAxisGoesOn: a label for each width of the page, with the
// date of another day; no label of a width meets the one before.
func TestFoldsSayWhenTheAxisGoesOn(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"gaps=folded", " → 08-31 "},
		{"gaps=folded&time=relative", " → +"},
		{"gaps=open", ""},
	} {
		v := New(input(t, afterDays(), test.query), Only{Axis: true})
		found := test.want == "" && len(v.Axis.Resumes) == 0
		for _, k := range v.Axis.Resumes {
			found = found || test.want != "" && strings.Contains(k.Label, test.want)
		}
		if !found {
			t.Errorf("%s: labels %v, want %q in one", test.query, v.Axis.Resumes, test.want)
		}
	}
}
