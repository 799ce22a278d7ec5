package compare_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"taskscope/internal/compare"
	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
)

func TestSpread(t *testing.T) {
	some, none := task.Some[int64], task.Opt[int64]{}
	for _, c := range []struct {
		values []task.Opt[int64]
		want   compare.Spread
	}{
		{nil, compare.Spread{Slowest: -1}},
		{[]task.Opt[int64]{none, none}, compare.Spread{Slowest: -1}},
		{[]task.Opt[int64]{none, some(7)}, compare.Spread{N: 1, Min: 7, Median: 7, Max: 7, Slowest: -1}},
		{[]task.Opt[int64]{some(5), some(5)}, compare.Spread{N: 2, Min: 5, Median: 5, Max: 5, Slowest: -1}},
		{[]task.Opt[int64]{some(9), some(2)}, compare.Spread{N: 2, Min: 2, Median: 5, Max: 9, Slowest: 0}},
		{[]task.Opt[int64]{some(9), none, some(2), some(3)}, compare.Spread{N: 3, Min: 2, Median: 3, Max: 9, Slowest: 0}},
		{[]task.Opt[int64]{some(1), some(8), some(8), some(0)}, compare.Spread{N: 4, Min: 0, Median: 4, Max: 8, Slowest: 1}},
	} {
		if got := compare.SpreadOf(c.values); got != c.want {
			t.Errorf("SpreadOf(%v) = %+v, want %+v", c.values, got, c.want)
		}
	}
}

// several are n random runs that share some of their subtasks.
func several(seed uint64, n int) (*rand.Rand, []compare.Run) {
	r := rand.New(rand.NewPCG(seed, 8))
	size := 1 + r.IntN(30)
	all := make([]compare.Run, n)
	for k := range all {
		all[k] = run(timelinetest.Odd(r, size+r.IntN(4)), timelinetest.Now())
	}
	return r, all
}

func TestManyLaws(t *testing.T) {
	worth := compare.DefaultThreshold()
	for seed := range uint64(120) {
		r, all := several(seed, 2+int(seed%7))
		m := compare.CompareMany(all, worth)
		count := make([]int, len(all))
		for _, row := range m.Rows {
			some := 0
			for k, i := range row.At {
				if i < 0 {
					continue
				}
				some++
				count[k]++
				if s := all[k].Task.Subtasks[i]; s.Name != row.Name || s.ParallelIdx.Or(-1) != row.ParallelIdx {
					t.Fatalf("seed %d: %s in the row of %s/%d", seed, s.Name, row.Name, row.ParallelIdx)
				}
			}
			w := row.Run
			if some == 0 || w.N > some || w.Min > w.Median || w.Median > w.Max || (w.Slowest >= 0) != (w.Min < w.Max) {
				t.Fatalf("seed %d: row %+v", seed, row)
			}
			if w.Slowest >= 0 && all[w.Slowest].Analysis.Spans[row.At[w.Slowest]].RunMS != w.Max {
				t.Fatalf("seed %d: the slowest of %+v is another", seed, row)
			}
		}
		for k := range all {
			if count[k] != len(all[k].Task.Subtasks) {
				t.Fatalf("seed %d: run %d has %d of its %d subtasks in rows", seed, k, count[k], len(all[k].Task.Subtasks))
			}
		}
		// In another order of the runs the columns move, and nothing else does.
		order := r.Perm(len(all))
		moved := make([]compare.Run, len(all))
		for k, from := range order {
			moved[k] = all[from]
		}
		for n, row := range compare.CompareMany(moved, worth).Rows {
			want := m.Rows[n]
			for k, from := range order {
				if row.At[k] != want.At[from] {
					t.Fatalf("seed %d: row %d is %v in the order %v, want %v", seed, n, row.At, order, want.At)
				}
			}
			row.Run.Slowest, want.Run.Slowest = 0, 0
			if row.Run != want.Run || row.Significant != want.Significant {
				t.Fatalf("seed %d: row %d = %+v, want %+v", seed, n, row, want)
			}
		}
	}
}

// TestManyOfTwoMatchesAsCompare: two runs among many are matched as two alone
// are, so a row and the comparison it leads to agree.
func TestManyOfTwoMatchesAsCompare(t *testing.T) {
	for seed := range uint64(200) {
		_, base, head := runs(seed)
		r := compare.Compare(base, head)
		var got [][2]int
		for _, row := range compare.CompareMany([]compare.Run{base, head}, compare.DefaultThreshold()).Rows {
			got = append(got, [2]int{row.At[0], row.At[1]})
		}
		var want [][2]int
		for _, p := range r.Pairs {
			want = append(want, [2]int{p.Base, p.Head})
		}
		for _, i := range r.OnlyBase {
			want = append(want, [2]int{i, -1})
		}
		for _, i := range r.OnlyHead {
			want = append(want, [2]int{-1, i})
		}
		byPair := func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }
		slices.SortFunc(got, byPair)
		slices.SortFunc(want, byPair)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: rows %v, want %v", seed, got, want)
		}
	}
}

func TestManyOfOneRunHasNoSpread(t *testing.T) {
	for seed := range uint64(60) {
		r, all := several(seed, 1)
		d, _ := timelinetest.Disguise(r, all[0].Task)
		hidden := run(d, timelinetest.Now())
		for _, row := range compare.CompareMany([]compare.Run{all[0], all[0], hidden}, compare.Threshold{}).Rows {
			if row.Run.Min != row.Run.Max || row.Significant || row.Run.Slowest != -1 || slices.Contains(row.At, -1) {
				t.Fatalf("seed %d: %s", seed, fmt.Sprint(row))
			}
		}
	}
}
