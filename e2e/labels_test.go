package e2e

import (
	"testing"
	"time"
)

// labelsAmiss are the labels of groups that are not beside what is to be seen of
// their bars: out of sight while the bar is in it, or in it while the bar is not.
const labelsAmiss = `() => {
	const chart = document.querySelector(".tl-chart").getBoundingClientRect();
	const seen = (e) => { const b = e.getBoundingClientRect(); return b.right > chart.left && b.left < chart.right; };
	const groups = [...document.querySelectorAll(".tl-bars .group")];
	const bars = groups.map((g) => seen(g.querySelector(".run")));
	const told = (note) => seen(note) && note.closest(".room").width.baseVal.value > 0;
	const bad = groups.filter((g, k) => told(g.querySelector(".note")) !== bars[k]).map((g) => g.querySelector(".note").textContent);
	return [bars.join(), bad.join("; ")];
}`

// TestLabelsOfGroupsWhileATaskGoesOn: zoomed, the label of a group that has ended
// before is out of sight as its bar is, and that of one that runs is in it; also
// when the running task renews the bars, and in a page opened thus.
func TestLabelsOfGroupsWhileATaskGoesOn(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 12)
	ocp.set(func(m *moving) { m.split = true })
	p := NewPage(t, PageOptions{Base: ocp.app(t).URL})
	p.Open("/tasks/" + movingTask + "?view=timeline&fold=all")
	p.SeeText(liveBar(p), "Live")
	chart := chartOf(p)
	// To the right of the moment 19 s, at which one group ended.
	turnWheel(p, chart.X+0.9*chart.Width, chart.Y+chart.Height+10, 0, -20, "Control")
	rests(p, "from > 20000 && to > 140000")
	want := func(when string) {
		t.Helper()
		if got := p.Eval(labelsAmiss).([]any); got[0] != "true,false" || got[1] != "" {
			t.Errorf("%s: of bars that are in sight as %v, these labels are not: %v", when, got[0], got[1])
		}
	}
	want("zoomed")
	for _, now := range []time.Duration{155 * time.Second, 190 * time.Second} {
		ocp.set(func(m *moving) { m.now = now })
		isOf(p, now)
		want("renewed")
	}
	p.Open(p.URL())
	want("opened")
}
