package e2e

import (
	"fmt"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

const (
	folded = "/tasks/" + failed + "?view=graph" // 21 nodes, 6 of them stacks
	opened = folded + "&fold=none"
)

// sight is the part of the drawing that the pane shows: x, y, width, height, in
// the drawing's own units, to a tenth.
func sight(p *Page) [4]float64 {
	var b [4]float64
	for i, v := range p.Eval(`() => {
		const pane = document.querySelector(".graph-scroll");
		const [a, s] = [pane.getBoundingClientRect(), document.querySelector(".dag").getBoundingClientRect()];
		const whole = document.querySelector(".dag").viewBox.baseVal;
		const k = s.width / whole.width;
		return [(a.left + 1 - s.left) / k + whole.x, (a.top + 1 - s.top) / k + whole.y, pane.clientWidth / k, pane.clientHeight / k].map((v) => Math.round(v * 10) / 10);
	}`).([]any) {
		b[i] = number(v)
	}
	return b
}

// labelled is the first node whose label begins so.
func labelled(p *Page, name string) pw.Locator {
	return p.Locator(fmt.Sprintf(`.dag a.node:has(title:text("%s"))`, name)).First()
}

func TestGraphWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, NoJS: true})
	p.Open(folded)
	p.Count(p.Locator(".dag a.node"), 21)
	p.Count(p.Locator(".dag a.stack"), 6)
	for _, scripted := range []string{".graph-zoom", ".graph-map", ".graph-hint"} {
		p.Gone(p.Locator(scripted))
	}
	p.Click(labelled(p, "Install rpm"))
	p.At(folded + "&toggle=1020010094")
	p.Count(p.Locator(".dag a.node"), 32)
	p.Click(nodeOf(p, failedSubtask))
	p.At(folded + "&subtask=" + failedSubtask + "&toggle=1020010094")
	p.See(panel(p))
	p.Click(p.Locator(".dag a.opened"))
	p.At(folded + "&subtask=" + failedSubtask)
	p.Must(p.Expect(p.Locator(".dag a.stack[aria-current]")).ToContainText("Install rpm"))

	p.Click(p.Locator(".tool").GetByRole("link", pw.ByName("Install rpm #7")))
	p.At(folded + "&subtask=" + failedSubtask + "&focus=" + failedSubtask)
	p.Must(p.Expect(p.Locator(".graph-note").First()).ToContainText("Focus on Install rpm #7, 2 hops up and 2 hops down: "))
	before, err := p.Locator(".dag a.node").Count()
	p.Must(err)
	p.Click(p.Role("link", "one more up"))
	p.At(folded + "&subtask=" + failedSubtask + "&focus=" + failedSubtask + "&up=3")
	p.Count(p.Locator(".dag a.node"), before+1)
	p.Click(p.Role("link", "end the focus"))
	p.At(folded + "&subtask=" + failedSubtask)
}

// TestGraphOpensInPlace: a stack opens and folds without the page being loaded,
// and the keyboard stays where it was.
func TestGraphOpensInPlace(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(folded)
	p.Eval(`() => { window.same = true }`)
	p.Must(labelled(p, "Install rpm").Focus())
	p.Press("Enter")
	p.At(folded + "&toggle=1020010094")
	p.Count(p.Locator(".dag a.node"), 32)
	p.Must(p.Expect(p.Locator(".dag a.opened")).ToBeFocused())
	p.Press("Enter")
	p.At(folded)
	p.Count(p.Locator(".dag a.node"), 21)
	p.Must(p.Expect(labelled(p, "Install rpm")).ToBeFocused())
	p.Press("]") // all are folded already
	p.At(folded + "&fold=all")
	p.Press("[")
	p.At(opened)
	p.Count(p.Locator(".dag a.node"), 87)
	if p.Eval(`() => window.same`) != true {
		t.Error("the page was loaded anew")
	}
}

