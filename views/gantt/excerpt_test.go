package gantt

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
)

// chain is a task of n subtasks, one after the other.
func chain(n int) *task.Task {
	list := make([]task.Subtask, n)
	for k := range list {
		list[k] = sub(task.SubtaskID(1+k), fmt.Sprintf("Step %d", k+1), int64(k)*100, int64(k)*100+90)
		if k > 0 {
			list[k].Upstreams = []task.SubtaskID{task.SubtaskID(k)}
		}
	}
	return finished(int64(n)*100, list...)
}

func TestExcerptIsAroundWhatMatters(t *testing.T) {
	for _, test := range []struct {
		name         string
		n, around    int
		query        string
		first, last  int
		cut          Cut
		withSelected bool
	}{
		{name: "short ones are whole", n: 30, around: 25, first: 0, last: 0},
		{name: "nothing matters: the beginning", n: 50, around: -1, last: 20, cut: CutHere},
		{name: "the first subtask", n: 50, around: 0, last: 20, cut: CutHere},
		{name: "one amid others", n: 50, around: 20, first: 16, last: 36, cut: CutHere},
		{name: "the last one: fewer", n: 50, around: 49, first: 40, last: 50, cut: CutHere},
		{name: "a selection among them moves nothing", n: 50, around: 20, query: "subtask=36", first: 16, last: 36, cut: CutHere, withSelected: true},
		{name: "one below", n: 50, around: 20, query: "subtask=37", first: 36, last: 50, cut: CutElsewhere, withSelected: true},
		{name: "one above", n: 50, around: 20, query: "subtask=16", first: 0, last: 16, cut: CutElsewhere, withSelected: true},
		{name: "the same lines for its neighbour", n: 50, around: 20, query: "subtask=1", first: 0, last: 16, cut: CutElsewhere, withSelected: true},
		{name: "what matters is filtered out", n: 50, around: 70, last: 20, cut: CutHere},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := input(t, chain(80), test.query)
			in.Rows = in.Rows[:test.n]
			in.Excerpt = Excerpt{Most: 20, Whole: 30, Around: test.around}
			v, doc := draw(t, in)
			p := newPlan(&in)
			if p.Cut != test.cut || p.First != test.first || p.Last != test.last {
				t.Errorf("%q, lines %d to %d; want %q, %d to %d", p.Cut, p.First, p.Last, test.cut, test.first, test.last)
			}
			want := test.last - test.first
			if test.cut == CutNot {
				want = test.n
			}
			if got := doc.Find(".tl-names li").Length(); got != want || v.Over.Height != want*RowHeight {
				t.Errorf("%d rows, over all of which are %d px; want %d", got, v.Over.Height, want)
			}
			if got := doc.Find(".tl-names [aria-current]").Length() == 1; got != test.withSelected {
				t.Errorf("the selected row is there: %t, want %t", got, test.withSelected)
			}
			if got := doc.Find(".section-head a[href*='view=timeline']").Length() == 1; got != (test.cut != CutNot) {
				t.Errorf("a link to all rows: %t", got)
			}
		})
	}
}

// Whatever the data and the question, an excerpt has no line twice, has what it is
// to have, and nothing leaves it.
func TestExcerptLaws(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		tk := timelinetest.Odd(r, 1+r.IntN(90))
		for _, query := range ways() {
			what := fmt.Sprintf("seed %d, %q", seed, query)
			in := input(t, tk, query)
			in.Excerpt = Excerpt{Most: 10, Whole: 12, Around: r.IntN(len(tk.Subtasks)+1) - 1}
			v, doc := draw(t, in)
			holdHeights(t, what, v)
			holdPlaces(t, what, &in, v)
			holdMarkup(t, what, doc)
			holdExcerpt(t, what, &in)
			if t.Failed() {
				return
			}
		}
	}
}

func holdExcerpt(t *testing.T, what string, in *Input) {
	t.Helper()
	p, whole := newPlan(in), *in
	whole.Excerpt = Excerpt{}
	all := newPlan(&whole)
	if n := p.Last - p.First; p.Cut != CutNot && (n < 1 || n > in.Excerpt.Most) {
		t.Errorf("%s: %d lines of at most %d", what, n, in.Excerpt.Most)
	}
	shown, seen := 0, map[int]bool{}
	for _, l := range p.drawn() {
		if l.Subtask >= 0 {
			if seen[l.Subtask] {
				t.Errorf("%s: subtask %d is there twice", what, l.Subtask)
			}
			seen[l.Subtask] = true
		}
		if l.Subtask < 0 || !l.Folded {
			if l.Y != shown {
				t.Errorf("%s: line %d is at %d", what, shown, l.Y)
			}
			shown++
		}
	}
	if shown != p.Visible {
		t.Errorf("%s: %d lines are visible, want %d", what, p.Visible, shown)
	}
	must := p.selected(in)
	if must < 0 && p.Cut == CutHere {
		must = in.Excerpt.Around
	}
	if must < 0 {
		return
	}
	_, has := all.Place(must)
	if y, ok := p.Place(must); ok != has || ok && y >= p.Visible {
		t.Errorf("%s: subtask %d is at %d, %t of %d lines, want %t", what, must, y, ok, p.Visible, has)
	}
}
