package gantt

import "testing"

func TestArrowsSayWhereBarsAre(t *testing.T) {
	for _, test := range []struct {
		name, query string
		want        Beyond
	}{
		{"all of the task", "", Beyond{}},
		{"durations have no range", "align=left&from=0&to=500", Beyond{}},
		// Line 0 is Prepare, which is over after a second.
		{"the end", "fold=none&from=8900", Beyond{Before: "M0 12l6 -5v10zm0 48l6 -5v10zm0 24l6 -5v10zm0 24l6 -5v10z"}},
	} {
		v := New(input(t, staged(), test.query), Only{Axis: true})
		if v.Axis.Beyond != test.want {
			t.Errorf("%s: %q, want %q", test.name, v.Axis.Beyond, test.want)
		}
	}
}
