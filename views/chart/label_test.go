package chart

import "testing"

// A label stands over its tick wherever that is: one at the left of the last tick
// was read as the label of the tick before.
func TestLabelStandsOverItsTick(t *testing.T) {
	for _, label := range []string{"0", "+2 s", "15:09", "15:09:32.740", "03-09 02:00", "2 小时"} {
		for x := Percent(0); x <= 100; x++ {
			for _, width := range []float64{190, 960} {
				at := float64(x) / 100 * width
				lean, from, to := Stand(x, label, width)
				if from > at || to < at {
					t.Errorf("%q at %v of %v px is from %v to %v: not over its tick", label, x, width, from, to)
				}
				if from < -Nook || to > width+Nook {
					t.Errorf("%q at %v of %v px is from %v to %v: cut off", label, x, width, from, to)
				}
				where, anchor := Anchored(x, label, width)
				if want := map[Lean][2]any{Upright: {at, "middle"}, Onward: {from, "start"}, Back: {to, "end"}}[lean]; where != want[0] || anchor != want[1] {
					t.Errorf("%q at %v of %v px has its anchor %q at %v, want %v", label, x, width, anchor, where, want)
				}
			}
		}
	}
}