// TestGraphWheel: the wheel is the page's until the graph was clicked.
func TestGraphWheel(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 700})
	p.Open(opened)
	pane := p.Locator(".graph-scroll")
	p.See(pane)
	before := sight(p)
	b := boxOf(p, pane)
	x, y := b.X+b.Width/3, min(b.Y+b.Height/2, 680)
	turnWheel(p, x, y, 0, 120, "")
	p.See(p.Locator(".graph-hint"))
	_, err := p.WaitForFunction(`() => scrollY > 0`, nil)
	p.Must(err)
	if got := sight(p); got != before {
		t.Errorf("the wheel alone moved the graph from %v to %v", before, got)
	}
	turnWheel(p, x, y, 0, -200, "Control")
	closer := sight(p)
	if closer[2] >= before[2] {
		t.Errorf("ctrl and the wheel left %v of %v in sight", closer, before)
	}
	p.Must(pane.Focus())
	at := fmt.Sprint(p.Eval(`() => scrollY`))
	turnWheel(p, x, y, 0, 300, "")
	if got := sight(p); got[2] <= closer[2] {
		t.Errorf("with the focus in it, the wheel left %v of %v in sight", got, closer)
	}
	if now := fmt.Sprint(p.Eval(`() => scrollY`)); now != at {
		t.Errorf("and scrolled the page from %s to %s", at, now)
	}
}

// TestGraphByHand: dragging pans and is no click; the map and the buttons move
// what is in sight; nothing of it is in the address.
func TestGraphByHand(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 1100})
	p.Open(opened)
	node := boxOf(p, nodeOf(p, failedSubtask))
	before := sight(p)
	drag(p, node.X+20, node.Y+10, node.X-130, node.Y+10)
	if got := sight(p); got[0]-before[0] < 149 || got[2] != before[2] {
		t.Errorf("after dragging 150 pixels to the left %v is in sight, before it was %v", got, before)
	}
	p.Gone(panel(p))
	p.At(opened)
	p.Click(p.Role("button", "Zoom in (+)"))
	if got := sight(p); got[2] >= before[2] {
		t.Errorf("the button zoomed from %v to %v", before, got)
	}
	p.Click(p.Role("button", "Fit"))
	whole := sight(p)
	p.Gone(p.Locator(".graph-map")) // all is in sight
	p.Click(p.Role("button", "Zoom in (+)"))
	p.Click(p.Role("button", "Zoom in (+)"))
	p.See(p.Locator(".graph-map"))
	corner := boxOf(p, p.Locator(".graph-map"))
	drag(p, corner.X+corner.Width-3, corner.Y+3, corner.X+3, corner.Y+3)
	if got := sight(p); got[0] > whole[0]+whole[2]/4 {
		t.Errorf("the map's left end shows %v", got)
	}
	p.At(opened)
	p.Click(p.Role("button", "Fit"))
	p.Click(nodeOf(p, failedSubtask)) // still a link
	p.See(panel(p))
}

// TestGraphSelection: what is linked is in sight, and a double click looks
// closer.
func TestGraphSelection(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 1000})
	const last = "1020010137"
	p.Open(opened + "&subtask=" + last)
	p.Must(p.Expect(nodeOf(p, last)).ToBeInViewport())
	pane, node := boxOf(p, p.Locator(".graph-scroll")), boxOf(p, nodeOf(p, last))
	if off := node.X + node.Width/2 - pane.X - pane.Width/2; off > 60 || off < -60 {
		t.Errorf("the selected node is %.0f pixels off the middle", off)
	}
	x, y := node.X+node.Width/2, node.Y+node.Height/2
	p.Must(p.Mouse().Click(x, y)) // ends the selection
	p.Gone(panel(p))
	// The second click of the two finds the node elsewhere, and is still meant for it.
	p.Must(p.Mouse().Down(pw.MouseDown{ClickCount: pw.Ptr(2)}))
	p.Must(p.Mouse().Up(pw.MouseUp{ClickCount: pw.Ptr(2)}))
	p.At(opened + "&subtask=" + last + "&focus=" + last)
	p.Must(p.Expect(p.Locator(".graph-note").First()).ToContainText("Focus on Add observer"))
	p.Must(p.Expect(nodeOf(p, last)).ToBeInViewport())
	p.Click(panel(p).Locator(".neighbours a").First()) // may be out of sight: comes into it
	p.Must(p.Expect(p.Locator(`.dag a.node[aria-current]`)).ToBeInViewport())
}

