package web

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// TestTwentyViewersOfThreeTasks: to the simulated OCP they are one viewer of
// each, and all are told in the moment of the poll.
func TestTwentyViewersOfThreeTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		tasks := []int64{ocpsim.Running, ocpsim.RunningLarge, ocpsim.Backlog}
		views := []string{"", "&view=timeline", "&view=graph&tz=utc"}
		var all []*follower
		for k := range 20 {
			id := task.ID(tasks[k%3])
			shown, _ := b.page(path("/tasks/%s", id))
			all = append(all, b.follow(path("/tasks/%s/live?since=%s%s", id, shown, views[k/3%3])))
		}
		elapse(0)
		before := map[int64]int{}
		for _, id := range tasks {
			before[id] = b.asked(id)
		}
		elapse(time.Minute)
		for k, id := range tasks {
			polls := b.asked(id) - before[id]
			if polls < 6 || polls > 30 {
				t.Errorf("task %d was polled %d times in a minute, want every 2 to 10 s", id, polls)
			}
			for n := k; n < len(all); n += 3 {
				f := all[n]
				if f.status != http.StatusOK || f.header.Get("Content-Type") != "text/event-stream" || f.header.Get("Content-Encoding") != "" {
					t.Fatalf("viewer %d: %d %v, want an event stream as it is", n, f.status, f.header)
				}
				if len(f.at) != polls {
					t.Errorf("viewer %d was told %d times of %d polls", n, len(f.at), polls)
				}
				for i, at := range f.at {
					if first := all[k].at[i]; !at.Equal(first) {
						t.Errorf("viewer %d was told at %v, another of the same task at %v", n, at, first)
					}
				}
			}
		}
		if b.hub.Topics() != 3 || b.hub.Viewers() != 20 {
			t.Errorf("%d topics with %d viewers, want 3 with 20", b.hub.Topics(), b.hub.Viewers())
		}
		for _, f := range all[1:] {
			f.leave()
		}
		elapse(0)
		b.hub.Close() // SIGTERM
		<-all[0].done
		events := all[0].events(t)
		if last := events[len(events)-1]; last.name != eventEnd || !strings.Contains(last.data, "closing") {
			t.Errorf("at the end of the process the last event is %+v, want the end, which says why", last)
		}
	})
}

// TestAnUpdateIsWhatChanged: of a large page a poll costs little.
func TestAnUpdateIsWhatChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		url := path("/tasks/%d", ocpsim.RunningLarge)
		shown, html := b.page(url + "?view=timeline")
		_, pane, _ := strings.Cut(html, `<div class="tl levels`)
		start, to := between(pane, `data-start="`), between(pane, `data-to="`)
		f := b.follow(path("%s/live?view=timeline&drawn=0-%d&since=%s", url, to-start, shown))
		elapse(2 * time.Second)
		events := f.events(t)
		if len(events) != 1 || events[0].name != eventUpdate || events[0].id == shown {
			t.Fatalf("told %d events, want one update to another moment than %s", len(events), shown)
		}
		var u update
		if err := json.Unmarshal([]byte(events[0].data), &u); err != nil {
			t.Fatal(err)
		}
		if len(u.Units) == 0 || len(events[0].data) > len(html)/2 {
			t.Errorf("the update has %d units and %d bytes, of a page of %d", len(u.Units), len(events[0].data), len(html))
		}
		for _, p := range u.Parts {
			if p[0] == "views" {
				t.Error("the update has the whole timeline")
			}
		}
		// Who comes back with what they have is told the rest, whichever way they say it.
		f.leave()
		elapse(0)
		has := events[0].id
		for _, how := range []string{"since", "Last-Event-ID"} {
			again := b.follow(path("%s/live?view=timeline&drawn=0-%d", url, to-start), "Last-Event-ID", has)
			if how == "since" {
				again.leave()
				elapse(0)
				again = b.follow(path("%s/live?view=timeline&drawn=0-%d&since=%s", url, to-start, has))
			}
			elapse(0)
			if got := again.events(t); len(got) != 0 {
				t.Errorf("nothing has happened since, and the stream begins with %d events: %s %.200s", len(got), got[0].id, got[0].data)
			}
			elapse(2 * time.Second)
			if got := again.events(t); len(got) != 1 || strings.Contains(got[0].data, `["views"`) {
				t.Errorf("after the next poll there are %d events, want one that is no whole page", len(got))
			}
			has = again.events(t)[0].id
			again.leave()
			elapse(0)
		}
		nothing := b.follow(path("%s/live?view=timeline", url))
		elapse(2 * time.Second)
		if got := nothing.events(t); len(got) == 0 || !strings.Contains(got[0].data, `["views"`) {
			t.Error("who shows nothing yet is not told everything")
		}
		nothing.leave()
		elapse(0)
	})
}

