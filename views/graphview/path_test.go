package graphview

import "testing"

func TestEdgePath(t *testing.T) {
	for _, test := range []struct {
		name         string
		points       [][2]float64
		down, undone bool
		want         string
	}{
		{"nothing", nil, false, false, ""},
		{"a point", [][2]float64{{1, 1}}, false, false, ""},
		{"straight", [][2]float64{{0, 10}, {56, 10}}, false, false, "M0 10L56 10M50 6.5L56 10L50 13.5"},
		{"over", [][2]float64{{0, 10}, {56, 30}}, false, false, "M0 10C28 10 28 30 56 30M50 26.5L56 30L50 33.5"},
		{"undone", [][2]float64{{0, 10}, {56, 30}}, false, true, "M0 10C28 10 28 30 56 30M6 6.5L0 10L6 13.5"},
		{"around", [][2]float64{{0, 0}, {10, 0}, {20, 10}, {30, 10}}, false, false,
			"M0 0L10 0C15 0 15 10 20 10L30 10M24 6.5L30 10L24 13.5"},
		{"down", [][2]float64{{10, 0}, {30, 56}}, true, false, "M10 0C10 28 30 28 30 56M26.5 50L30 56L33.5 50"},
		{"against time", [][2]float64{{56, 11}, {0, 11}}, false, false, "M56 11L0 11M6 7.5L0 11L6 14.5"},
		{"off the grid", [][2]float64{{-0.04, 0.26}, {1.25, 0.26}}, false, false, "M0 0.3L1.3 0.3M-4.8 -3.2L1.3 0.3L-4.8 3.8"},
	} {
		if got := edgePath(test.points, test.down, test.undone); got != test.want {
			t.Errorf("%s: edgePath(%v) = %q, want %q", test.name, test.points, got, test.want)
		}
	}
}
