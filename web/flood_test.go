package web

import (
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/ocpsim"
)

// storms are the faults that last, lie or take much, with what the page of a
// task that was never seen may be answered: a flapping OCP is asked again.
var storms = map[ocpsim.Fault][]int{
	ocpsim.FaultFlap:        {200, 502, 504},
	ocpsim.FaultHang:        {504},
	ocpsim.FaultHangMidBody: {504},
	ocpsim.FaultDrip:        {504},
	// Where the machine is slow the time is over first.
	ocpsim.FaultLengthShort: {502, 504},
	ocpsim.FaultLengthLong:  {502, 504},
	ocpsim.FaultOtherTask:   {502, 504},
	ocpsim.FaultTooLarge:    {502, 504},
	ocpsim.FaultGzipBomb:    {200, 502, 504}, // a client that takes no gzip is sent the task
}

// asked is a question of one of many viewers, and its answer.
type asked struct {
	fault ocpsim.Fault
	path  string
	name  string // of the task, where it has been seen before
	reply reply
	err   error
}

// TestFaultsUnderLoad has an OCP that flaps, hangs, drips, lies about the length,
// answers another task and floods, all at the same time and for several viewers
// each, of tasks that were seen before and of others: every page says what it
// should, a healthy task is shown meanwhile, and nothing is left over.
func TestFaultsUnderLoad(t *testing.T) {
	start := time.Now()
	w := newWorld(t, func(s *setup) {
		s.timeout = 5 * time.Second
		s.ocpClock = func() time.Time { return start } // the breaker has tests of its own
	})
	seen := map[ocpsim.Fault]asked{}
	for _, e := range w.sim.Catalogue() {
		if e.Group != ocpsim.GroupTypes || len(seen) == len(storms) {
			continue
		}
		r := w.get(path("/tasks/%d", e.ID))
		name := r.doc(t).Find(".task h1").Text()
		for fault := range storms {
			if _, taken := seen[fault]; !taken && r.StatusCode == 200 && e.ID != ocpsim.Sample {
				seen[fault] = asked{fault: fault, path: path("/tasks/%d", e.ID), name: name}
				w.sim.SetFault(e.ID, fault)
				break
			}
		}
	}
	if len(seen) != len(storms) {
		t.Fatalf("%d tasks to be seen before, want %d", len(seen), len(storms))
	}
	w.get(path("/tasks/%d", ocpsim.Sample))
	w.storm(seen, 1) // caches, pools and connections are there
	before := quietly(nil)
	for _, a := range w.storm(seen, 3) {
		check(t, a)
	}
	if after := quietly(&before); after.more(before) {
		t.Errorf("left over: %+v, before %+v", after, before)
	}
	stats, err := w.store.Stats(t.Context())
	// One of each that was seen, the healthy one, and those that came through.
	if most := len(seen) + 3; err != nil || stats.Tasks > int64(most) {
		t.Errorf("history has %d tasks, %v; want %d at most: something was recorded under the wrong id", stats.Tasks, err, most)
	}
}

// storm asks everything at once, for so many viewers.
func (w *world) storm(seen map[ocpsim.Fault]asked, viewers int) (all []asked) {
	for fault := range storms {
		for range viewers {
			own := path("/tasks/%d", fault.ID())
			all = append(all, asked{fault: fault, path: own}, asked{fault: fault, path: own + "/analysis.json"},
				asked{fault: fault, path: own + "/live?hidden=yes"}, seen[fault])
		}
		all = append(all, asked{path: path("/tasks/%d", ocpsim.Sample), name: "Reinstall OCP agent"})
	}
	var answers sync.WaitGroup
	for k := range all {
		r := w.request("GET", all[k].path, nil, "Accept-Language", "en")
		answers.Go(func() {
			resp, err := w.visitor.Do(r)
			if err != nil {
				all[k].err = err
				return
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			all[k].reply, all[k].err = reply{resp, body}, err
		})
	}
	answers.Wait()
	return all
}

func check(t *testing.T, a asked) {
	t.Helper()
	if a.err != nil {
		t.Errorf("%s: %s: %v", a.fault, a.path, a.err)
		return
	}
	status, page := a.reply.StatusCode, strings.HasPrefix(a.reply.Header.Get("Content-Type"), "text/html")
	for _, leak := range leaks {
		if strings.Contains(string(a.reply.body), leak) {
			t.Errorf("%s: %s leaks %q", a.fault, a.path, leak)
		}
	}
	if a.name == "" {
		want := storms[a.fault]
		if !slices.Contains(want, status) {
			t.Errorf("%s: %s = %d, want one of %v; %.300s", a.fault, a.path, status, want, a.reply.body)
		}
		if status != 200 && page && !strings.Contains(string(a.reply.body), a.reply.Header.Get("X-Request-Id")) {
			t.Errorf("%s: %s does not carry its trace id", a.fault, a.path)
		}
		return
	}
	d, err := goquery.NewDocumentFromReader(strings.NewReader(string(a.reply.body)))
	if err != nil || status != http.StatusOK || d.Find(".task h1").Text() != a.name {
		t.Errorf("%s: %s = %d %q, want the page of %q; %v", a.fault, a.path, status, d.Find(".task h1").Text(), a.name, err)
		return
	}
	banner := strings.Join(strings.Fields(d.Find("section.banner").Text()), " ")
	// A flapping OCP has perhaps answered, and so has one that is asked for no gzip.
	mustSay := a.fault != "" && !slices.Contains(storms[a.fault], http.StatusOK)
	if mustSay && !strings.Contains(banner, "This is what was last seen, ") {
		t.Errorf("%s: the banner of %s says %q", a.fault, a.path, banner)
	}
	if a.fault == "" && banner != "" {
		t.Errorf("a healthy task has the banner %q", banner)
	}
}

// remains is what this process has.
type remains struct {
	goroutines, handles int
	heap                uint64
}

// more says whether that is more than before, but for connections that are kept
// for the next request and the cache of decoded snapshots.
func (l remains) more(before remains) bool {
	return l.goroutines > before.goroutines+10 || l.handles > before.handles+10 || l.heap > before.heap+40<<20
}

// quietly waits until this process has no more than before; without that, until
// what it has stays the same.
func quietly(before *remains) remains {
	last := remains{}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		handles, _ := os.ReadDir("/proc/self/fd") // none elsewhere than on Linux
		now := remains{runtime.NumGoroutine(), len(handles), memory.HeapAlloc}
		same := now.goroutines == last.goroutines && now.handles == last.handles
		if before != nil && !now.more(*before) || before == nil && same || time.Now().After(deadline) {
			return now
		}
		last = now
	}
}
