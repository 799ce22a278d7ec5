package e2e

import (
	"fmt"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestAFoldedFailureIsSeen: the row of a group of which one copy failed has the
// shape that the copy's own row has, in its place, in forced colours as well; in
// its bar the failed one is thick enough to be seen, and has its mark at its end.
func TestAFoldedFailureIsSeen(t *testing.T) {
	t.Parallel()
	for _, forced := range []bool{false, true} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1440})
		if forced {
			p.Must(p.EmulateMedia(pw.MediaOptions{ForcedColors: pw.ForcedColors}))
		}
		p.Open(failedTimeline)
		found, _ := p.Eval(failedGroup).(map[string]any)
		for name, want := range map[string]any{"shape": true, "painted": true, "place": true, "triangle": true} {
			if found[name] != want {
				t.Errorf("forced colours %v: of the group's row %s is %v, want %v: %v", forced, name, found[name], want, found)
			}
		}
		if high := number(found["high"]); high < 4 {
			t.Errorf("forced colours %v: what failed is %v px high in the bar of its group, want 4", forced, high)
		}
		if apart := number(found["stop"]); !(apart < 0.5) {
			t.Errorf("forced colours %v: the mark ends %v px from the end of what failed", forced, apart)
		}
	}
}

// failedGroup tells of the row of the failed group whether it has its state's shape,
// painted, where the row of a subtask has it, and a triangle beside it; of its bar
// how high what failed is, and how far from its end the mark is, px.
const failedGroup = `() => {
	const row = document.querySelector(".tl-names .group.s-failed");
	const own = getComputedStyle(row, "::before");
	const copy = getComputedStyle(document.querySelector(".tl-names .inside.s-failed a"), "::before");
	const mark = getComputedStyle(row.querySelector("a"), "::before");
	const [left, x] = [parseFloat(own.left), document.querySelector(".tl-names li:not(.group, .inside) a")];
	const inRow = x.getBoundingClientRect().left - x.parentElement.getBoundingClientRect().left + parseFloat(getComputedStyle(x).paddingLeft);
	const bar = document.querySelector(".tl-bars .group.s-failed");
	const [share, stop] = [".share.s-failed", ".stop"].map((s) => bar.querySelector(s)?.getBoundingClientRect());
	return {
		shape: own.clipPath !== "none" && own.clipPath === copy.clipPath && own.width === "16px" && own.height === "16px",
		painted: own.content !== "none" && own.backgroundColor === copy.backgroundColor && own.backgroundColor !== "rgba(0, 0, 0, 0)",
		place: Math.abs(left - inRow) < 1,
		triangle: mark.clipPath === "none" && mark.borderLeftWidth === "7px",
		high: share?.height ?? 0,
		stop: stop ? Math.abs(stop.right - share.right) : NaN,
	};
}`

// TestAFailureIsSeenOnTheMap, of a task of thousands that took a day, on a phone
// and on a wide screen: no smaller than 3 px, above the critical path.
func TestAFailureIsSeenOnTheMap(t *testing.T) {
	t.Parallel()
	app := Start(t)
	const steps, failed, each = 1312, 900, 60_000
	m := made{id: 71500017, name: "A day of steps", status: "FAILED", now: steps * each, finish: steps * each}
	for k := range steps {
		s := step{id: int64(72500000 + k), name: fmt.Sprintf("Step %d", k), from: int64(k) * each, to: int64(k+1) * each}
		if k > 0 {
			s.ups = []int64{s.id - 1}
		}
		if k == failed {
			s.status, s.to = "FAILED", s.from+20
		}
		m.steps = append(m.steps, s)
	}
	keep(t, app, m)
	for _, o := range []PageOptions{{Width: 1440}, {Width: 390, Dark: true}} {
		o.Base = app.URL
		p := NewPage(t, o)
		p.Open(fmt.Sprintf("/tasks/%d@1?view=timeline", m.id))
		for _, what := range []string{"drawn first", "drawn anew"} {
			found, _ := p.Eval(failureOnMap).(map[string]any)
			if wide, high := number(found["wide"]), number(found["high"]); wide < 3 || high < 3 || wide > 12 || high > 8 {
				t.Errorf("%d px, %s: what failed is seen as %v × %v px of the map: %v", o.Width, what, wide, high, found)
			}
			if at, want := number(found["at"]), float64(failed)/steps; at < want-0.02 || at > want+0.02 {
				t.Errorf("%d px, %s: it is at %.3f of the map's width, want %.3f", o.Width, what, at, want)
			}
			p.Must(edge(p, "Start").Focus())
			p.Press("ArrowRight")
			rests(p, "from > 0")
			p.Press("Home")
			rests(p, "isNaN(from)")
		}
	}
}

// failureOnMap tells how many px of the map show what failed, with nothing but the
// window before it, and where along its width they are. It looks at each half px.
const failureOnMap = `() => {
	const map = document.querySelector(".tl-map svg");
	map.scrollIntoView({ block: "center" });
	const box = map.getBoundingClientRect();
	const seen = (x, y) => {
		const top = document.elementsFromPoint(x, y).find((e) => e.matches(".tl-map path"));
		return top?.matches(".s-failed") ?? false;
	};
	const [xs, ys] = [new Set(), new Set()];
	const about = map.querySelector(".s-failed").getBoundingClientRect();
	for (let y = Math.max(box.top, about.top - 4) + 0.25; y < Math.min(box.bottom, about.bottom + 4); y += 0.5)
		for (let x = about.left - 4 + 0.25; x < about.right + 4; x += 0.5) if (seen(x, y)) xs.add(x), ys.add(y);
	return { wide: xs.size / 2, high: ys.size / 2, at: (Math.min(...xs) + Math.max(...xs)) / 2 / box.width - box.left / box.width };
}`

// TestWhatADimmedGroupSaysIsRead: with a contrast that is no less than its name's.
func TestWhatADimmedGroupSaysIsRead(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Dark: dark, Width: 1440})
		p.Open(failedTimeline + "&state=failed&rest=dimmed")
		p.See(p.Locator(".tl-bars .group.dim .note").First())
		found, _ := p.Eval(dimmedContrasts).([]any)
		if note, name := number(found[0]), number(found[1]); note < name-0.01 || note < 4.5 {
			t.Errorf("dark %v: what a dimmed group says has a contrast of %.2f, its name of %.2f", dark, note, name)
		}
	}
}

// dimmedContrasts are WCAG's, of the note of a dimmed group and of its name, on the
// ground of rows, as opaque as all around them let them be.
const dimmedContrasts = `() => {
	const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
	const light = (...layers) => {
		for (const [color, alpha] of layers) {
			canvas.globalAlpha = alpha;
			canvas.fillStyle = color;
			canvas.fillRect(0, 0, 1, 1);
		}
		const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const probe = document.body.appendChild(document.createElement("i"));
	probe.style.color = "var(--surface)";
	const ground = [getComputedStyle(probe).color, 1];
	probe.remove();
	return [[".tl-bars .group.dim .note", "fill"], [".tl-names .group.dim a", "color"]].map(([of, paint]) => {
		let alpha = 1;
		const e = document.querySelector(of);
		for (let at = e; at; at = at.parentElement) alpha *= parseFloat(getComputedStyle(at).opacity);
		const [a, b] = [light(ground, [getComputedStyle(e)[paint], alpha]), light(ground)].sort();
		return (b + 0.05) / (a + 0.05);
	});
}`
