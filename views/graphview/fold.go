package graphview

import (
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
)

// chainLeast is how many subtasks make a chain that is worth folding.
const chainLeast = 4

// fold draws stages together, and chains where that is asked for. Stages fold
// by the rule that also folds the rows of the timeline.
func (b *builder) fold() {
	b.stacks = b.Graph.Stacks(b.Task, chainLeast)
	for _, s := range b.stacks {
		if b.isFolded(s) {
			b.folded = append(b.folded, s)
		}
	}
	b.whole = b.Graph.Fold(b.folded)
	b.selected = -1
	if i, ok := b.index[b.URL.Subtask]; ok && b.URL.Subtask != 0 {
		b.selected = b.whole.Node[i]
	}
	path := b.Analysis.Told()
	b.hops = make(map[[2]int]bool, len(path))
	for k := 1; k < len(path); k++ {
		u, v := b.whole.Node[path[k-1].Subtask], b.whole.Node[path[k].Subtask]
		if u != v {
			b.hops[[2]int{u, v}] = true
		}
	}
}

// foldsChains says whether chains are drawn as one, but for those that are turned.
func (b *builder) foldsChains() bool { return b.URL.Chains == permalink.ChainsFolded }

func (b *builder) isFolded(s dag.Stack) bool {
	u := b.URL
	if s.Kind == dag.Chain {
		// A chain is no stage: its own parameter decides for Fold.
		if !b.foldsChains() {
			return false
		}
		u.Fold = permalink.FoldAll
	}
	return u.Folded(b.Task, s.Members)
}
