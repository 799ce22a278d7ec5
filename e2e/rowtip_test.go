package e2e

import (
	"slices"
	"strings"
	"testing"
)

// facts are what the label at a row says below the row's sentence: names and values.
func facts(p *Page) (names, values []string) {
	p.See(p.Locator(".tl-tip .tip-facts"))
	return p.All(p.Locator(".tip-facts dt")), p.All(p.Locator(".tip-facts dd"))
}

// TestARowSaysWhenAndWhere: what the label at a subtask says below its sentence, in
// the order that it has everywhere, as the reader has the times.
func TestARowSaysWhenAndWhere(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	for _, test := range []struct{ query, start string }{
		{"", "15:09:36.821"}, {"&tz=utc", "07:09:36.821"}, {"&time=relative", "+5.081 s · 15:09:36.821"}, {"&lane=executor", "15:09:36.821"},
	} {
		p.Open(sampleTimeline + test.query)
		p.Must(barOf(p, install).Hover())
		names, values := facts(p)
		if want := []string{"First start", "Last end", "Runs", "Executor", "Timeout", "Id"}; !slices.Equal(names, want) {
			t.Fatalf("%s: it says %q, want %q", test.query, names, want)
		}
		if values[0] != test.start || values[2] != "1" || values[5] != install {
			t.Errorf("%s: it says %q, want the start %s, 1 run and the id %s", test.query, values, test.start, install)
		}
		p.Must(p.Expect(p.Locator(".tl-tip")).ToBeInViewport())
	}
}

// TestTheKeyboardIsToldWhatThePointerIs: at a group, of which no panel tells, the
// spread of its runs; at a subtask what the pointer is told, too. A key ends it.
func TestTheKeyboardIsToldWhatThePointerIs(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline)
	tip := p.Locator(".tl-tip")
	group := p.Locator(`.tl-names a[data-group]:has-text("Install rpm × 12")`)
	p.Must(group.Focus())
	p.Gone(tip) // the keyboard has not gone there
	p.Press("ArrowUp")
	p.Press("ArrowDown")
	p.Must(p.Expect(tip).ToContainText("runs from 14.010 s to 1 m 40."))
	p.Must(p.Expect(tip).ToBeInViewport())
	if lines := strings.Split(p.All(tip)[0], "\n"); len(lines) < 5 || lines[0] != "Install rpm × 12" {
		t.Errorf("it says %q, want its name and a line for each thing", lines)
	}
	p.Press("Escape")
	p.Gone(tip)
	p.Press("ArrowUp")
	names, _ := facts(p)
	if len(names) == 0 || names[0] != "First start" {
		t.Errorf("at a subtask it says %q", names)
	}
	p.Press("Enter") // the panel tells now
	p.See(panel(p))
	p.Gone(tip)
}

// TestAFingerIsToldOfAGroup when it turns it.
func TestAFingerIsToldOfAGroup(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 390, Height: 844})
	p.Open(failedTimeline)
	until(p, `"scripted" in document.documentElement.dataset`)
	p.Eval(`() => {
		const group = [...document.querySelectorAll(".tl-names a[data-group]")].find((e) => e.textContent === "Install rpm × 12");
		group.scrollIntoView({ block: "center" });
		group.dispatchEvent(new PointerEvent("click", { bubbles: true, cancelable: true, pointerType: "touch", detail: 1 }));
	}`)
	tip := p.Locator(".tl-tip")
	p.Must(p.Expect(tip).ToContainText("runs from 14.010 s to 1 m 40."))
	p.Must(p.Expect(tip).ToBeInViewport())
	p.Must(p.Expect(p.Locator(`.tl-names a[data-group]:has-text("Install rpm × 12")`)).ToHaveAttribute("aria-expanded", "true"))
	p.Eval(`() => document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }))`)
	p.Gone(tip)
}
