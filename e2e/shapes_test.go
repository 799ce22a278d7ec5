package e2e

import (
	"fmt"
	"testing"
)

// TestShapesOfStatesAreTheSameEverywhere lays the two drawings of each state
// over each other: the symbols of the graph (views/ui), some of them lines, and
// the outlines of the style sheet (static/css/shapes.css).
func TestShapesOfStatesAreTheSameEverywhere(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + large + "?view=graph")
	found, _ := p.Eval(shapesApart).([]any)
	if len(found) != 16 {
		t.Fatalf("%d shapes, want 16: %v", len(found), found)
	}
	for _, f := range found {
		f := f.([]any)
		var share float64
		if _, err := fmt.Sscan(f[1].(string), &share); err != nil {
			t.Fatalf("%v: %v", f[0], err)
		}
		if !(share < 0.05) { // not a number where the sheet has none
			t.Errorf("%v: the two drawings differ by %.0f %% of the shape", f[0], share*100)
		}
	}
}

// shapesApart gives for each symbol its state, and the area in which the
// outline differs from it as a share of its own. It draws both eight times as
// large as they are.
const shapesApart = `() => [...document.querySelectorAll("symbol[id^=st-]")].map((symbol) => {
	const state = symbol.id.slice(3);
	const drawn = (draw) => {
		const c = new OffscreenCanvas(128, 128).getContext("2d");
		c.scale(8, 8);
		draw(c);
		return c.getImageData(0, 0, 128, 128).data.filter((_, i) => i % 4 === 3);
	};
	const one = drawn((c) => {
		for (const e of symbol.children) {
			const at = (name) => e.getAttribute(name);
			const path = new Path2D(at("d") ?? "");
			if (e.localName === "circle") path.arc(+at("cx"), +at("cy"), +at("r"), 0, 2 * Math.PI);
			if (at("fill") !== "none") c.fill(path, at("fill-rule") ?? "nonzero");
			if (!at("stroke")) continue;
			[c.lineWidth, c.lineCap, c.lineJoin] = [+at("stroke-width"), "round", "round"];
			c.setLineDash((at("stroke-dasharray") ?? "").split(" ").filter(Boolean).map(Number));
			c.stroke(path);
		}
	});
	const e = document.body.appendChild(document.createElement("i"));
	e.className = "s-" + state;
	const [, rule, path] = getComputedStyle(e).getPropertyValue("--shape").match(/^path\((evenodd, ?)?"(.*)"\)$/) ?? [];
	e.remove();
	const two = drawn((c) => path && c.fill(new Path2D(path), rule ? "evenodd" : "nonzero"));
	const sum = (list) => list.reduce((a, b) => a + b, 0);
	return [state, String(sum([...one].map((v, i) => Math.abs(v - two[i]))) / sum(one))];
})`
