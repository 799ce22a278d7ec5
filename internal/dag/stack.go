package dag

import (
	"cmp"
	"slices"

	"taskscope/internal/task"
)

// StackKind is why nodes are drawn as one.
type StackKind uint8

// The kinds.
const (
	Copies StackKind = iota // of one split stage, side by side
	Series                  // copies of one split stage, one after another
	Chain                   // subtasks of which each waits for nothing but the one before
)

// Stack is nodes to be drawn as one.
type Stack struct {
	Kind    StackKind
	Members []int // copies by parallelIdx, a chain from its beginning
}

// Stacks are all that can be folded: the groups, and between them the chains of
// at least so many subtasks (none when chain is below 2), by first member in
// Order. Whether one is folded changes no other: a view opens one by leaving it
// out of what it gives to Fold, and may name it by its first member.
func (g *Graph) Stacks(t *task.Task, chain int) []Stack {
	var stacks []Stack
	taken := make([]bool, len(g.Up))
	for _, group := range g.Groups(t) {
		kind := Copies
		if group.Series {
			kind = Series
		}
		stacks = append(stacks, Stack{kind, group.Members})
		for _, v := range group.Members {
			taken[v] = true
		}
	}
	if chain >= 2 {
		for _, members := range g.chains(taken, chain) {
			stacks = append(stacks, Stack{Chain, members})
		}
	}
	slices.SortStableFunc(stacks, func(a, b Stack) int { return cmp.Compare(g.first(a), g.first(b)) })
	return stacks
}

func (g *Graph) first(s Stack) int {
	at := g.Rank[s.Members[0]]
	for _, v := range s.Members {
		at = min(at, g.Rank[v])
	}
	return at
}

// chains are the longest runs of free nodes in which each has no downstream but
// the next, and the next no upstream but it. The ends may have what they like,
// so that nothing outside decides where a chain ends.
func (g *Graph) chains(taken []bool, least int) [][]int {
	next := func(u int) int {
		if taken[u] || len(g.Down[u]) != 1 {
			return -1
		}
		if v := g.Down[u][0]; !taken[v] && len(g.Up[v]) == 1 {
			return v
		}
		return -1
	}
	var chains [][]int
	inside := make([]bool, len(g.Up))
	for _, v := range g.Order {
		if inside[v] {
			continue
		}
		var run []int
		for w := v; w >= 0; w = next(w) {
			run = append(run, w)
			inside[w] = true
		}
		if len(run) >= least {
			chains = append(chains, run)
		}
	}
	return chains
}
