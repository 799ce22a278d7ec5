package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"taskscope/e2e/internal/pw"
)

// liveBar is the word that says how the page is followed.
func liveBar(p *Page) pw.Locator { return p.Locator(".live-words :visible").First() }

// followed is a page of a task of so many subtasks that is followed.
func followed(t *testing.T, of int) (*moving, *Page) {
	t.Helper()
	ocp := startMoving(t, of)
	p := NewPage(t, PageOptions{Base: ocp.app(t).URL})
	p.Open("/tasks/" + movingTask)
	p.SeeText(liveBar(p), "Live")
	return ocp, p
}

// isOf waits until the page is of this moment of the task, all of it.
func isOf(p *Page, since time.Duration) {
	clock := strings.Split(strings.Split(at(since), "T")[1], ".")[0]
	until(p, fmt.Sprintf(`document.querySelector(".live")?.dataset.clock === %q`, clock))
}

func TestAPageFollowsItsTask(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 12)
	app := ocp.app(t)
	p := NewPage(t, PageOptions{Base: app.URL, Height: 1400})
	p.Open("/tasks/" + movingTask)
	p.Eval("() => { window.stays = true }")
	p.SeeText(liveBar(p), "Live")
	Axe(t, p)
	drawn := func() {
		t.Helper()
		drawnLike(t, p)
	}
	for _, now := range []time.Duration{155 * time.Second, 190 * time.Second, 400 * time.Second} {
		ocp.set(func(m *moving) { m.now = now })
		isOf(p, now)
		drawn()
	}
	p.Must(p.Expect(rowOf(p, "1006")).ToHaveAttribute("title", regexp.MustCompile("running")))
	p.Must(p.Expect(p.Locator(`.subtasks tr[data-id="1006"] .state`)).ToHaveText("running"))
	p.Must(p.Expect(nodeOf(p, "1005")).ToContainText("succeeded"))
	p.Must(p.Expect(p.Locator(".head-progress")).ToHaveText("6 of 12 subtasks done"))
	titleIs(t, p, "▶ 6/12 Upgrade cluster")

	ocp.set(func(m *moving) { m.failed = true })
	p.Must(p.Expect(p.Locator(".head .state.big")).ToHaveText("failed"))
	titleIs(t, p, "✕ 6/12 Upgrade cluster")
	p.Must(p.Expect(p.Locator(`link[rel="icon"]`)).ToHaveAttribute("href", regexp.MustCompile("favicon-bad[.]svg")))
	p.Must(p.Expect(p.Locator("#live-say")).ToHaveText("Upgrade cluster: failed"))
	p.Gone(liveBar(p))
	p.See(p.Locator(`[data-key="e"]`))
	drawn()
	if p.Eval("() => window.stays") != true {
		t.Error("following loaded the page anew")
	}
	ocp.set(func(m *moving) { m.asked = 0 })
	p.Click(rowOf(p, "1006"))
	p.See(panel(p))
	ocp.set(func(m *moving) {
		if m.asked > 2 {
			t.Errorf("OCP was asked %d times for one click after the task had ended", m.asked)
		}
	})
}

// titleIs waits for the document's title to begin so.
func titleIs(t *testing.T, p *Page, want string) {
	t.Helper()
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	until(p, `document.title.startsWith(`+string(text)+`)`)
}

// TestAnUpdateLeavesTheReaderAlone: whatever the reader is about when the task
// goes on stays as it is.
func TestAnUpdateLeavesTheReaderAlone(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 60)
	p := NewPage(t, PageOptions{Base: ocp.app(t).URL, Height: 1000})
	p.Open("/tasks/" + movingTask + "?from=30000&to=140000&subtask=1001")
	p.SeeText(liveBar(p), "Live")
	menu := p.Locator(".timeline details.menu").First()
	p.Click(menu.Locator("summary"))
	p.Eval(`() => {
		document.querySelector(".graph-scroll").scrollLeft = 100;
		document.querySelector('.tl-names a[data-id="1012"]').focus({ preventScroll: true });
		scrollTo(0, 100); // what the update adds to the head is below what the browser holds on to
		getSelection().selectAllChildren(document.querySelector("h1"));
		window.rows = [...document.querySelectorAll(".tl-names li")];
		window.bar = document.querySelector('.tl-bars a[data-id="1002"] .run');
		window.bars = bar.getBoundingClientRect().right;
	}`)
	row := boxOf(p, rowOf(p, "1010"))
	p.Must(p.Mouse().Move(row.X+20, row.Y+10))
	p.See(p.Locator(".tl-tip .tip-facts"))
	const read = `() => JSON.stringify({
		page: scrollY, graph: document.querySelector(".graph-scroll").scrollLeft,
		zoom: location.search, axis: document.querySelector(".tl-axis").dataset.from,
		focus: document.activeElement.dataset.id, selected: String(getSelection()), marked: document.querySelectorAll(".row-selected").length,
		panel: document.querySelector("#panel-title").textContent, menu: document.querySelector(".timeline details.menu").open,
		tip: document.querySelector(".tl-tip").textContent, shown: !document.querySelector(".tl-tip").hidden,
		same: [...document.querySelectorAll(".tl-names li")].every((e, i) => e === window.rows[i]),
	})`
	before := p.Eval(read)
	for _, now := range []time.Duration{152 * time.Second, 170 * time.Second, 200 * time.Second} {
		ocp.set(func(m *moving) { m.now = now })
		isOf(p, now)
		if after := p.Eval(read); after != before {
			t.Errorf("at %v the reader finds\n%v\nwant as before\n%v", now, after, before)
		}
	}
	if p.Eval(`() => bar.isConnected && bar.getBoundingClientRect().right > bars`) != true {
		t.Error("the bar of what ran has not grown, or was replaced")
	}
}

