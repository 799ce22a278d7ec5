package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"taskscope/internal/ocpsim"
)

func TestWhatIsLeftOver(t *testing.T) {
	before := usage{goroutines: 20, handles: 30, memory: 50 << 20, resident: 90 << 20}
	for _, c := range []struct {
		after usage
		want  string
	}{
		{before, ""},
		{usage{goroutines: 30, handles: 40, memory: 98 << 20, resident: 900 << 20}, ""},
		{usage{goroutines: 31, handles: 30, memory: 50 << 20}, "left over: goroutines"},
		{usage{goroutines: 1, handles: 41, memory: 99 << 20}, "left over: file handles, memory"},
	} {
		if got := c.after.over(before); got != c.want {
			t.Errorf("over(%v) = %q, want %q", c.after, got, c.want)
		}
	}
}

func TestUsageIsRead(t *testing.T) {
	body := "# HELP go_goroutines x\ngo_goroutines 12\nprocess_open_fds 9\ngo_memstats_heap_alloc_bytes 1.5e+06\nprocess_resident_memory_bytes 3e+07\n"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }))
	defer s.Close()
	if got, err := used(t.Context(), s.URL); err != nil || got != (usage{12, 9, 1.5e6, 3e7}) {
		t.Errorf("used = %v, %v", got, err)
	}
	body = "go_goroutines 12\n"
	if got, err := used(t.Context(), s.URL); err == nil {
		t.Errorf("used = %v of what does not tell, want an error", got)
	}
}

// TestFaultsAreTheSimulators: the tasks that are named by number are those that are meant.
func TestFaultsAreTheSimulators(t *testing.T) {
	all := ocpsim.Faults()
	for got, want := range map[int64]ocpsim.Fault{firstFault: all[0], lastFault: all[len(all)-1], hangs: ocpsim.FaultHang, throttles: ocpsim.FaultThrottled, revokes: ocpsim.FaultRevoked} {
		if got != want.ID() {
			t.Errorf("%d is taken for %s, which is %d", got, want, want.ID())
		}
	}
}

// TestReadersStayWithinBounds counts what they ask of a server that is always
// wrong, which they say.
func TestReadersStayWithinBounds(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }))
	defer s.Close()
	got := &tally{status: map[int]int{}}
	read(t.Context(), s.URL, plan{requests: 50, readers: 4, length: time.Minute}, got)
	if sum := got.status[0] + got.status[500]; sum != 50 || len(got.wrong) != 10 || !strings.Contains(got.wrong[0], ": 500") {
		t.Errorf("%v, wrong %q; want 50 answers and ten of them told", got.status, got.wrong)
	}
}

func TestUnknownFlag(t *testing.T) {
	if err := run(t.Context(), []string{"-nonsense"}, io.Discard, io.Discard); err == nil {
		t.Error("an unknown flag is taken")
	}
}
