package e2e

import (
	"strings"
	"testing"
)

func TestTimeAtThePointer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ query, want string }{
		{"", "15:09:37.32"}, {"&tz=utc", "07:09:37.32"}, {"&tz=America/New_York", "03:09:37.32"}, {"&time=relative", "+5.58"},
	} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Timezone: "Asia/Tokyo"})
		p.Open(sampleTimeline + test.query)
		c := chartOf(p)
		p.Must(p.Mouse().Move(c.X+c.Width/4, c.Y+c.Height+30))
		line := p.Locator(".tl-cursor")
		p.See(line)
		words, err := line.InnerText()
		p.Must(err)
		// A pixel is 25 ms or so.
		if len(words) < len(test.want) || words[:len(test.want)-2] != test.want[:len(test.want)-2] {
			t.Errorf("%s: at a quarter of the chart it is %s, want about %s", test.query, words, test.want)
		}
		if b := boxOf(p, line); b.X < c.X+c.Width/4-2 || b.X > c.X+c.Width/4+2 || b.Height < 100 {
			t.Errorf("%s: the line is at %v, want at %v and across the rows", test.query, b, c.X+c.Width/4)
		}
		p.Must(p.Mouse().Move(5, 5))
		p.Gone(line)
	}
}

func TestARowSpeaksToThePointer(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	label := strings.Replace(label(p, install), ", ", " ", 1) // the name has a line of its own
	tip := p.Locator(".tl-tip")
	for _, l := range []func() error{
		func() error { return barOf(p, install).Hover() },
		func() error { return rowOf(p, install).Hover() },
	} {
		p.Must(p.Mouse().Move(5, 5))
		p.Gone(tip)
		p.Must(l())
		p.Must(p.Expect(tip).ToContainText(label))
		p.Must(p.Expect(tip).ToHaveAttribute("aria-hidden", "true"))
		p.Must(p.Expect(tip).ToBeInViewport())
	}
	p.Press("Shift") // any key
	p.Gone(tip)
	if n := p.Eval(`() => document.querySelectorAll(".tl-bars title").length`); number(n) != 0 {
		t.Errorf("%v bars have a second label, from the browser", n)
	}
	if !strings.Contains(label, "15.361 s") {
		t.Errorf("the row says %q, want how long it took", label)
	}
}
