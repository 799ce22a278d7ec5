package gantt

import "testing"

// Where a filter leaves no group there is nothing to fold: neither way is the
// present one.
func TestNoGroupNoChoice(t *testing.T) {
	for query, want := range map[string]int{"fold=none": 1, "fold=all": 1, "": 1} {
		in := input(t, staged(), query)
		if n := drawChoice(t, in); n != want {
			t.Errorf("%q: %d of the ways are present, want %d", query, n, want)
		}
		in.Rows = in.Rows[:1] // Prepare
		if n := drawChoice(t, in); n != 0 {
			t.Errorf("%q, no group is shown: %d of the ways are present", query, n)
		}
	}
}

// drawChoice is how many of the ways to fold groups are marked as present.
func drawChoice(t *testing.T, in Input) int {
	t.Helper()
	_, doc := draw(t, in)
	return doc.Find(`.choice[data-sets="fold"] [aria-current]`).Length()
}
