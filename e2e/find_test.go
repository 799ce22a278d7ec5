package e2e

import (
	"fmt"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// searchBox is the one of the task page.
func searchBox(p *Page) pw.Locator { return p.Role("searchbox", "Find") }

// placed is which of the hits is selected.
func placed(p *Page) pw.Locator { return p.Locator(".filter .place") }

// caret is where the caret is, when it is in the search box.
const caret = `() => document.activeElement?.id === "find" ? document.activeElement.selectionStart : -1`

// TestTypingFilters: the text applies by itself, in every view, without a step
// in the browser's history, and nobody loses the caret.
func TestTypingFilters(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed)
	p.Eval("() => { window.same = true; window.steps = history.length }")
	p.Click(searchBox(p))
	p.Must(searchBox(p).PressSequentially("instal rpm"))
	p.At("/tasks/" + failed + "?q=instal+rpm")
	p.SeeText(p.Locator(".shown"), "0 of 87 shown, 87 hidden. Dim instead Show all")
	p.SeeText(placed(p), "no hit")
	for range len(" rpm") {
		p.Press("ArrowLeft")
	}
	p.Press("l")
	p.At("/tasks/" + failed + "?q=install+rpm")
	p.SeeText(p.Locator(".shown"), "12 of 87 shown, 75 hidden. Dim instead Show all")
	p.Count(p.Locator(".tl-names a[data-id]"), 12)
	p.Count(p.Locator(".dag a.node:not(.dim)"), 1) // the stack of the twelve
	p.Count(p.Locator(".subtasks tbody tr"), 12)
	if got := number(p.Eval(caret)); got != float64(len("install")) {
		t.Errorf("the caret is at %v, want behind the letter that was typed", got)
	}
	if p.Eval("() => window.same && history.length === window.steps") != true {
		t.Error("typing loaded the page anew, or is a step of the history")
	}
	// Other links know of the text, and Show all takes it out of the box.
	p.Click(tab(p, "Graph"))
	p.At("/tasks/" + failed + "?view=graph&q=install+rpm")
	p.Must(p.Expect(searchBox(p)).ToHaveValue("install rpm"))
	p.Click(p.Role("link", "Show all"))
	p.At("/tasks/" + failed + "?view=graph")
	p.Must(p.Expect(searchBox(p)).ToHaveValue(""))
	_, err := p.GoBack()
	p.Must(err)
	p.Must(p.Expect(searchBox(p)).ToHaveValue("install rpm"))
}

// TestEnterGoesFromHitToHit: round and round, back with Shift, and however fast
// the hand is.
func TestEnterGoesFromHitToHit(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample + "?view=subtasks")
	p.Fill(searchBox(p), "install OCP") // "Uninstall ocp agent" has it, too
	want := func(id, place string) {
		t.Helper()
		p.At("/tasks/" + sample + "?view=subtasks&subtask=" + id + "&q=install+OCP")
		p.SeeText(placed(p), place)
		p.Must(p.Expect(searchBox(p)).ToBeFocused())
	}
	p.Press("Enter")
	want(uninstall, "1 of 2")
	p.Press("Enter")
	want(install, "2 of 2")
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), "Install ocp agent")
	p.Press("Enter")
	want(uninstall, "1 of 2")
	p.Press("Shift+Enter")
	want(install, "2 of 2")
	steps := number(p.Eval("() => history.length"))
	for range 5 {
		p.Press("Enter")
	}
	until(p, fmt.Sprintf("history.length === %v && !document.querySelector('[aria-busy=true]')", steps+5))
	want(uninstall, "1 of 2")
	p.Click(p.Locator(`[data-key="n"]`))
	p.At("/tasks/" + sample + "?view=subtasks&subtask=" + install + "&q=install+OCP")
	p.SeeText(placed(p), "2 of 2")
}

// TestSelectingCountsAlong: whichever way a hit was selected.
func TestSelectingCountsAlong(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample + "?view=subtasks&q=agent")
	p.SeeText(placed(p), "– of 4")
	p.Click(p.Locator(`.subtasks tbody a[data-id="` + install + `"]`))
	p.SeeText(placed(p), "3 of 4")
	p.Press("Escape")
	p.SeeText(placed(p), "– of 4")
}

func TestPillsAndTheRest(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=subtasks")
	p.Click(pill(p, "slow", 1))
	p.At("/tasks/" + failed + "?view=subtasks&is=slow")
	p.Count(p.Locator(".subtasks tbody tr"), 1)
	p.Must(p.Expect(p.Locator(".shown .means")).ToContainText("slow: clearly longer than its peers"))
	p.Click(pill(p, "ended badly", 1))
	p.At("/tasks/" + failed + "?view=subtasks&is=failed,slow")
	p.Click(p.Role("link", "Dim instead"))
	p.At("/tasks/" + failed + "?view=subtasks&is=failed,slow&rest=dimmed")
	p.Count(p.Locator(".subtasks tbody tr"), 87)
	p.Must(p.Expect(p.Locator(".shown")).ToContainText("dimmed, none hidden."))
	p.Fill(searchBox(p), "rpm")
	p.Must(p.Expect(p.Locator(".subtasks tbody tr.hit").First()).ToContainText("Install rpm"))
	if n, of := len(p.All(p.Locator(".subtasks tbody tr.hit"))), len(p.All(p.Locator(".subtasks tbody tr:not(.dim)"))); n != of || n == 0 {
		t.Errorf("%d hits are marked, %d rows are not dimmed", n, of)
	}
}

