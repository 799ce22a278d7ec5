package graphview

import "taskscope/internal/task"

// Colours of the light scheme, as in static/css/tokens.css: a file has no style
// sheet, and is looked at on paper as often as not.
const (
	colSurface      = "#ffffff"
	colGround       = "#f6f7f9"
	colText         = "#1a1f29"
	colMuted        = "#505a6b"
	colLineStrong   = "#828c9c"
	colCritical     = "#111722"
	colFailedGround = "#fdeee4"
	colInfoGround   = "#e9f2fc"
	colSelect       = "#dbeafe"
	colAccent       = "#0b57a4"
	colBack         = "#a84500"
	colUndone       = "#93396b"
)

// colours of a state: its line and bar, its shape, and its ground.
type colours struct{ line, ink, ground string }

func coloursOf(s task.State) colours {
	switch s {
	case task.Failed, task.RollbackFailed, task.Aborted:
		return colours{"#d55e00", "#a84500", colFailedGround}
	case task.Cancelled, task.RolledBack:
		return colours{"#7a7a7a", "#555b66", colSurface}
	case task.Cancelling:
		return colours{"#e69f00", "#855c00", colSurface}
	case task.RollingBack, task.Skipped:
		return colours{"#cc79a7", colUndone, colSurface}
	case task.Running, task.Retrying:
		return colours{"#0072b2", "#005a8d", colInfoGround}
	case task.Queued:
		return colours{"#56b4e9", "#005a8d", colSurface}
	case task.Held:
		return colours{"#828d9e", "#555b66", colSurface}
	case task.Succeeded:
		return colours{"#009e73", "#006b4e", colSurface}
	case task.Unknown:
		return colours{colLineStrong, colText, colSurface}
	}
	return colours{"#7a7a7a", "#555b66", colSurface}
}

// heatGround is the ground of a step of the heat, by its class.
func heatGround(class string) string {
	switch class {
	case "h1":
		return "#fffaf0"
	case "h2":
		return "#fff0cf"
	case "h3":
		return "#ffe09b"
	case "h4":
		return "#ffcb5c"
	}
	return "#fbb01f"
}

// dotted says whether nothing has happened in this state yet.
func dotted(s task.State) bool {
	return s == task.Blocked || s == task.Held || s == task.NotStarted || s == task.Unknown
}

// ground is what a node is filled with.
func (n *Node) ground() string {
	switch {
	case n.Hot != nil:
		return heatGround(n.Hot.Class)
	case n.Current:
		return colSelect
	}
	return coloursOf(n.State).ground
}

// stroke is a node's outline: its colour, its width, its dashes.
func (n *Node) stroke() (colour, width, dashes string) {
	colour, width = coloursOf(n.State).line, "1.5"
	switch {
	case n.Current:
		return colAccent, "3", ""
	case n.Critical && (n.State == task.Failed || n.State == task.RollbackFailed):
		width = "4"
	case n.Critical:
		colour, width = colCritical, "2.5"
	}
	if dotted(n.State) {
		dashes = "2 3"
	}
	return colour, width, dashes
}

// stroke is how an edge is drawn.
func (e *Edge) stroke() (colour, width, dashes string) {
	switch {
	case e.Critical:
		return colCritical, "2.6", ""
	case e.Back:
		return colBack, "1.2", "5 3"
	case e.Undone:
		return colUndone, "1.2", "6 3"
	case e.again:
		return colLineStrong, "0.8", "1 4"
	}
	return colLineStrong, "1.2", ""
}
