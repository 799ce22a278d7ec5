package permalink

import (
	"slices"

	"taskscope/internal/task"
)

// FoldAbove is how many subtasks FoldAuto shows each by itself. In a larger
// task the copies of a split stage are drawn as one, in every view alike.
const FoldAbove = 60

// Folded says whether the page of t shows the split stage of these copies, named
// by index, as one. Any of them may have been named to turn it.
func (u Task) Folded(t *task.Task, copies []int) bool {
	folded := u.Fold == FoldAll || u.Fold != FoldNone && len(t.Subtasks) > FoldAbove
	if len(u.Toggled) == 0 {
		return folded
	}
	for _, i := range copies {
		if _, turned := slices.BinarySearch(u.Toggled, t.Subtasks[i].ID); turned {
			folded = !folded
		}
	}
	return folded
}