// TestNextFailureKey: e goes to what failed, and the page says that a filter hides its row.
func TestNextFailureKey(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=subtasks&q=bootstrap")
	p.Click(p.Role("link", "Next failure (1 of 1)"))
	p.At("/tasks/" + failed + "?view=subtasks&subtask=" + failedSubtask + "&q=bootstrap")
	p.SeeText(panel(p).Locator(".filtered-out"), "The filter hides the row of this subtask. Show it")
	p.Click(panel(p).GetByRole("link", pw.ByName("Show it")))
	p.Must(p.Expect(p.Locator(".subtasks tbody tr[aria-current]")).ToContainText("Install rpm #7"))
	p.Gone(panel(p).Locator(".filtered-out"))
}

// TestFindWithoutJavaScript: the same by links and a form alone.
func TestFindWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, NoJS: true})
	p.Open("/tasks/" + sample + "?view=subtasks&tz=utc")
	p.Fill(searchBox(p), "agent")
	p.Click(p.Role("button", "Filter"))
	p.At("/tasks/" + sample + "?view=subtasks&q=agent&tz=utc")
	var walked []string
	for k := range 5 {
		p.Click(p.Locator(`[data-key="n"]`))
		p.SeeText(placed(p), fmt.Sprintf("%d of 4", k%4+1))
		walked = append(walked, p.All(p.Locator("#panel h2"))...)
	}
	if got, want := strings.Join(walked, ", "), "Prepare reinstalling OCP agent, Uninstall ocp agent, Install ocp agent, "+
		"Finish reinstalling OCP agent, Prepare reinstalling OCP agent"; got != want {
		t.Errorf("next leads to %s, want %s", got, want)
	}
	p.Click(p.Locator(`[data-key="N"]`))
	p.SeeText(placed(p), "4 of 4")
	p.Click(pill(p, "critical", 4))
	p.Click(p.Role("link", "Show all"))
	p.At("/tasks/" + sample + "?view=subtasks&subtask=" + finish + "&tz=utc")
}

// TestTheBrowserFindsEveryName: Ctrl+F is the browser's, and its search has
// every name of the page.
func TestTheBrowserFindsEveryName(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=subtasks")
	p.Eval(`() => { window.taken = []; addEventListener("keydown", (e) => window.taken.push([e.key, e.defaultPrevented])) }`)
	p.Press("Control+f")
	if got := fmt.Sprint(p.Eval(`() => window.taken.filter(([key]) => key === "f").join()`)); got != "f,false" {
		t.Errorf("Ctrl+F: %s, want the key left to the browser", got)
	}
	if p.Eval(`() => document.activeElement.id`) == "find" {
		t.Error("Ctrl+F went into the page's own box")
	}
	if missing := p.Eval(`() => [...document.querySelectorAll(".subtasks tbody th")].map((e) => e.textContent).filter((name) => {
		getSelection().removeAllRanges();
		return !window.find(name, true);
	}).join()`); missing != "" {
		t.Errorf("the browser does not find %v", missing)
	}
}

// TestAHitInAFoldedStageIsShown: going to it opens the stage.
func TestAHitInAFoldedStageIsShown(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline&fold=all")
	p.Fill(searchBox(p), "Install rpm #1")
	p.Press("Enter")
	p.SeeText(placed(p), "1 of 3") // #1, #10 and #11
	p.Must(p.Expect(p.Locator(`.tl-names a[aria-current="true"]`)).ToBeInViewport())
	p.Press("Enter")
	p.SeeText(placed(p), "2 of 3")
	p.Must(p.Expect(p.Locator(`.tl-names a[aria-current="true"]`)).ToBeInViewport())
}

// TestTheBoxSaysWhatItFinds: its words have room, or end with an ellipsis.
func TestTheBoxSaysWhatItFinds(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "zh-CN"} {
		p := NewPage(t, PageOptions{Base: Demo(t).URL, Locale: lang})
		p.Open("/tasks/" + failed)
		for _, width := range []int{1440, 1024, 390} {
			p.Must(p.SetViewportSize(width, 800))
			if got := p.Eval(`() => {
				const box = document.querySelector("#find"), style = getComputedStyle(box);
				const words = document.body.appendChild(document.createElement("span"));
				words.textContent = box.placeholder;
				words.style.cssText = "position: absolute; white-space: nowrap";
				words.style.font = style.font;
				const cross = 14; // of a box with something in it, which keeps its room
				const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - cross;
				const over = words.getBoundingClientRect().width - room;
				words.remove();
				return innerWidth > 600 && over > 0 ? "lack " + over + " px" : style.textOverflow === "ellipsis" ? "" : "end amid a letter";
			}`); got != "" {
				t.Errorf("in %s at %d px the box's words %v", lang, width, got)
			}
		}
	}
}
