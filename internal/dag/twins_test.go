package dag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"taskscope/internal/task"
)

// shape is all of a drawing, but for which of the subtasks of one name lies where.
func shape(t *task.Task, l *Layout) []string {
	lines := []string{fmt.Sprint(l.W, l.H, l.Crossings)}
	for i, b := range l.Nodes {
		lines = append(lines, fmt.Sprint(t.Subtasks[i].Name, b))
	}
	for _, p := range l.Edges {
		lines = append(lines, fmt.Sprint(t.Subtasks[p.From].Name, t.Subtasks[p.To].Name, p.Points, p.Back))
	}
	slices.Sort(lines)
	return lines
}

// renumbered is the task with other ids, in another order.
func renumbered(r *rand.Rand, t *task.Task) *task.Task {
	ids := r.Perm(len(t.Subtasks))
	other := &task.Task{Subtasks: make([]task.Subtask, len(t.Subtasks))}
	renamed := func(list []task.SubtaskID) (now []task.SubtaskID) {
		for _, id := range list {
			now = append(now, task.SubtaskID(500+ids[id-1]))
		}
		r.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
		return now
	}
	for i, seat := range r.Perm(len(t.Subtasks)) {
		s := t.Subtasks[i]
		s.ID, s.Upstreams, s.Downstreams = task.SubtaskID(500+ids[s.ID-1]), renamed(s.Upstreams), renamed(s.Downstreams)
		other.Subtasks[seat] = s
	}
	return other
}

// TestRunsOfOneTaskHaveOnePicture: subtasks that share a name are told apart by
// where they stand, not by their ids, which are others in every run.
func TestRunsOfOneTaskHaveOnePicture(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	for round := range 60 {
		n, edges := stages(3, 4)
		switch round % 4 {
		case 1:
			n, edges = lanes(4, 5)
		case 2:
			n, edges = random(6, 5, 2)
		case 3:
			n, edges = 40, nil
			for range 45 {
				if u, v := r.IntN(n), r.IntN(n); u != v {
					edges = append(edges, [2]int{min(u, v), max(u, v)})
				}
			}
		}
		one := told(n, edges)
		for i := range one.Subtasks {
			one.Subtasks[i].Name = []string{"Wait node", "Install rpm", "Wait node"}[r.IntN(3)]
		}
		other := renumbered(r, one)
		g, _ := Build(one)
		h, _ := Build(other)
		if g.Key() != h.Key() {
			t.Errorf("round %d: a task under other ids has another key", round)
		}
		if a, b := shape(one, g.Layout(Options{})), shape(other, h.Layout(Options{})); !slices.Equal(a, b) {
			t.Errorf("round %d: a task under other ids has another picture", round)
		}
	}
}

// Lanes in which all is called the same lie in the order of where they begin.
func TestTwinsGoByWhatLeadsToThem(t *testing.T) {
	tk := told(9, [][2]int{{0, 3}, {1, 4}, {2, 5}, {3, 6}, {4, 7}, {5, 8}})
	for i := range tk.Subtasks {
		tk.Subtasks[i].Name = "Wait node"
	}
	tk.Subtasks[0].Name, tk.Subtasks[1].Name, tk.Subtasks[2].Name = "c", "a", "b"
	g, _ := Build(tk)
	for _, ordered := range [][3]int{{1, 2, 0}, {4, 5, 3}, {7, 8, 6}} {
		if g.place[ordered[0]] > g.place[ordered[1]] || g.place[ordered[1]] > g.place[ordered[2]] {
			t.Errorf("places of %v = %v, want them in this order", ordered, g.place)
		}
	}
	if g.place[3] > g.place[6] {
		t.Error("of two that share a name, the later comes first")
	}
}
