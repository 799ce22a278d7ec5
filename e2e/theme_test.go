package e2e

import "testing"

const ground = `() => getComputedStyle(document.body).backgroundColor`

func TestChooseATheme(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	html := p.Locator("html")
	p.Open("/tasks/" + sample + "?view=graph&subtask=" + install)
	light := p.Eval(ground)
	for _, step := range []struct {
		button, theme string
		dark          bool
	}{{"auto", "light", false}, {"light", "dark", true}} {
		p.Click(p.Role("button", "Colours: "+step.button))
		p.Must(p.Expect(html).ToHaveAttribute("data-theme", step.theme))
		p.At("/tasks/" + sample + "?view=graph&subtask=" + install) // where one was
		if got := p.Eval(ground); (got != light) != step.dark {
			t.Errorf("with theme %s the ground is %v, and %v when light; want different %v", step.theme, got, light, step.dark)
		}
	}
	p.Open("/history") // and it stays
	p.Must(p.Expect(html).ToHaveAttribute("data-theme", "dark"))
	p.Click(p.Role("button", "Colours: dark"))
	p.Must(p.Expect(html).ToHaveAttribute("data-theme", "auto"))
	if got := p.Eval(ground); got != light {
		t.Errorf("with theme auto on a light system the ground is %v, want %v", got, light)
	}
}

// TestAThemeChosenAfterASelectionKeepsIt: the selection was made by script, the
// theme is chosen by a form.
func TestAThemeChosenAfterASelectionKeepsIt(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	p.Click(rowOf(p, install))
	p.At("/tasks/" + sample + "?subtask=" + install)
	p.Click(p.Role("button", "Colours: auto"))
	p.Must(p.Expect(p.Locator("html")).ToHaveAttribute("data-theme", "light"))
	p.At("/tasks/" + sample + "?subtask=" + install)
	selectedIs(p, install, "Install ocp agent")
}

func TestADarkSystemGetsDarkPages(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	light, dark := NewPage(t, PageOptions{Base: app.URL}), NewPage(t, PageOptions{Base: app.URL, Dark: true})
	light.Open("/")
	dark.Open("/")
	if l, d := light.Eval(ground), dark.Eval(ground); l == d {
		t.Errorf("the ground is %v on a light and on a dark system, want a difference", l)
	}
}
