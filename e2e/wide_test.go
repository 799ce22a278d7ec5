package e2e

import (
	"bytes"
	"image"
	"image/png"
	"testing"
)

// TestWideTablesFadeAtTheirEdge as long as there is more behind it.
func TestWideTablesFadeAtTheirEdge(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, options := range []PageOptions{{Width: 1440, Height: 900, Locale: "zh-CN"}, {Width: 1024, Height: 900, Dark: true}, {Width: 390, Height: 844}} {
		options.Base = app.URL
		p := NewPage(t, options)
		p.Open("/tasks/" + failed + "?view=subtasks")
		for _, test := range []struct {
			to          float64
			left, right bool
		}{{0, false, true}, {0.5, true, true}, {1, true, false}} {
			p.Eval(`(part) => {
				const e = document.querySelector(".subtasks .scroll");
				e.scrollLeft = Math.ceil((e.scrollWidth - e.clientWidth) * part);
				e.parentElement.scrollIntoView();
			}`, test.to)
			if left, right := fades(t, p); left != test.left || right != test.right {
				t.Errorf("%d px wide, scrolled to %v of its width: fades at left %v, at right %v, want %v and %v", options.Width, test.to, left, right, test.left, test.right)
			}
		}
	}
}

// fades tells at which of its edges the table of subtasks is of another colour
// than farther within: its text is out of the way for so long.
func fades(t *testing.T, p *Page) (left, right bool) {
	t.Helper()
	p.Eval(`() => { for (const e of document.querySelectorAll(".subtasks :is(td, tbody th)")) e.style.visibility = "hidden"; }`)
	b := boxOf(p, p.Locator(".subtasks .scroll tbody tr").First())
	e := boxOf(p, p.Locator(".subtasks .scroll"))
	x, y := int(e.X), int(b.Y+b.Height/2)
	shot := pixels(t, p)
	differ := func(x, inner int) bool { return shot.At(x, y) != shot.At(inner, y) }
	return differ(x+1, x+40), differ(int(e.X+e.Width)-2, int(e.X+e.Width)-40)
}

// pixels is the window as it is seen.
func pixels(t *testing.T, p *Page) image.Image {
	t.Helper()
	shot, err := p.Screenshot()
	p.Must(err)
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