// between is the first number behind some text.
func between(html, before string) (n int64) {
	_, after, _ := strings.Cut(html, before)
	for _, c := range after {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

// TestPartsOfAFollowedPageAreOfItsMoment, and OCP is not asked for them.
func TestPartsOfAFollowedPageAreOfItsMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		url := path("/tasks/%d", ocpsim.Running)
		shown, _ := b.page(url)
		elapse(90 * time.Second)
		asked := b.asked(ocpsim.Running)
		at, _ := b.page(url, regionHeader, "head,panel", shownHeader, shown)
		if at != shown || b.asked(ocpsim.Running) != asked {
			t.Errorf("parts for %s are of %s, OCP was asked %d times", shown, at, b.asked(ocpsim.Running)-asked)
		}
		for _, never := range []string{"1.1", "99.5", ""} {
			if at, _ := b.page(url, regionHeader, "head", shownHeader, never); at == shown || at == never {
				t.Errorf("parts for %q, which nobody has seen, are of %s", never, at)
			}
		}
		w := httptest.NewRecorder()
		b.handler.ServeHTTP(w, b.request(t.Context(), url, shownHeader, "yesterday"))
		if w.Code != http.StatusBadRequest {
			t.Errorf("parts for yesterday = %d, want 400", w.Code)
		}
	})
}

func TestAPageInTheBackgroundIsAnsweredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		url := path("/tasks/%d", ocpsim.Running)
		shown, _ := b.page(url)
		elapse(40 * time.Second)
		f := b.follow(path("%s/live?hidden=yes&since=%s", url, shown))
		elapse(time.Second)
		<-f.done
		if got := f.events(t); len(got) != 2 || got[0].name != eventUpdate || got[1].name != eventLater {
			t.Errorf("told %d events, want an update and to ask later", len(got))
		}
		again := b.follow(path("%s/live?hidden=yes&since=%s", url, f.events(t)[0].id))
		<-again.done
		if got := again.events(t); len(got) != 1 || got[0].name != eventLater {
			t.Errorf("a second later told %d events, want to ask later", len(got))
		}
	})
}

func TestTheEndOfATaskEndsItsStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		shown, _ := b.page(path("/tasks/%d", ocpsim.RunningWillFail))
		f := b.follow(path("/tasks/%d/live?since=%s", ocpsim.RunningWillFail, shown), "Accept-Language", "zh")
		<-f.done
		events := f.events(t)
		n := len(events)
		if n < 2 || events[n-1].name != eventEnd || !strings.Contains(events[n-1].data, `"ended"`) {
			t.Fatalf("%d events, the last %+v; want the end", n, events[n-1])
		}
		if last := events[n-2].data; !strings.Contains(last, "favicon-bad") || !strings.Contains(last, `"say":"`) || strings.Contains(last, "data-follow") {
			t.Errorf("the last update is %.300s; want the task that failed, told aloud, and no longer followed", last)
		}
		if _, html := b.page(path("/tasks/%d@%s", ocpsim.RunningWillFail, "2")); !strings.Contains(html, "lang=") {
			t.Error("what was told is not in the history")
		}
	})
}

// TestAStreamIsOneGzip: whoever reads it as any other gzip reads the events.
func TestAStreamIsOneGzip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		shown, _ := b.page(path("/tasks/%d", ocpsim.RunningWillFail))
		url := path("/tasks/%d/live?since=%s", ocpsim.RunningWillFail, shown)
		plain, gzipped := b.follow(url), b.follow(url, "Accept-Encoding", "br, gzip")
		<-plain.done
		<-gzipped.done
		if got := gzipped.header.Get("Content-Encoding"); got != "gzip" {
			t.Fatalf("Content-Encoding = %q, want gzip", got)
		}
		squeezed := gzipped.text.Len()
		r, err := gzip.NewReader(&gzipped.text)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if got, want := told(string(text)), told(plain.text.String()); err != nil || !slices.Equal(got, want) {
			t.Errorf("unpacked it is %d events (%v), want the %d of the plain stream", len(got), err, len(want))
		}
		if squeezed*3 > len(text) {
			t.Errorf("%d bytes are %d in gzip", len(text), squeezed)
		}
	})
	for header, want := range map[string]bool{"": false, "gzip": true, "br, GZIP;q=0.5": true, "gzip;q=0, br": false, "gzip; q=0.0": false, "gzip;q=0.001": true,
		"gzip;q=much": false, "identity": false} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)
		r.Header.Set("Accept-Encoding", header)
		if got := takes(r, "gzip"); got != want {
			t.Errorf("takes(%q, gzip) = %t", header, got)
		}
	}
}

// told are the events of a stream that tell something. Whether a stream says that
// it is alive when a poll comes just as it would is by chance.
func told(stream string) []string {
	return slices.DeleteFunc(strings.Split(stream, "\n\n"), func(event string) bool {
		return strings.HasPrefix(event, "event: "+eventBeat)
	})
}

