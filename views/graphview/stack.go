package graphview

import (
	"slices"
	"strconv"
	"strings"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// Stack is what a node says that stands for several subtasks.
type Stack struct {
	Size    int
	Times   string  // "×30"
	Counts  []Tally // by state, worst first
	Words   string  // "28 succeeded, 1 failed"
	Opens   string  // what a click does
	Members string  // ids, for scripts, which must find a member's node
}

// Tally is how many subtasks of a stack are in a state, as a shape and a number,
// and as a part of the bar at the node's foot.
type Tally struct {
	State      task.State
	Class      string
	Icon       string
	Text       string
	X          float64 // where the shape stands; of those that fit
	BarX, BarW float64
}

// Opened is a stack that is not folded, and could be: a mark at its first
// member that is drawn.
type Opened struct {
	X, Y      float64
	URL       string
	ID        task.SubtaskID
	Text, Say string
}

const (
	tallyX   = 28
	iconSize = 13
	digit    = 7 // width of one
	barInset = 1
	barHigh  = 4
	markWide = 40
	markHigh = 16
	lineOne  = 18 // baselines
	lineTwo  = 35
	lineThr  = 52
)

func (b *builder) stackNode(n *Node, s dag.Stack) {
	n.URL = b.open(s)
	n.State = b.Analysis.States[s.Members[0]]
	counts := map[task.State]int{}
	var runs, waits []int64
	ids := make([]string, len(s.Members))
	for k, i := range s.Members {
		state, span := b.Analysis.States[i], &b.Analysis.Spans[i]
		counts[state]++
		n.State = min(n.State, state) // the worst has the lowest value
		n.Critical = n.Critical || span.Critical
		if span.Comparable() {
			runs, waits = append(runs, span.RunMS), append(waits, span.WaitMS)
		}
		ids[k] = b.Task.Subtasks[i].ID.String()
	}
	n.Stack = &Stack{Size: len(s.Members), Times: "×" + b.Text.Count(len(s.Members)), Members: strings.Join(ids, " ")}
	n.Stack.Opens = b.Text.T("graph.opens")
	n.Stack.tallies(b, counts)
	n.Label = b.stackName(s)
	n.Name = middle(n.Label, n.chars()-len(n.Stack.Times)-1)
	n.Detail = b.durations(s, runs, waits)
	n.Full = b.stackLabel(n, counts)
}

// stackName is the stage's name; a chain has those of its ends.
func (b *builder) stackName(s dag.Stack) string {
	first := b.stageName(s.Members[0])
	if s.Kind != dag.Chain {
		return first
	}
	return first + " … " + b.stageName(s.Members[len(s.Members)-1])
}

// stageName is the name without the copy's number.
func (b *builder) stageName(i int) string {
	if s := &b.Task.Subtasks[i]; s.Split() {
		return strings.TrimSuffix(b.names[i], " #"+strconv.FormatInt(s.ParallelIdx.V, 10))
	}
	return b.names[i]
}

// durations are what a stack says of times: of copies the median and the
// longest, of what ran one after another the sum, and where nodes are coloured,
// what they are coloured by.
func (b *builder) durations(s dag.Stack, runs, waits []int64) string {
	if len(runs) == 0 {
		return ""
	}
	longest := b.Text.Duration(slices.Max(runs))
	switch {
	case b.URL.Heat == permalink.HeatWait:
		return b.Text.T("graph.longest_wait", "Wait", b.Text.Duration(slices.Max(waits)))
	case s.Kind == dag.Copies:
		slices.Sort(runs)
		return b.Text.T("graph.median", "Run", b.Text.Duration(median(runs)), "Max", longest)
	case b.URL.Heat == permalink.HeatRun:
		return b.Text.T("graph.longest", "Run", longest)
	}
	total := int64(0)
	for _, ms := range runs {
		total += ms
	}
	return b.Text.T("graph.together", "Run", b.Text.Duration(total))
}

// median of sorted values; between two it is their mean.
func median(sorted []int64) int64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func (b *builder) stackLabel(n *Node, counts map[task.State]int) string {
	var parts []string
	for _, s := range task.SubtaskStates() {
		if counts[s] > 0 {
			parts = append(parts, b.Text.Count(counts[s])+" "+b.Text.State(s))
		}
	}
	n.Stack.Words = strings.Join(parts, ", ")
	label := n.Label + " " + n.Stack.Times + b.Text.T("task.colon") + n.Stack.Words
	if n.Detail != "" {
		label += ", " + n.Detail
	}
	if n.Critical {
		label += ", " + b.row.critical
	}
	return label
}

// tallies lays shapes with numbers out in a line, and all shares in a bar.
func (s *Stack) tallies(b *builder, counts map[task.State]int) {
	x, bar := float64(tallyX), float64(barInset)
	wide := float64(nodeWidth - 2*barInset)
	for _, state := range task.SubtaskStates() {
		n := counts[state]
		if n == 0 {
			continue
		}
		name := state.String()
		t := Tally{State: state, Class: "s-" + name, Icon: "#st-" + name, Text: b.Text.Count(n), BarX: bar}
		t.BarW = wide * float64(n) / float64(s.Size)
		bar += t.BarW
		if used := iconSize + 3 + digit*float64(len(t.Text)) + 8; x+used <= nodeWidth-8 {
			t.X = x
			x += used
		}
		s.Counts = append(s.Counts, t)
	}
}
