package permalink

import (
	"slices"

	"taskscope/internal/task"
)

// FoldAbove is how many subtasks FoldAuto shows each by itself. In a larger
// task the copies of a split stage are drawn as one, in every view alike.
const FoldAbove = 60

// Folded says whether the page of a task of n subtasks shows the split stage of
// these copies as one. Any of them may have been named to turn it.
func (u Task) Folded(n int, copies ...task.SubtaskID) bool {
	folded := u.Fold == FoldAll || u.Fold != FoldNone && n > FoldAbove
	if len(u.Toggled) == 0 {
		return folded
	}
	for _, id := range copies {
		if _, turned := slices.BinarySearch(u.Toggled, id); turned {
			folded = !folded
		}
	}
	return folded
}
