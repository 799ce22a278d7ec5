package permalink

import (
	"slices"

	"taskscope/internal/task"
)

// Trait is what a subtask is looked for by, beside its state and its text.
// timeline.Traits says which subtasks have it.
type Trait string

// The traits, in the order of their pills.
const (
	TraitFailed   Trait = "failed"
	TraitSlow     Trait = "slow"
	TraitWaited   Trait = "waited"
	TraitCritical Trait = "critical"
	TraitRetried  Trait = "retried"
	TraitSlower   Trait = "slower" // than usual: than in the other runs of the task
)

// Traits are all traits.
func Traits() []Trait {
	return []Trait{TraitFailed, TraitSlow, TraitSlower, TraitWaited, TraitCritical, TraitRetried}
}

// Rest is what becomes of the subtasks that the filters do not let through.
type Rest string

// The ways, the default first.
const (
	RestHidden Rest = "hidden"
	RestDimmed Rest = "dimmed"
)

func rests() []Rest { return []Rest{RestHidden, RestDimmed} }

// Toggle adds the state to the filter, or takes it away.
func (u Task) Toggle(s task.State) Task {
	u.States = toggled(u.States, s)
	return u
}

// ToggleTrait adds the trait to the filter, or takes it away.
func (u Task) ToggleTrait(t Trait) Task {
	sorted := slices.Sorted(slices.Values(u.Traits))
	u.Traits = inOrder(toggled(sorted, t))
	return u
}

// Unfiltered is the same page with nothing hidden.
func (u Task) Unfiltered() Task { u.Q, u.States, u.Traits = "", nil, nil; return u }

// Filtered says whether subtasks may be hidden or dimmed.
func (u Task) Filtered() bool { return u.Q != "" || len(u.States) > 0 || len(u.Traits) > 0 }
