package e2e

import (
	"fmt"
	"testing"

	"taskscope/e2e/internal/pw"
	"taskscope/views/taskpage"
)

// TestNoKeyOfTheBrowserIsTaken: find, address and closing are the browser's, and
// so is every key that is typed into a field.
func TestNoKeyOfTheBrowserIsTaken(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	var keys []string
	for _, g := range taskpage.KeyGroups() {
		for _, k := range g.Keys {
			keys = append(keys, k.Keys...)
		}
	}
	for _, key := range append(keys, "f", "k", "w", "F", "l", "r", "p", "g") {
		for _, modifier := range []string{"ctrlKey", "metaKey", "altKey"} {
			if got := p.Eval(prevented, map[string]any{"type": "keydown", "key": key, modifier: true}); got != false {
				t.Errorf("%s with %s is taken from the browser", key, modifier)
			}
		}
	}
	p.At("/tasks/" + sample)
	p.Press("/")
	p.Must(p.Expect(p.Locator("#find")).ToBeFocused())
	for _, key := range []string{"w", "T", "?", "0", "c"} {
		p.Press(key)
	}
	p.Must(p.Expect(p.Locator("#find")).ToHaveValue("wT?0c"))
	p.Gone(p.Locator("#help"))
}

func TestHelpOfTheKeys(t *testing.T) {
	t.Parallel()
	for _, lang := range []struct{ locale, title, button, zoom string }{
		{"en-US", "Keys", "Keys", "Show less, larger"}, {"zh-CN", "键盘操作", "键盘操作", "放大"},
	} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Locale: lang.locale})
		p.Open("/tasks/" + sample)
		help := p.Locator("#help")
		p.Gone(help)
		p.Press("?")
		p.See(help)
		p.SeeText(help.GetByRole("heading", pw.ByLevel(2)), lang.title)
		p.Must(p.Expect(help).ToContainText(lang.zoom))
		Axe(t, p)
		p.Press("w") // not behind the dialog
		p.Press("Escape")
		p.Gone(help)
		p.At("/tasks/" + sample)
		p.Click(p.Role("button", lang.button))
		p.See(help)
	}
}

// TestKeysCanBeSwitchedOff, for good, by those whose voice or hands type
// letters without meaning to.
func TestKeysCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	p.Press("?")
	p.Must(p.Locator("#keys-on").Uncheck())
	p.Press("Escape")
	p.Gone(p.Locator("#help"))
	_, err := p.Reload()
	p.Must(err)
	for _, key := range []string{"w", "?", "3", "T"} {
		p.Press(key)
	}
	p.Click(rowOf(p, install))
	p.See(panel(p))
	p.Press("Escape") // no letter
	p.Gone(panel(p))
	p.At(sampleTimeline)
	p.Gone(p.Locator("#help"))
	p.Click(p.Role("button", "Keys"))
	p.Must(p.Locator("#keys-on").Check())
	p.Press("Escape")
	p.Press("w")
	rests(p, narrower)
	if n := p.Eval(`() => localStorage.length`); number(n) != 0 {
		t.Errorf("%v things are stored after switching on again, want none", n)
	}
}

func TestKeysThatAreLinks(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Clipboard()
	p.Open("/tasks/" + failed)
	p.Eval("() => { window.stays = true }")
	for _, step := range []struct{ key, at string }{
		{"1", "?view=timeline"}, {"T", "?view=timeline&time=relative"}, {"T", "?view=timeline"},
		{"[", "?view=timeline&fold=none"}, {"]", "?view=timeline&fold=all"},
		{"2", "?view=graph&fold=all"}, {"3", "?view=subtasks&fold=all"},
	} {
		p.Press(step.key)
		p.At("/tasks/" + failed + step.at)
		rests(p, "true")
	}
	p.Press("y")
	p.See(p.Role("link", "Copied"))
	if p.Eval("() => window.stays") != true {
		t.Error("a key loaded the page anew")
	}
}

// TestEveryKeyOfTheHelpIsBound: a key without an action has a control that
// carries it, on a page that has everything.
func TestEveryKeyOfTheHelpIsBound(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?subtask=" + failedSubtask + "&q=rpm")
	actions := inModule(p, "keys.js", `({ actions }) => Object.keys(actions)`, nil).([]any)
	known := map[string]bool{}
	for _, a := range actions {
		known[fmt.Sprint(a)] = true
	}
	for _, g := range taskpage.KeyGroups() {
		for _, k := range g.Keys {
			switch n, err := p.Locator(fmt.Sprintf(`[data-key="%s"]`, k.Keys[0])).Count(); {
			case err != nil:
				t.Fatal(err)
			case k.Keys[0] == "E": // needs two failures, which no task of the demo has
			case k.Do == "" && n == 0:
				t.Errorf("nothing in the page carries the key %q", k.Keys[0])
			case k.Do != "" && !known[k.Do]:
				t.Errorf("the script has no action %q for the key %q", k.Do, k.Keys[0])
			}
		}
	}
}

func TestRowsByKeyboard(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline&fold=all")
	focused := func() string {
		return fmt.Sprint(p.Eval(`() => document.activeElement.closest(".tl-names li")?.querySelector("a").textContent.trim()`))
	}
	visible := p.Eval(`() => [...document.querySelectorAll(".tl-part:not([hidden]) .tl-names a")].map((a) => a.textContent.trim())`).([]any)
	p.Must(p.Locator(".tl-names a").First().Focus())
	for _, want := range visible[1:] {
		p.Press("ArrowDown")
		if got := focused(); got != want {
			t.Fatalf("a row down is %q, want %q", got, want)
		}
	}
	p.Press("Home")
	if got := focused(); got != visible[0] {
		t.Errorf("Home leads to %q, want %q", got, visible[0])
	}
	group := p.Locator(".tl-names a[data-group]").First()
	name, err := group.InnerText()
	p.Must(err)
	p.Must(group.Focus())
	p.Press("ArrowRight")
	p.Must(p.Expect(group).ToHaveAttribute("aria-expanded", "true"))
	p.Must(p.Expect(group).ToBeFocused()) // the rows were drawn anew
	p.Press("ArrowRight")
	p.Press("ArrowDown")
	if got := focused(); got == name {
		t.Error("the keyboard is still on the group, want on its second copy")
	}
	p.Press("ArrowLeft")
	p.Must(p.Expect(group).ToBeFocused())
	p.Press("ArrowLeft")
	p.Must(p.Expect(group).ToHaveAttribute("aria-expanded", "false"))
	p.Must(p.Expect(group).ToBeFocused())
	p.At("/tasks/" + failed + "?view=timeline&fold=all")
}

// TestTheFocusStaysAmongTheRows that a filter leaves, and comes back to the row it
// was at, where that was on the screen.
func TestTheFocusStaysAmongTheRows(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline + "&fold=none")
	until(p, `"scripted" in document.documentElement.dataset`)
	row := p.Locator(`.tl-names a:text-is("Pre check for install OB #2")`)
	p.Must(row.Focus())
	before := boxOf(p, row).Y
	p.Press("c")
	p.Gone(row)
	until(p, `document.activeElement?.textContent === "Pre check for install OB #11"`)
	p.Press("c")
	p.See(row)
	p.Must(p.Expect(row).ToBeFocused())
	if now := boxOf(p, row).Y; now < before-1 || now > before+1 {
		t.Errorf("the row is at %v, was at %v", now, before)
	}
}
