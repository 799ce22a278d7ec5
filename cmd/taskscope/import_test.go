package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taskscope/internal/ocpsim"
)

func TestImport(t *testing.T) {
	sim := start(t, nil, "sim", "--listen", "127.0.0.1:0")
	good := body(t, sim.url, ocpsim.Sample)
	dir, db := t.TempDir(), filepath.Join(t.TempDir(), "t.db")
	for name, text := range map[string]string{"good.json": good, "bad.json": "{\n\"data\": [}", "other.json": body(t, sim.url, ocpsim.Skipped)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	out, stderr, err := once(t, nil, good, "import", "--db", db, in("good.json"), in("bad.json"), in("missing.json"), in("other.json"), "-")
	if code := exitCodeOf(t, err); code.code != 1 || code.said != "" || stderr != "" {
		t.Errorf("exit code = %d, stderr %q; want 1 and nothing: each file has its line", code.code, stderr+code.said)
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	want := []string{in("good.json") + ": 35000312@1", in("bad.json") + ": not imported: ", in("missing.json") + ": not imported: ",
		in("other.json") + fmt.Sprintf(": %d@1", ocpsim.Skipped), "-: 35000312@1"}
	if len(lines) != len(want) {
		t.Fatalf("output:\n%s", out)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("line %d = %q, want %q", i, line, want[i])
		}
	}
	if !strings.Contains(lines[1], "line 2") || strings.Count(lines[2], "missing.json") != 1 {
		t.Errorf("the reasons are %q and %q", lines[1], lines[2])
	}
	// What was imported is of the demo's source, and so is its default.
	p := start(t, nil, "--listen", "127.0.0.1:0", "--db", db)
	if status, body := p.get("/tasks/35000312@1/raw.json"); status != 200 || body != good {
		t.Errorf("the imported task = %d, the same body: %t", status, body == good)
	}
	named, _, err := once(t, nil, "", "import", "--db", db, "--source", "old", in("good.json"))
	if err != nil || !strings.HasSuffix(named, ": old:35000312@1\n") {
		t.Errorf("import --source old = %q, %v", named, err)
	}
}

func body(t *testing.T, base string, id int64) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", fmt.Sprintf("%s/api/v2/tasks/instances/%d", base, id), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth("viewer", "viewer")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		t.Fatalf("task %d: %d, %v", id, resp.StatusCode, err)
	}
	return string(b)
}

// TestRequestsUnderWayAreAnswered ends the server while a request waits for OCP.
func TestRequestsUnderWayAreAnswered(t *testing.T) {
	asked, answer := make(chan struct{}), make(chan struct{})
	slow := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(asked)
		<-answer
		w.WriteHeader(http.StatusNotFound)
	})}
	l, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go slow.Serve(l)
	t.Cleanup(func() { slow.Close() })
	p := start(t, map[string]string{"TASKSCOPE_OCP_PASSWORD": "viewer"}, "--listen", "127.0.0.1:0",
		"--db", filepath.Join(t.TempDir(), "t.db"), "--ocp", "http://"+l.Addr().String(), "--ocp-user", "viewer")
	status := make(chan int, 1)
	go func() {
		resp, err := http.Get(p.url + "/tasks/1")
		if err != nil {
			status <- 0
			return
		}
		resp.Body.Close()
		status <- resp.StatusCode
	}()
	<-asked
	p.stop()
	close(answer)
	if got := <-status; got != 404 {
		t.Errorf("the request under way got %d, want its answer 404", got)
	}
	select {
	case err := <-p.done:
		p.done <- err
		if err != nil {
			t.Errorf("end = %v, want nil", err)
		}
	case <-time.After(2 * drain):
		t.Error("the server does not end")
	}
}
