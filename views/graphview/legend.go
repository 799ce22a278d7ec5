package graphview

import (
	"slices"
	"strings"

	"taskscope/internal/task"
)

// LegendItem is one sign and its word.
type LegendItem struct {
	Class string
	Icon  string // of a state; "" for other signs
	Sign  Sign
	Text  string
	State task.State // of an item with an Icon
	Lead  string     // what this and the following are about; "" for the same
}

func (i LegendItem) ink() string { return coloursOf(i.State).ink }

// Sign is what a legend shows that is no state.
type Sign string

// The signs.
const (
	SignCritical Sign = "critical"
	SignStack    Sign = "stack"
	SignBack     Sign = "back"
	SignUndone   Sign = "undone"
	SignAgain    Sign = "again"
	SignHeat     Sign = "heat"
	SignNode     Sign = "node" // of two runs in one graph
	SignEdge     Sign = "edge"
)

// legend explains what is drawn, and nothing else: states worst first, then the
// other signs.
func (b *builder) legend(g *Graph) []LegendItem {
	states := map[task.State]bool{}
	signs := map[Sign]bool{}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		states[n.State] = true
		if n.Stack != nil {
			signs[SignStack] = true
			for _, t := range n.Stack.Counts {
				states[t.State] = true
			}
		}
		signs[SignCritical] = signs[SignCritical] || n.Critical
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		signs[SignBack] = signs[SignBack] || e.Back
		signs[SignUndone] = signs[SignUndone] || e.Undone
		signs[SignAgain] = signs[SignAgain] || e.again
	}
	var items []LegendItem
	for _, s := range task.SubtaskStates() {
		if states[s] {
			items = append(items, LegendItem{Class: "s-" + s.String(), Icon: "#st-" + s.String(), Text: b.Text.State(s), State: s})
		}
	}
	for _, s := range []Sign{SignCritical, SignStack, SignBack, SignUndone, SignAgain} {
		if signs[s] {
			items = append(items, LegendItem{Class: string(s), Sign: s, Text: b.Text.T("graph.sign_" + string(s))})
		}
	}
	if g.Heat != nil {
		for k, s := range g.Heat.Steps {
			item := LegendItem{Class: s.Class, Sign: SignHeat, Text: s.Text}
			if k == 0 {
				item.Lead = g.Heat.Title + b.Text.T("task.colon")
			}
			items = append(items, item)
		}
	}
	return append(items, b.mergedLegend(g)...)
}

func hasClass(classes, class string) bool {
	return slices.Contains(strings.Fields(classes), class)
}
