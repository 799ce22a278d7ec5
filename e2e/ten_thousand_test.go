package e2e

import (
	"fmt"
	"strconv"
	"testing"

	"taskscope/e2e/internal/pw"
)

// tenThousand is a task of a hundred hosts that each go through the same
// hundred steps. On two of them one step failed, and what came after it never
// began.
func tenThousand() made {
	const hosts, steps = 100, 100
	m := made{id: 71500001, name: "Upgrade a hundred hosts", status: "FAILED", now: 400_000, finish: 300_000}
	fails := map[int]int{8: 90, 51: 95} // host to step
	for k := 1; k <= steps; k++ {
		for h := 1; h <= hosts; h++ {
			s := step{id: hostStep(h, k), name: fmt.Sprintf("Step %d of host %d", k, h), from: int64(k*2500 + h), to: int64(k*2500 + h + 2000)}
			if k > 1 {
				s.ups = []int64{hostStep(h, k-1)}
			}
			switch at := fails[h]; {
			case at != 0 && k == at:
				s.status = "FAILED"
			case at != 0 && k > at:
				s.status, s.from, s.to = "PENDING", absent, absent
			}
			m.steps = append(m.steps, s)
		}
	}
	return m
}

func hostStep(host, step int) int64 { return int64(72_000_000 + 1000*step + host) }

// TestATaskOfTenThousand: the timeline has every name and bar, and answers to
// hands as that of a small task does.
func TestATaskOfTenThousand(t *testing.T) {
	t.Parallel()
	app := Start(t)
	task := tenThousand()
	keep(t, app, task)
	address := fmt.Sprintf("/tasks/%d@1?view=timeline", task.id)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(address)
	p.Eval("() => { window.same = true }")
	p.Count(p.Locator(".tl-names a[data-id]"), 10_000)
	p.Count(p.Locator(".tl-bars a[data-id]"), 10_000)

	// A name far below is found as any text is, by the browser too, and selected.
	name := strconv.FormatInt(hostStep(77, 60), 10)
	if found := p.Eval(`() => window.find("Step 60 of host 77")`); found != true {
		t.Error("the browser does not find a name far below")
	}
	p.Must(rowOf(p, name).ScrollIntoViewIfNeeded())
	p.Click(rowOf(p, name))
	p.At(address + "&subtask=" + name)
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), "Step 60 of host 77")
	p.Must(p.Expect(rowOf(p, name)).ToBeInViewport())
	p.Must(p.Expect(rowOf(p, name)).ToHaveAttribute("aria-current", "true"))

	// From failure to failure, wherever they are.
	for _, failure := range []int64{hostStep(8, 90), hostStep(51, 95)} {
		id := strconv.FormatInt(failure, 10)
		p.Press("e")
		p.At(address + "&subtask=" + id)
		p.Must(p.Expect(rowOf(p, id)).ToBeInViewport())
		p.SeeText(panel(p).Locator(".state").First(), "failed")
	}

	// Zoomed at the pointer, the bar under it grows.
	bar := barOf(p, strconv.FormatInt(hostStep(51, 95), 10))
	before := boxOf(p, bar)
	turnWheel(p, before.X+before.Width/2, before.Y+before.Height/2, 0, -600, "Control")
	rests(p, "to - from < 280000")
	if after := boxOf(p, bar); after.Width < before.Width*1.3 {
		t.Errorf("the bar is %v px wide, before the zoom %v", after.Width, before.Width)
	}
	p.Press("0")
	rests(p, "isNaN(from) && isNaN(to)")

	// The box leaves a hundred rows.
	p.Press("Escape")
	p.Fill(searchBox(p), "of host 33")
	p.Count(p.Locator(".tl-names a[data-id]"), 100)
	p.At(address + "&q=of+host+33")
	if p.Eval("() => window.same") != true {
		t.Error("something has loaded the page anew")
	}
}

// turned turns the wheel with Ctrl, lets the frame take long, and says how many
// elements had another look in it, how far the chart is zoomed, and what address the
// page has got by the time the next frame begins: the step before may have been
// written by now, where the machine was slow.
const turned = `async () => {
	const frame = () => new Promise(requestAnimationFrame);
	const touched = new Set();
	const seen = new MutationObserver((records) => records.forEach((r) => touched.add(r.target)));
	seen.observe(document.querySelector(".tl"), { subtree: true, childList: true, attributeFilter: ["class", "style"] });
	const wheel = new WheelEvent("wheel", { deltaY: -120, ctrlKey: true, bubbles: true, cancelable: true, clientX: 900, clientY: 600 });
	const before = location.search;
	// Pictures that catch up with the step before, until this one's frame, are not its own.
	requestAnimationFrame(() => { seen.takeRecords(); touched.clear(); });
	document.querySelector(".tl-chart").dispatchEvent(wheel);
	await frame();
	seen.disconnect();
	for (const end = performance.now() + 400; performance.now() < end;);
	await frame();
	return [touched.size, Number(getComputedStyle(document.querySelector(".tl-ticks")).getPropertyValue("--z")), location.search === before ? "" : location.search];
}`

// atTheEnd scrolls to the end, and says how many pictures are in sight in the
// next frame, and how many of them are not zoomed as the axis is.
const atTheEnd = `async () => {
	scrollTo(0, document.documentElement.scrollHeight);
	await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	const zoom = document.querySelector(".tl-ticks").style.cssText;
	const seen = [...document.querySelectorAll(".tl-part")].filter((e) => {
		const box = e.getBoundingClientRect();
		return box.bottom > 0 && box.top < innerHeight;
	});
	return [seen.length, seen.filter((e) => e.querySelector(".tl-bars").style.cssText !== zoom).length];
}`

// TestAZoomOfTenThousand touches what is near the window, waits with the server
// until it is seen, and is that of all rows wherever one scrolls, and when the
// hand rests.
func TestAZoomOfTenThousand(t *testing.T) {
	t.Parallel()
	app := Start(t)
	task := tenThousand()
	keep(t, app, task)
	p := NewPage(t, PageOptions{Base: app.URL, Width: 1280, Height: 800})
	p.Open(fmt.Sprintf("/tasks/%d@1?view=timeline", task.id))
	p.See(p.Locator(".tl-bars a").First())
	p.Press("Escape") // a hand: what waits for the first look is done
	for range 2 {
		got := p.Eval(turned).([]any)
		if n := number(got[0]); n < 3 || n > 40 {
			t.Errorf("a step of zoom touches %v elements, want those of few pictures", n)
		}
		if number(got[1]) <= 1 {
			t.Errorf("the axis is zoomed by %v, want more than 1", got[1])
		}
		if got[2] != "" {
			t.Errorf("the address has become %v before the frame was seen", got[2])
		}
	}
	if got := p.Eval(atTheEnd).([]any); number(got[0]) < 2 || number(got[1]) > 0 {
		t.Errorf("at the end %v of %v pictures in sight are not zoomed as the axis is", got[1], got[0])
	}
	rests(p, "to - from < 250000")
	until(p, `[...document.querySelectorAll(".tl-bars")].every((e) => e.style.cssText === document.querySelector(".tl-ticks").style.cssText)`)
}
