package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestAWideGraphOnPaper is cut into strips that can be read, each node in one.
func TestAWideGraphOnPaper(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app, ladder())
	p := NewPage(t, PageOptions{Base: app.URL, Width: 1040})
	for _, path := range []string{"/tasks/71000041", "/tasks/71000041?view=graph"} {
		p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Screen}))
		p.Open(path)
		p.See(p.Locator(".graph-scroll"))
		drawn := number(p.Eval(`() => document.querySelectorAll(".dag > .node").length`))
		p.Eval(`() => dispatchEvent(new Event("beforeprint"))`)
		p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
		if got := p.Eval(`(drawn) => {
			const strips = [...document.querySelectorAll(".dag.strip")];
			const nodes = strips.map((strip) => {
				const box = strip.getBoundingClientRect();
				return [...strip.querySelectorAll(":scope > .node > rect:first-of-type")].filter((e) => {
					const b = e.getBoundingClientRect();
					return b.left >= box.left - 1 && b.right <= box.right + 1;
				}).length;
			});
			const scale = strips.map((strip) => strip.getBoundingClientRect().width / strip.viewBox.baseVal.width);
			const whole = document.querySelector(".dag.cut").getBoundingClientRect().width;
			const fine = strips.length > 2 && nodes.reduce((a, b) => a + b, 0) === drawn && Math.min(...scale) > 0.55 && whole === 0;
			return fine ? "" : "strips have " + nodes + " nodes of " + drawn + ", scales " + scale + ", the whole is " + whole + " px wide";
		}`, drawn); got != "" {
			t.Errorf("%s: %v", path, got)
		}
		p.Eval(`() => dispatchEvent(new Event("afterprint"))`)
		p.Count(p.Locator(".dag.strip, .dag.cut"), 0)
	}
}