// TestTypingWhileItGoesOn: no letter is lost, nor the caret.
func TestTypingWhileItGoesOn(t *testing.T) {
	t.Parallel()
	ocp, p := followed(t, 12)
	box := searchBox(p)
	p.Click(box)
	for k, letter := range []string{"S", "t", "e", "p", " ", "3"} {
		p.Press(letter)
		now := time.Duration(151+k) * time.Second
		ocp.set(func(m *moving) { m.now = now })
		isOf(p, now)
	}
	p.Must(p.Expect(box).ToHaveValue("Step 3"))
	p.Must(p.Expect(box).ToBeFocused())
	p.Count(p.Locator(".tl-names a[data-id]"), 1)
	p.At("/tasks/" + movingTask + "?q=Step+3")
}

func TestPauseAndGoOn(t *testing.T) {
	t.Parallel()
	ocp, p := followed(t, 12)
	p.Press("l")
	p.SeeText(liveBar(p), "Paused")
	ocp.set(func(m *moving) { m.now = 400 * time.Second })
	// What the reader does meanwhile is of the moment that the page is of.
	p.Click(rowOf(p, "1002"))
	p.Must(p.Expect(panel(p)).ToContainText("running"))
	p.Click(tab(p, "Subtasks"))
	p.Must(p.Expect(p.Locator(`.subtasks tr[data-id="1002"] .state`)).ToHaveText("running"))
	isOf(p, 150*time.Second)
	p.Click(p.Role("button", "Go live"))
	p.SeeText(liveBar(p), "Live")
	isOf(p, 400*time.Second)
	p.Must(p.Expect(p.Locator(`.subtasks tr[data-id="1002"] .state`)).ToHaveText("succeeded"))
	p.Must(p.Expect(panel(p)).ToContainText("succeeded"))
}

func TestConnectionLost(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 12)
	app := ocp.app(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + movingTask)
	p.SeeText(liveBar(p), "Live")
	bar := p.Eval(`() => document.querySelector('.tl-bars a[data-id="1002"] .run').getBoundingClientRect().width`)
	p.ExpectProblem("/live?")
	app.Kill()
	p.SeeText(liveBar(p), "Connection lost")
	p.Must(p.Expect(p.Locator(".live-at :visible")).ToHaveText("last seen 15:02:30"))
	Axe(t, p)
	if now := p.Eval(`() => document.querySelector('.tl-bars a[data-id="1002"] .run').getBoundingClientRect().width`); now != bar {
		t.Errorf("without news the bar has become %v px wide, from %v", now, bar)
	}
	ocp.set(func(m *moving) { m.now = 200 * time.Second })
	ocp.app(t, "--listen", strings.TrimPrefix(app.URL, "http://"))
	p.SeeText(liveBar(p), "Live")
	isOf(p, 200*time.Second)
}

func TestOCPFailsWhileItIsFollowed(t *testing.T) {
	t.Parallel()
	ocp, p := followed(t, 12)
	ocp.set(func(m *moving) { m.down = http.StatusInternalServerError })
	banner := p.Locator(".banner")
	p.Must(p.Expect(banner).ToContainText("the database of OCP is away"))
	p.See(rowOf(p, "1002"))
	ocp.set(func(m *moving) { m.down, m.now = 0, 190*time.Second })
	p.Count(banner, 0)
	isOf(p, 190*time.Second)
}

func TestANotificationAtTheEnd(t *testing.T) {
	t.Parallel()
	ocp, p := followed(t, 3)
	p.Eval(`() => {
		window.told = [];
		window.Notification = class { constructor(title) { told.push(title); } addEventListener() {} static async requestPermission() { return "granted"; } };
	}`)
	ask := p.Role("button", "Tell me when it ends")
	p.Click(ask)
	p.Must(p.Expect(ask).ToHaveAttribute("aria-pressed", "true"))
	ocp.set(func(m *moving) { m.now = 170 * time.Second })
	isOf(p, 170*time.Second)
	p.Must(p.Expect(ask).ToHaveAttribute("aria-pressed", "true")) // outlives updates
	ocp.set(func(m *moving) { m.now = 180 * time.Second })
	until(p, `told.length > 0`)
	if told := fmt.Sprint(p.Eval(`() => told.join()`)); !strings.HasPrefix(told, "✓ 3/3 Upgrade cluster") {
		t.Errorf("told %q, want how it ended", told)
	}
}

