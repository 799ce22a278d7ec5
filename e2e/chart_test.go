package e2e

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"testing"

	"taskscope/e2e/internal/pw"
)

// box is where an element is in the window, px.
type box struct{ X, Y, Width, Height float64 }

func (b box) middle() (x, y float64) { return b.X + b.Width/2, b.Y + b.Height/2 }

func boxOf(p *Page, l pw.Locator) box {
	v, err := l.First().Evaluate(`(e) => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }`, nil)
	p.Must(err)
	n := v.([]any)
	return box{number(n[0]), number(n[1]), number(n[2]), number(n[3])}
}

// zoomed is the range in the page's address, ms from the task's start; -1 for
// an end that is not there.
func zoomed(t testing.TB, p *Page) (from, to float64) {
	t.Helper()
	u, err := url.Parse(p.URL())
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) float64 {
		n, err := strconv.ParseFloat(u.Query().Get(name), 64)
		if err != nil {
			return -1
		}
		return n
	}
	return read("from"), read("to")
}

// rests waits until the address holds what the JavaScript condition on its from
// and to wants, and nothing is being fetched any more. An end that the address
// does not name is NaN: null would be below any number.
func rests(p *Page, want string) {
	until(p, `(() => {
		const q = new URLSearchParams(location.search);
		const [from, to] = ["from", "to"].map((name) => q.has(name) ? Number(q.get(name)) : NaN);
		return (`+want+`) && !document.querySelector("[aria-busy=true]");
	})()`)
}

// until waits until the JavaScript condition holds in the page.
func until(p *Page, condition string) {
	// As true or false: this fork cannot take an element.
	if _, err := p.WaitForFunction("() => Boolean("+condition+")", nil); err != nil {
		p.Must(fmt.Errorf("%s never has %s: %w", p.URL(), condition, err))
	}
}

// turnWheel turns the wheel over a place with a key held down; "" is none.
func turnWheel(p *Page, x, y, dx, dy float64, key string) {
	p.Must(p.Mouse().Move(x, y))
	if key != "" {
		p.Must(p.Keyboard().Down(key))
	}
	p.Must(p.Mouse().Wheel(dx, dy))
	if key != "" {
		p.Must(p.Keyboard().Up(key))
	}
}

// drag moves the mouse from one place to another with its button held down.
func drag(p *Page, x1, y1, x2, y2 float64) {
	p.Must(p.Mouse().Move(x1, y1))
	p.Must(p.Mouse().Down())
	p.Must(p.Mouse().Move((x1+x2)/2, (y1+y2)/2))
	p.Must(p.Mouse().Move(x2, y2))
	p.Must(p.Mouse().Up())
}

// chartOf is the column of the bars, without the room at its ends.
func chartOf(p *Page) box {
	p.See(p.Locator(".tl-axis"))
	v := p.Eval(`() => { // at once: the axis is replaced while one zooms
		const e = document.querySelector(".tl-axis"), b = e.getBoundingClientRect();
		const [left, right] = [getComputedStyle(e).paddingLeft, getComputedStyle(e).paddingRight].map(parseFloat);
		return [b.x + left, b.y, b.width - left - right, b.height];
	}`).([]any)
	return box{X: number(v[0]), Y: number(v[1]), Width: number(v[2]), Height: number(v[3])}
}

// drawnLike wants bars and ticks to be where a page that is opened at the same
// address has them.
func drawnLike(t testing.TB, p *Page) {
	t.Helper()
	const places = `() => {
		const all = {};
		const chart = document.querySelector(".tl-axis").getBoundingClientRect();
		for (const e of document.querySelectorAll(".tl-bars a[data-id]:has(.run)")) {
			const b = e.querySelector(".run").getBoundingClientRect();
			// What is out of sight may be left out, and gaps there are not folded.
			if (b.left > chart.right || b.right < chart.left) continue;
			all["bar " + e.dataset.id] = [Math.max(b.left - chart.left, 0), Math.min(b.right - chart.left, chart.width)];
		}
		for (const e of document.querySelectorAll(".tl-axis text[data-ms]")) {
			if (e.textContent) all["tick " + e.textContent] = [e.getBoundingClientRect().left - chart.left, 0];
		}
		const svg = document.querySelector(".tl-grid").getBoundingClientRect();
		const grid = [...document.querySelectorAll(".tl-grid .grid")];
		grid.forEach((line, i) => all["grid " + i] = [svg.left - chart.left + svg.width * parseFloat(line.getAttribute("x1")) / 100, 0]);
		const frame = document.querySelector(".tl-window");
		if (frame) all["window"] = [Number(frame.getAttribute("x")), Number(frame.getAttribute("width"))];
		return all;
	}`
	other := p.Twin()
	size := p.ViewportSize()
	other.Must(other.SetViewportSize(size.Width, size.Height))
	other.Open(p.URL())
	got, want := p.Eval(places).(map[string]any), other.Eval(places).(map[string]any)
	if len(got) != len(want) {
		t.Errorf("%d things are drawn, a page opened at %s has %d", len(got), p.URL(), len(want))
	}
	for name, w := range want {
		g, ok := got[name].([]any)
		if !ok {
			t.Errorf("%s is missing, which a page opened at %s has", name, p.URL())
			continue
		}
		for i, at := range w.([]any) {
			if math.Abs(number(g[i])-number(at)) > 1.5 {
				t.Errorf("%s is at %v, in a page opened at %s at %v", name, g, p.URL(), w)
				break
			}
		}
	}
}

// number64 writes a number into JavaScript.
func number64(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
