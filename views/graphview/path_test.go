package graphview

import (
	"reflect"
	"testing"

	"taskscope/internal/dag"
)

// Edges meet a stack at its sheets on the later side only, and the layout, which
// all readers share, stays as it is.
func TestClearOfSheets(t *testing.T) {
	plain, stack := &Node{}, &Node{Stack: &Stack{}}
	line := dag.Path{Points: [][2]float64{{0, 5}, {50, 9}}}
	back := dag.Path{Points: [][2]float64{{50, 9}, {0, 5}}, Back: true}
	for _, test := range []struct {
		name     string
		path     dag.Path
		from, to *Node
		down     bool
		want     [][2]float64
	}{
		{"between subtasks", line, plain, plain, false, [][2]float64{{0, 5}, {50, 9}}},
		{"to a stack", line, plain, stack, false, [][2]float64{{0, 5}, {50, 9}}},
		{"from a stack", line, stack, plain, false, [][2]float64{{6, 5}, {50, 9}}},
		{"from a stack, down", line, stack, plain, true, [][2]float64{{0, 11}, {50, 9}}},
		{"back to a stack", back, plain, stack, false, [][2]float64{{50, 9}, {6, 5}}},
		{"back from a stack", back, stack, plain, false, [][2]float64{{50, 9}, {0, 5}}},
	} {
		if got := clearOfSheets(test.path, test.from, test.to, test.down); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	if line.Points[0] != [2]float64{0, 5} || back.Points[1] != [2]float64{0, 5} {
		t.Errorf("the layout was changed: %v, %v", line.Points, back.Points)
	}
}

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