func TestPinnedIsNotFollowed(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 12)
	app := ocp.app(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + movingTask)
	p.Open("/tasks/" + movingTask + "@1")
	p.Must(p.Expect(p.Locator(".live")).ToContainText("Snapshot 1, of 2021-08-25 15:02:30 +08:00, while the task was running. It never changes."))
	p.Gone(p.Role("button", "Pause"))
	ocp.set(func(m *moving) { m.now = 400 * time.Second })
	p.Click(p.Role("link", "Go to the newest"))
	p.SeeText(liveBar(p), "Live")
	isOf(p, 400*time.Second)
	p.OpenStatus("/tasks/"+movingTask+"@1/live", http.StatusBadRequest)
}

func TestRunningWithoutJavaScript(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 12)
	p := NewPage(t, PageOptions{Base: ocp.app(t).URL, NoJS: true})
	p.Open("/tasks/" + movingTask + "?view=subtasks")
	p.Must(p.Expect(p.Locator(".live-at :visible")).ToHaveText("as of 15:02:30"))
	ocp.set(func(m *moving) { m.now = 400 * time.Second })
	p.Click(p.Role("link", "Refresh"))
	p.Must(p.Expect(p.Locator(".live-at :visible")).ToHaveText("as of 15:06:40"))
	p.At("/tasks/" + movingTask + "?view=subtasks")
}

// TestALargeTaskIsFollowed: more rows change than are put in place at once. All
// of them come, also when the next update is there before, and the reader is left
// alone meanwhile.
func TestALargeTaskIsFollowed(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 1500)
	p := NewPage(t, PageOptions{Base: ocp.app(t).URL})
	p.Open("/tasks/" + movingTask + "?view=timeline&from=0&to=240000")
	p.SeeText(liveBar(p), "Live")
	// What has not started is drawn as blocked until now, each row by itself.
	const ends = `[...new Set([...document.querySelectorAll(".tl-bars a .block")].slice(-1400).map((e) => e.getAttribute("width")))]`
	p.Eval(`() => {
		document.querySelector('.tl-names a[data-id="1012"]').focus({ preventScroll: true });
		window.last = document.querySelector('.tl-bars a[data-id="2499"]');
		window.ends = () => ` + ends + `;
		window.before = ends().join();
	}`)
	if n := p.Eval(`() => ends().length`); fmt.Sprint(n) != "1" {
		t.Fatalf("rows that have not started end at %v places, want one", n)
	}
	for _, now := range []time.Duration{152 * time.Second, 155 * time.Second, 170 * time.Second} {
		ocp.set(func(m *moving) { m.now = now })
		isOf(p, now)
		until(p, `ends().length === 1 && ends().join() !== before`)
		p.Eval(`() => { window.before = ends().join() }`)
	}
	if p.Eval(`() => last.isConnected && document.activeElement.dataset.id`) != "1012" {
		t.Error("a row was replaced, or the focus is lost")
	}
}

// TestASelectionWhileRowsAreStillToCome: a row that was sent before it, and is put
// in place after it, does not take its mark away.
func TestASelectionWhileRowsAreStillToCome(t *testing.T) {
	t.Parallel()
	ocp := startMoving(t, 1500)
	p := NewPage(t, PageOptions{Base: ocp.app(t).URL})
	// In an order in which bars of what has not started come before the row of what
	// runs: so do all bars, of which there are more than are put in place at once.
	p.Open("/tasks/" + movingTask + "?view=timeline&sort=-name&from=0&to=240000")
	p.SeeText(liveBar(p), "Live")
	// What would be put in place as soon as the page has answered waits for the test.
	p.Eval(`() => {
		const late = [], { setTimeout } = window;
		window.setTimeout = (f, ms, ...rest) => ms ? setTimeout(f, ms, ...rest) : late.push(f);
		window.left = () => late.length;
		window.goOn = () => { while (late.length > 0) late.shift()(); };
	}`)
	ocp.set(func(m *moving) { m.now = 155 * time.Second })
	until(p, `left() > 0`)
	row := rowOf(p, "1002")
	value := func() string {
		return p.Eval(`() => document.querySelector('.tl-names a[data-id="1002"]').parentElement.textContent`).(string)
	}
	before := value()
	p.Click(row)
	p.See(panel(p))
	p.Eval(`() => goOn()`)
	if after := value(); after == before {
		t.Errorf("the row still says %q", after)
	}
	p.Must(p.Expect(row).ToHaveAttribute("aria-current", "true"))
}
