package permalink

import (
	"testing"

	"taskscope/internal/task"
)

func TestFolded(t *testing.T) {
	for _, test := range []struct {
		name    string
		fold    Fold
		toggled []task.SubtaskID
		n       int
		want    bool
	}{
		{"a small task", FoldAuto, nil, FoldAbove, false},
		{"a large task", FoldAuto, nil, FoldAbove + 1, true},
		{"all in a small task", FoldAll, nil, 2, true},
		{"none in a large task", FoldNone, nil, 9999, false},
		{"opened in a large task", FoldAuto, []task.SubtaskID{3, 7}, 9999, false},
		{"folded in a small task", FoldAuto, []task.SubtaskID{7}, 2, true},
		{"another one is turned", FoldAuto, []task.SubtaskID{8}, 9999, true},
		{"turned by another copy", FoldAll, []task.SubtaskID{9}, 2, false},
		{"turned by two copies", FoldAll, []task.SubtaskID{7, 9}, 2, true},
		{"opened among all", FoldAll, []task.SubtaskID{7}, 2, false},
	} {
		u, tk := Task{Fold: test.fold, Toggled: test.toggled}, task.Task{Subtasks: make([]task.Subtask, test.n)}
		tk.Subtasks[0].ID, tk.Subtasks[1].ID = 7, 9
		if got := u.Folded(&tk, []int{0, 1}); got != test.want {
			t.Errorf("%s: a stage of 7 and 9 among %d is folded: %v, want %v", test.name, test.n, got, test.want)
		}
	}
}

func TestGraphChanges(t *testing.T) {
	u := ToTask(task.Ref{Task: 7}).Show(Graph)
	for _, test := range []struct {
		name string
		got  Task
		want string
	}{
		{"focus", u.FocusOn(5), "/tasks/7?view=graph&focus=5"},
		{"default reach", u.FocusOn(5).Reach(2, 2), "/tasks/7?view=graph&focus=5"},
		{"wider", u.FocusOn(5).Reach(3, 0), "/tasks/7?view=graph&focus=5&up=3&down=0"},
		{"too wide and below zero", u.FocusOn(5).Reach(1<<40, -1), "/tasks/7?view=graph&focus=5&up=9999&down=0"},
		{"another focus forgets the reach", u.FocusOn(5).Reach(3, 0).FocusOn(6), "/tasks/7?view=graph&focus=6"},
		{"no focus", u.FocusOn(5).Reach(3, 0).FocusOn(0), "/tasks/7?view=graph"},
		{"the whole", u.FocusOn(5).Turn(9).Whole(), "/tasks/7?view=graph&fold=none&draw=all"},
	} {
		if got := test.got.String(); got != test.want {
			t.Errorf("%s = %s, want %s", test.name, got, test.want)
		}
	}
	if up, down := u.Reach(0, 9).Hops(); up != 0 || down != 9 {
		t.Errorf("Hops = %d, %d; want 0, 9", up, down)
	}
	if up, down := u.Hops(); up != DefaultHops || down != DefaultHops {
		t.Errorf("Hops of a plain page = %d, %d", up, down)
	}
}
