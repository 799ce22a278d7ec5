package timeline_test

import (
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestRows(t *testing.T) {
	built := build("FAILED", 200,
		sub{name: "n<a", start: none, end: none, status: "PENDING"},
		sub{name: "c", start: 30, end: 60},
		sub{name: "a<c", start: 65, end: 120, status: "FAILED"},
		sub{name: "b<c", start: 62, end: 70},
		sub{name: "m<a", start: none, end: none, status: "PENDING"},
	)
	a, _ := analyze(built, 300)
	for _, c := range []struct {
		by            timeline.Sort
		want, reverse string
	}{
		{timeline.ByOrder, "c b a n m", "m n a b c"},
		{timeline.ByStart, "c b a n m", "a b c n m"},
		{timeline.ByDuration, "a c b n m", "b c a n m"},
		{timeline.ByWait, "c a b n m", "b a c n m"},
		{timeline.BySlack, "c a b n m", "b c a n m"},
		{timeline.ByName, "a b c m n", "n m c b a"},
		{timeline.ByState, "a n m c b", "c b n m a"},
		{timeline.ByID, "n c a b m", "m b a c n"},
	} {
		for _, reverse := range []bool{false, true} {
			want := c.want
			if reverse {
				want = c.reverse
			}
			if got := rowNames(built, a.Rows(c.by, reverse)); got != want {
				t.Errorf("Rows(%s, reverse %v) = %s, want %s", c.by, reverse, got, want)
			}
		}
	}
}

func TestRowsWithoutTimesComeLast(t *testing.T) {
	built := build("FAILED", 200, sub{name: "u", start: none, end: none, status: "FAILED"}, sub{name: "v<u", start: 3, end: 9}, sub{name: "w<v", start: 9, end: 12})
	a, _ := analyze(built, 300)
	for by, want := range map[timeline.Sort]string{timeline.ByOrder: "u v w", timeline.ByStart: "v w u", timeline.ByDuration: "v w u", timeline.ByWait: "v w u", timeline.BySlack: "v w u"} {
		if got := rowNames(built, a.Rows(by, false)); got != want {
			t.Errorf("Rows(%s) = %s, want %s", by, got, want)
		}
	}
}

func TestRowsByNameThenCopy(t *testing.T) {
	built := build("SUCCESSFUL", 200, sub{name: "x", start: 1, end: 2}, sub{name: "x", start: 1, end: 2}, sub{name: "x", start: 1, end: 2})
	for i, idx := range []int64{10, 9, 2} {
		built.Subtasks[i].ParallelIdx = task.Some(idx)
	}
	a, _ := analyze(built, 300)
	if got := a.Rows(timeline.ByName, false); !slices.Equal(got, []int{2, 1, 0}) {
		t.Errorf("rows = %v, want the copies by their index: [2 1 0]", got)
	}
}

func rowNames(t *task.Task, rows []int) string {
	var names []string
	for _, i := range rows {
		names = append(names, t.Subtasks[i].Name)
	}
	return strings.Join(names, " ")
}

// Whatever the order, every subtask is there once.
func TestRowsHideNothing(t *testing.T) {
	for seed := range uint64(200) {
		_, odd, _, a := random(seed)
		for _, by := range timeline.Sorts() {
			rows := a.Rows(by, seed%2 == 0)
			slices.Sort(rows)
			for i := range odd.Subtasks {
				if len(rows) != len(odd.Subtasks) || rows[i] != i {
					t.Fatalf("seed %d: rows by %s are not a permutation: %v", seed, by, rows)
				}
			}
		}
	}
}