// TestGraphByKeys: along the edges, and back.
func TestGraphByKeys(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ dir, forward, back, beside string }{
		{"", "ArrowRight", "ArrowLeft", "ArrowDown"}, {"&dir=tb", "ArrowDown", "ArrowUp", "ArrowRight"},
	} {
		t.Run("time"+test.dir, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 900})
			p.Open(opened + test.dir)
			p.Must(labelled(p, "Prepare add observer").Focus())
			on := func(label string) {
				t.Helper()
				if got := fmt.Sprint(p.Eval(`() => document.activeElement.querySelector("title")?.textContent`)); !strings.HasPrefix(got, label) {
					t.Fatalf("the focus is on %q, want %q", got, label)
				}
				if p.Eval(`() => { const n = document.activeElement.getBoundingClientRect(), b = document.querySelector(".graph-scroll").getBoundingClientRect();
					return n.left >= b.left && n.right <= b.right && n.top >= b.top && n.bottom <= b.bottom }`) != true {
					t.Errorf("%q is out of sight", label)
				}
			}
			p.Press(test.forward)
			on("Reserve host")
			p.Press(test.forward)
			on("Pre check for install OB #")
			first := fmt.Sprint(p.Eval(`() => document.activeElement.dataset.id`))
			p.Press(test.beside)
			on("Pre check for install OB #")
			if fmt.Sprint(p.Eval(`() => document.activeElement.dataset.id`)) == first {
				t.Error("there is no way to the copy beside it")
			}
			p.Press(test.back)
			on("Reserve host")
			p.Press("Tab")
			on("Pre check for install OB #0")
			p.Press("Shift+Tab")
			on("Reserve host")
			before := sight(p)
			p.Press("+")
			if got := sight(p); got[2] >= before[2] {
				t.Errorf("+ zoomed from %v to %v", before, got)
			}
			p.Press("0")
			if got := sight(p); got[2] <= before[2] {
				t.Errorf("0 zoomed from %v to %v", before, got)
			}
			p.Press("Enter")
			p.See(panel(p))
		})
	}
}

// TestGraphOnPaper: all of it, however it was zoomed, and the same on the
// screen afterwards.
func TestGraphOnPaper(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(opened)
	before := sight(p)
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Print}))
	const inside = `() => {
		const pane = document.querySelector(".graph-scroll").getBoundingClientRect();
		return [...document.querySelectorAll(".dag a.node")].filter((e) => {
			const b = e.getBoundingClientRect();
			return b.left >= pane.left && b.right <= pane.right && b.top >= pane.top && b.bottom <= pane.bottom;
		}).length;
	}`
	if got := number(p.Eval(inside)); got != 87 {
		t.Errorf("on paper %v of 87 nodes are whole", got)
	}
	p.Gone(p.Locator(".graph-map"))
	p.Must(p.EmulateMedia(pw.MediaOptions{Media: pw.Screen}))
	if got := sight(p); got != before {
		t.Errorf("after printing %v is in sight, before it was %v", got, before)
	}
}

// TestGraphIsAccessible in each of its looks, in light and dark.
func TestGraphIsAccessible(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"", "&fold=none&subtask=" + failedSubtask, "&heat=run", "&heat=wait&dir=tb&fold=none", "&focus=" + failedSubtask + "&up=0&links=dimmed"} {
		t.Run("graph"+query, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL})
			p.Open(folded + query)
			axeInLightAndDark(t, p)
		})
	}
}
