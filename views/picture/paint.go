package picture

import (
	"taskscope/internal/task"
	"taskscope/views/gantt"
)

// Colours of the light scheme, as in static/css/tokens.css.
const (
	colSurface      = "#ffffff"
	colText         = "#1a1f29"
	colMuted        = "#505a6b"
	colLine         = "#d5dae1"
	colLineStrong   = "#828c9c"
	colStripe       = "#f9fafc"
	colSelect       = "#dbeafe"
	colMark         = "#fff0b3"
	colFailedGround = "#fdeee4"
	colEdge         = "#2b3340"
	colWait         = "#828d9e"
	colCritical     = "#111722"
	colNow          = "#0072b2"
	colAccent       = "#0b57a4"
	colSlack        = "#808b9b"
)

// paint is how a shape looks; what is "" is left out.
type paint struct{ Fill, Stroke, Thick, Dash string }

// look is how the bars of a state look.
type look struct{ ground, ink string }

func lookOf(state task.State) look {
	switch state {
	case task.Failed, task.RollbackFailed, task.Aborted:
		return look{"#d55e00", "#a84500"}
	case task.Cancelled, task.RolledBack:
		return look{"#7a7a7a", "#555b66"}
	case task.Cancelling:
		return look{"#e69f00", "#855c00"}
	case task.RollingBack, task.Skipped:
		return look{"#cc79a7", "#93396b"}
	case task.Running, task.Retrying:
		return look{"#0072b2", "#005a8d"}
	case task.Queued:
		return look{"#56b4e9", "#005a8d"}
	case task.Held:
		return look{colWait, "#555b66"}
	case task.Succeeded:
		return look{"#009e73", "#006b4e"}
	case task.Blocked, task.NotStarted:
		return look{colSurface, "#555b66"}
	}
	return look{colSurface, colText}
}

func inkOf(state task.State) string { return lookOf(state).ink }

// paintOf is how a mark of a kind looks in a line of a class. It follows
// static/css/marks.css, groups.css and state.css.
func paintOf(kind gantt.Kind, c subject) paint {
	l := lookOf(c.state)
	switch kind {
	case gantt.KindRun:
		return run(l, c)
	case gantt.KindShare: // no higher than two edges
		return paint{Fill: run(l, c).Fill}
	case gantt.KindWhole:
		return paint{Fill: colSurface, Stroke: colLineStrong, Thick: "1"}
	case gantt.KindUnseen:
		return paint{Fill: colSurface, Stroke: l.ink, Thick: "1", Dash: "2 3"}
	case gantt.KindWaiting, gantt.KindHeld, gantt.KindQueued, gantt.KindBlock, gantt.KindSeam, gantt.KindBreak:
		return paint{Fill: "url(#h-" + string(kind) + ")"}
	case gantt.KindSlack:
		return paint{Fill: colSlack}
	case gantt.KindPause:
		return paint{Stroke: colText, Thick: "1"}
	case gantt.KindPath, gantt.KindStop:
		return paint{Fill: colCritical, Stroke: colSurface, Thick: "1"}
	case gantt.KindTick:
		return paint{Fill: colText}
	case gantt.KindNow:
		return paint{Fill: "none", Stroke: colNow, Thick: "1.5", Dash: "4 3"}
	case gantt.KindUsual:
		return paint{Fill: "none", Stroke: colText, Thick: "1.5"}
	}
	return paint{} // black: better than to leave it out
}

// crossingOf is how a line across rows looks.
func crossingOf(kind gantt.Kind) paint {
	if kind == gantt.KindPath {
		return paint{Fill: "none", Stroke: colCritical, Thick: "3"}
	}
	return paint{Fill: "none", Stroke: colAccent, Thick: "1.5"}
}

func run(l look, c subject) paint {
	p := paint{Fill: l.ground, Stroke: colEdge, Thick: "1"}
	if hatched(c.state) {
		p.Fill = "url(#h-" + c.state.String() + ")"
	}
	switch c.state {
	case task.RolledBack, task.RollingBack, task.Skipped, task.Cancelled:
		p.Stroke = l.ink
	case task.Unknown:
		p.Stroke, p.Dash = l.ink, "3 2"
	}
	if c.mixed {
		p.Stroke, p.Dash = l.ink, "3 2"
	}
	return p
}

// hatch is a pattern: a ground and a figure on it.
type hatch struct {
	ID, Turn, Ground, Figure string
	Size                     string
	Opacity                  string // of the figure
	Color                    string // of the figure
}

func hatched(state task.State) bool {
	switch state {
	case task.Running, task.Retrying, task.Cancelling, task.RollingBack, task.Cancelled, task.RolledBack, task.Skipped:
		return true
	}
	return false
}

// hatches tell states apart without their colours; they are those of the page.
func hatches() []hatch {
	on := func(state task.State, size, turn, figure string) hatch {
		return hatch{ID: "h-" + state.String(), Size: size, Turn: turn, Ground: lookOf(state).ground, Figure: figure, Opacity: "0.5", Color: colSurface}
	}
	bare := func(kind, color, opacity, size, turn, figure string) hatch {
		return hatch{ID: "h-" + kind, Size: size, Turn: turn, Ground: "none", Figure: figure, Opacity: opacity, Color: color}
	}
	return []hatch{
		on(task.Running, "8", "rotate(45)", "M0 0h2v8H0Z"),
		on(task.Retrying, "8", "rotate(45)", "M0 0h4v8H0Z"),
		on(task.Cancelling, "4", "rotate(45)", "M0 0h1.5v4H0Z"),
		on(task.RollingBack, "8", "rotate(-45)", "M0 0h3v8H0Z"),
		on(task.Cancelled, "6", "rotate(45)", "M0 0h6v1.5H1.5V6H0Z"),
		on(task.RolledBack, "6", "rotate(-45)", "M0 0h3v6H0Z"),
		on(task.Skipped, "8", "rotate(0)", "M0 0h3v8H0Z"),
		bare("queued", lookOf(task.Queued).ground, "1", "6", "rotate(45)", "M0 0h2.5v6H0Z"),
		bare("held", colWait, "1", "4", "rotate(0)", "M0 0h2v4H0Z"),
		bare("waiting", colWait, "1", "5", "rotate(-45)", "M0 0h2v5H0Z"),
		bare("block", colWait, "1", "6", "rotate(0)", "M0 0h1.5v6H0Z"),
		bare("seam", colSurface, "0.55", "9", "rotate(45)", "M0 0h4v9H0Z"),
		bare("break", colLineStrong, "1", "6", "rotate(45)", "M0 0h1.5v6H0Z"),
	}
}
