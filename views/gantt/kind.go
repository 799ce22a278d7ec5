package gantt

import "taskscope/internal/task"

// Kind is what a mark tells of.
type Kind string

// The kinds of marks in a line.
const (
	KindBlock   Kind = "block" // an upstream had not ended
	KindHeld    Kind = "held"
	KindWaiting Kind = "waiting" // held or queued
	KindQueued  Kind = "queued"
	KindRun     Kind = "run"
	KindUnseen  Kind = "unseen" // whether it ran nobody saw
	KindSeam    Kind = "seam"   // lies on a run: there were several
	KindPause   Kind = "pause"  // between runs
	KindStop    Kind = "stop"   // the end of what went wrong
	KindPath    Kind = "path"   // the critical path
	KindSlack   Kind = "slack"
	KindUsual   Kind = "usual" // how long it usually takes
	KindWhole   Kind = "whole" // a group's bar, below the shares of its states
	KindShare   Kind = "share" // one state in a group's bar
	KindTick    Kind = "tick"  // the length of a run, in a group's bar
)

// What the legend, and some lines across rows, have beside them.
const (
	KindMixed Kind = "mixed" // a run and its seam
	KindTiny  Kind = "tiny"  // a run too short to be seen
	KindGroup Kind = "group" // a group's bar
	KindNear  Kind = "near"  // a dependency of the selected subtask
	KindBreak Kind = "break" // a folded gap
	KindNow   Kind = "now"
)

// class is its class in the style sheet.
func (k Kind) class() string {
	if k == KindUnseen || k == KindWhole {
		return string(KindRun) + " " + string(k)
	}
	return string(k)
}

// stated says whether its sign is that of a line in some state.
func (k Kind) stated() bool {
	switch k {
	case KindRun, KindMixed, KindUnseen, KindTiny, KindStop, KindUsual, KindTick, KindGroup:
		return true
	}
	return false
}

// common is the state that rows have unless their class says another: the
// rows' container has it, for it is that of nearly all rows of a large task.
const common = "s-succeeded"

// stateClass is the class of a state.
func stateClass(s task.State) string {
	if s == task.Succeeded {
		return common // pages of thousands ask for it again and again
	}
	return "s-" + s.String()
}
