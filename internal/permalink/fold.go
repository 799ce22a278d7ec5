package permalink

import (
	"slices"

	"taskscope/internal/task"
)

// FoldAbove is how many subtasks FoldAuto shows each by itself. In a larger
// task the copies of a split stage are drawn as one, in every view alike.
const FoldAbove = 60

// Folded says whether the page of a task of n subtasks shows the split stage
// whose first copy is id as one.
func (u Task) Folded(id task.SubtaskID, n int) bool {
	folded := u.Fold == FoldAll || u.Fold != FoldNone && n > FoldAbove
	_, turned := slices.BinarySearch(u.Toggled, id)
	return folded != turned
}