// TestStreamsThatAreRefused: a wrong URL is answered as everywhere.
func TestStreamsThatAreRefused(t *testing.T) {
	w := newWorld(t)
	for url, want := range map[string]int{
		path("/tasks/%d@1/live", ocpsim.Running):            http.StatusBadRequest,
		path("/tasks/%d/live?since=x", ocpsim.Running):      http.StatusBadRequest,
		path("/tasks/%d/live?drawn=5-1", ocpsim.Running):    http.StatusBadRequest,
		path("/tasks/%d/live?view=nothing", ocpsim.Running): http.StatusBadRequest,
		path("/tasks/%s/live", "none"):                      http.StatusBadRequest,
	} {
		if got := w.get(url); got.StatusCode != want {
			t.Errorf("GET %s = %d, want %d", url, got.StatusCode, want)
		}
	}
	w.server.streams.Store(mostStreams)
	if got := w.get(path("/tasks/%d/live", ocpsim.Running)); got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
		t.Errorf("one stream too many = %d, want 503 and when to try again", got.StatusCode)
	}
	if w.server.streams.Load() != mostStreams {
		t.Error("a stream that was refused is counted")
	}
}

// TestAStreamIsCountedApart: it lasts as long as its reader looks, which is no
// time to answer; what is told is how soon pages have what a poll brought.
func TestAStreamIsCountedApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		url := path("/tasks/%d", ocpsim.RunningLarge)
		shown, _ := b.page(url)
		f := b.follow(url + "/live?since=" + shown)
		elapse(5 * time.Second)
		metrics := func() string {
			w := httptest.NewRecorder()
			b.handler.ServeHTTP(w, b.request(t.Context(), "/metrics"))
			return w.Body.String()
		}
		while := metrics()
		told := fmt.Sprintf("taskscope_live_told_seconds_count %d\n", len(f.events(t)))
		for _, line := range []string{"taskscope_live_streams 1\n", told, "taskscope_live_told_seconds_sum 0\n"} {
			if !strings.Contains(while, line) {
				t.Errorf("while a page is followed the metrics lack %q", line)
			}
		}
		f.leave()
		elapse(0)
		after := metrics()
		if !strings.Contains(after, "taskscope_live_streams 0\n") || !strings.Contains(after, `taskscope_http_requests_total{method="GET",route="/tasks/:ref/live",status="200"} 1`) {
			t.Error("a stream that has ended still runs, or is not counted")
		}
		if strings.Contains(after, `taskscope_http_request_seconds_count{route="/tasks/:ref/live"}`) {
			t.Error("how long a reader looked is the time of an answer")
		}
	})
}

// TestADrawingIsMadeAgainForWhoLagsBehind: it keeps no HTML once it has been
// told to most.
func TestADrawingIsMadeAgainForWhoLagsBehind(t *testing.T) {
	w := newWorld(t)
	v := &visit{Lang: "en", Reader: w.reader, History: w.store}
	u, err := permalink.ParseLive(path("%d", ocpsim.RunningLarge), nil)
	if err != nil {
		t.Fatal(err)
	}
	view, err := openRef(t.Context(), u.Ref, v)
	if err != nil {
		t.Fatal(err)
	}
	topic := w.server.topic(u.Ref, v)
	at := func(ms int64, shown bool) drawn {
		t.Helper()
		moved := view
		moved.Now.MS += ms
		d, err := w.server.drawing(t.Context(), topic, u, moved, v, shown)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	first, second, third := at(0, true), at(2000, false), at(4000, false)
	if again := at(4000, false); again.keptDrawing != third.keptDrawing {
		t.Error("one view is drawn twice")
	}
	usual, err := third.after(second.keptDrawing, v, w.server)
	if err != nil || third.full || len(usual) != 1 {
		t.Fatalf("after it was told (%v) a drawing still has its HTML: %t", err, third.full)
	}
	if same, err := third.after(second.keptDrawing, v, w.server); err != nil || len(same) != 1 || same[0] != usual[0] {
		t.Errorf("the next viewer gets other bytes (%v)", err)
	}
	late, err := third.after(first.keptDrawing, v, w.server)
	if err != nil || len(late) != 1 || len(late[0].text) == 0 || third.full {
		t.Errorf("who lags behind is told %d events, %v", len(late), err)
	}
	if nothing, err := third.after(third.keptDrawing, v, w.server); err != nil || nothing != nil {
		t.Errorf("who has it is told %v, %v", nothing, err)
	}
	// What others were told on the way is told in its place, and nothing is drawn.
	fourth := at(6000, false)
	step, err := fourth.after(third.keptDrawing, v, w.server)
	if err != nil || len(step) != 1 {
		t.Fatalf("the step to the fourth is %d events, %v", len(step), err)
	}
	fourth.again = func() (*drawing, error) {
		t.Error("it is drawn again for one who lags behind")
		return nil, errors.New("drawn")
	}
	both, err := fourth.after(second.keptDrawing, v, w.server)
	if err != nil || len(both) != 2 || both[0] != usual[0] || both[1] != step[0] {
		t.Errorf("who lags one behind is told %d events, %v; want those that the others were told", len(both), err)
	}
	w.server.drawings.most = 1
	at(8000, false)
	if n := w.server.drawings.recent.Len(); n != 1 || len(w.server.drawings.byKey) != 1 {
		t.Errorf("%d drawings are kept beyond the limit", n)
	}
}
