package taskpage

import "testing"

func TestPath(t *testing.T) {
	for _, test := range []struct {
		points [][2]float64
		want   string
	}{
		{nil, ""},
		{[][2]float64{{0, 10}, {56, 30}}, "M0 10C28 10 28 30 56 30"},
		{[][2]float64{{0, 0}, {10, 0}, {20, 10}, {30, 10}}, "M0 0Q10 0 15 5Q20 10 30 10"},
	} {
		if got := path(test.points); got != test.want {
			t.Errorf("path(%v) = %q, want %q", test.points, got, test.want)
		}
	}
}
