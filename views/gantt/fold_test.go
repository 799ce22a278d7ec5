package gantt

import (
	"strconv"
	"strings"
	"testing"

	"taskscope/views/chart"
)

// TestFoldsSayWhenTheAxisGoesOn: by the clock with the date of another day, or
// since the start; an axis that is to scale has nothing to say.
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

// TestEveryFoldSaysHowMuchIsLeftOut: of two next to each other the first leaves
// room for how long the second is; another year is told.
func TestEveryFoldSaysHowMuchIsLeftOut(t *testing.T) {
	const day = 86_400_000
	two := finished(400*day+30_000, sub(1, "A", 0, 9000), sub(2, "B", 300*day, 300*day+4000, 1), sub(3, "C", 400*day, 400*day+30_000, 2))
	v := New(input(t, two, "gaps=folded"), Only{Axis: true})
	labels := map[string][]string{} // by fit
	for _, k := range v.Axis.Resumes {
		for fit := range strings.FieldsSeq(k.Fit) {
			labels[fit] = append(labels[fit], k.Label)
		}
	}
	for fit, want := range map[string]string{"0": "99 d 23 h", "3": "299 d 23 h, 99 d 23 h → 2022-09-29 15:09:31"} {
		if got := strings.Join(labels[fit], ", "); got != want {
			t.Errorf("labels of fit %s = %q, want %q", fit, got, want)
		}
	}
}

// TestNoLabelLiesOnTheFoldOfAnother: it would be read as the label of that.
func TestNoLabelLiesOnTheFoldOfAnother(t *testing.T) {
	const day = 86_400_000
	for gap := int64(1); gap < 20; gap++ { // of 30 s, between the two folds
		near := finished(400*day+30_000, sub(1, "A", 0, 20_000), sub(2, "B", 300*day, 300*day+gap*1000, 1), sub(3, "C", 400*day, 400*day+10_000, 2))
		v := New(input(t, near, "gaps=folded"), Only{Axis: true})
		for _, k := range v.Axis.Resumes {
			for fit := range strings.FieldsSeq(k.Fit) {
				n, _ := strconv.Atoi(fit)
				wide := chart.Percent(chart.LabelWidth(k.Label) / fits()[n].least * 100)
				from, to, on := k.X, k.X+wide, 0
				if k.Lean == chart.Back {
					from, to = k.X-wide, k.X
				}
				for _, b := range v.Axis.Breaks {
					if b.X < to && from < b.X+b.Width {
						on++
					}
				}
				if on != 1 || from < -2 || to > 100 {
					t.Errorf("%d s apart: in fit %s %q is from %v to %v, on %d of %v", gap, fit, k.Label, from, to, on, v.Axis.Breaks)
				}
			}
		}
	}
}
