package page

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"os/exec"
	"testing"
	"time"

	"taskscope/e2e/internal/harness"
)

// serve starts the built program on a history.
func serve(t testing.TB, bin, db string) server {
	t.Helper()
	cmd := exec.Command(bin, "serve", "--listen", "127.0.0.1:0", "--db", db)
	return server{harness.Run(t, cmd, 30*time.Second), cmd}
}

// server is the program, and the process that it is.
type server struct {
	*harness.App
	cmd *exec.Cmd
}

// serverTimes are the times of whole requests, without a browser: of a process
// that has not seen the task, and of one that has.
func serverTimes(t testing.TB, bin, db, path string, runs int) sample {
	t.Helper()
	got := sample{}
	var first, used []float64
	var app server
	for k := range runs {
		if k > 0 {
			if err := app.Stop(); err != nil {
				t.Fatal(err)
			}
		}
		app = serve(t, bin, db)
		// So that the connection and what every page shares are not counted.
		mustGet(t, app.URL+"/healthz", "")
		mustGet(t, app.URL+"/import", "")
		before := cpu(app.cmd.Process.Pid)
		first = append(first, mustGet(t, app.URL+path, "").whole)
		used = append(used, cpu(app.cmd.Process.Pid)-before)
	}
	got[cold], got[coldCPU] = median(first), median(used)
	var again, begins []float64
	var tag string
	for range 4 * runs {
		a := mustGet(t, app.URL+path, "")
		again, begins, tag = append(again, a.whole), append(begins, a.first), a.tag
	}
	got[warm], got[warmByte] = median(again), median(begins)
	var same []float64
	for range 10 * runs {
		a := mustGet(t, app.URL+path, tag)
		if a.status == http.StatusNotModified {
			same = append(same, a.whole)
		}
		tag = a.tag // a new minute has begun
	}
	if len(same) > 0 {
		got[unchanged] = median(same)
	}
	if err := app.Stop(); err != nil {
		t.Fatal(err)
	}
	return got
}

// answer is one request: ms to its first byte and to its end.
type answer struct {
	first, whole float64
	status       int
	tag          string
}

func mustGet(t testing.TB, address, tag string) answer {
	t.Helper()
	a, err := get(address, tag)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func get(address, tag string) (answer, error) {
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd") // as Chromium has it
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	var begun time.Time
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
		GotFirstResponseByte: func() { begun = time.Now() },
	}))
	start := time.Now()
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return answer{}, fmt.Errorf("read %s: %w", address, err)
	}
	end := time.Now()
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusNotModified {
		return answer{}, fmt.Errorf("get %s: status %d", address, res.StatusCode)
	}
	ms := func(t time.Time) float64 { return float64(t.Sub(start).Microseconds()) / 1000 }
	return answer{first: ms(begun), whole: ms(end), status: res.StatusCode, tag: res.Header.Get("ETag")}, nil
}
