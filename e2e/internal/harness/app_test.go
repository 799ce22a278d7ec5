package harness

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"taskscope/e2e/internal/tbtest"
)

// TestMain lets this test binary play the program to be started: Run starts it
// again with the part to play in E2E_PLAY.
func TestMain(m *testing.M) {
	if part := os.Getenv("E2E_PLAY"); part != "" {
		os.Exit(play(part))
	}
	os.Exit(m.Run())
}

// play is a program that behaves in one of several ways, and its exit code.
func play(part string) int {
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	switch part {
	case "dies":
		fmt.Fprintln(os.Stderr, "the database is locked")
		return 1
	case "silent":
		<-term
		return 0
	case "babbles":
		fmt.Println("hello")
		<-term
		return 0
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 1
	}
	go http.Serve(l, http.NotFoundHandler())
	fmt.Printf("taskscope: listening on http://%s\nmore\n", l.Addr())
	fmt.Fprintln(os.Stderr, "variables:", os.Getenv("TASKSCOPE_SECRET"))
	<-term
	if part == "ends badly" {
		return 3
	}
	return 0
}

// player is the command of a part.
func player(t testing.TB, part string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("E2E_PLAY", part)
	return exec.Command(self)
}

func TestRunGoodProgram(t *testing.T) {
	t.Setenv("TASKSCOPE_SECRET", "leaked")
	a := Run(t, player(t, "good"), startLimit)
	res, err := http.Get(a.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if err := a.Stop(); err != nil {
		t.Errorf("Stop = %v, want nil", err)
	}
	if strings.Contains(a.Log(), "leaked") || !strings.Contains(a.Log(), "variables:") || !strings.Contains(a.Log(), "more\n") {
		t.Errorf("Log = %q, want all it printed, and none of the machine's TASKSCOPE_ variables", a.Log())
	}
	if _, err := http.Get(a.URL + "/"); err == nil {
		t.Error("after Stop the program still answers")
	}
}

func TestKill(t *testing.T) {
	a := Run(t, player(t, "ends badly"), startLimit)
	a.Kill()
	if _, err := http.Get(a.URL + "/"); err == nil {
		t.Error("after Kill the program still answers")
	}
}

func TestRunBadProgramFails(t *testing.T) {
	tests := []struct {
		part  string
		limit time.Duration
		want  string
	}{
		{"dies", startLimit, "ended (exit status 1) before it listened"},
		{"silent", 50 * time.Millisecond, "did not say within 50ms where it listens"},
		{"babbles", startLimit, `its first line on stdout is "hello"`},
		{"ends badly", startLimit, "ended badly: exit status 3"},
	}
	for _, test := range tests {
		t.Run(test.part, func(t *testing.T) {
			cmd := player(t, test.part)
			failures := tbtest.Run(t, "inner", func(t testing.TB) { Run(t, cmd, test.limit) })
			// More may follow: a program stopped that early has no handler yet.
			if len(failures) == 0 || !strings.Contains(failures[0], test.want) {
				t.Errorf("Run(a program that %s) fails with %q, want first one with %q", test.part, failures, test.want)
			}
			if cmd.ProcessState == nil {
				t.Errorf("Run(a program that %s) leaves it running", test.part)
			}
		})
	}
	failures := tbtest.Run(t, "inner", func(t testing.TB) { Run(t, exec.Command("/no/such/program"), startLimit) })
	if len(failures) != 1 || !strings.Contains(failures[0], "start program: ") {
		t.Errorf("Run(no program) fails with %q, want one with why", failures)
	}
}

func TestListening(t *testing.T) {
	tests := []struct{ line, want string }{
		{"taskscope: listening on http://127.0.0.1:8080", "http://127.0.0.1:8080"},
		{"taskscope: listening on http://[::1]:8080/", "http://[::1]:8080"},
		{"taskscope: listening on http://127.0.0.1:0", ""},
		{"taskscope: listening on http://127.0.0.1", ""},
		{"taskscope: listening on http://:8080", ""},
		{"taskscope: listening on https://127.0.0.1:8080", ""},
		{"taskscope: listening on http://127.0.0.1:8080/tasks", ""},
		{"taskscope: listening on 127.0.0.1:8080", ""},
		{"listening on http://127.0.0.1:8080", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got, err := listening(test.line); got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("listening(%q) = %q, %v, want %q", test.line, got, err, test.want)
		}
	}
}

func TestWithDefault(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"", "--db x"},
		{"--log debug", "--db x --log debug"},
		{"--db y", "--db y"},
		{"--db=y", "--db=y"},
		{"--dbx=y", "--db x --dbx=y"},
	} {
		if got := strings.Join(withDefault(strings.Fields(test.args), "--db", "x"), " "); got != test.want {
			t.Errorf("withDefault(%q) = %q, want %q", test.args, got, test.want)
		}
	}
}

func TestShortInCI(t *testing.T) {
	for _, test := range []struct {
		short bool
		ci    string
		ok    bool
	}{
		{false, "true", true}, {false, "", true}, {true, "", true}, {true, "false", true}, {true, "0", true},
		{true, "true", false}, {true, "1", false}, {true, "woodpecker", false},
	} {
		if err := shortInCI(test.short, test.ci); (err == nil) != test.ok {
			t.Errorf("shortInCI(%v, %q) = %v, want ok %v", test.short, test.ci, err, test.ok)
		}
	}
}

func TestInside(t *testing.T) {
	for url, want := range map[string]bool{
		"http://127.0.0.1:8080/x": true, "http://localhost/": true, "http://[::1]:1/": true, "data:text/plain,x": true, "blob:http://x/1": true, "about:blank": true,
		"https://cdn.example/x": false, "http://10.0.0.1/": false, "ws://example.com/": false, "http://127.0.0.1.example.com/": false, "http://%zz": false,
	} {
		if got := inside(url, ""); got != want {
			t.Errorf("inside(%q, none) = %v, want %v", url, got, want)
		}
	}
	const base = "http://127.0.0.1:8080"
	for url, want := range map[string]bool{
		"http://127.0.0.1:8080/x": true, "ws://127.0.0.1:8080/x": true, "data:text/plain,x": true,
		"http://127.0.0.1:9090/x": false, "http://localhost:8080/": false, "https://cdn.example/x": false,
	} {
		if got := inside(url, base); got != want {
			t.Errorf("inside(%q, %q) = %v, want %v", url, base, got, want)
		}
	}
}

func TestFolder(t *testing.T) {
	for test, want := range map[string]string{
		"TestA": "TestA", "TestA/sub_test#01": "TestA/sub_test_01", "TestA/../../x": "TestA/__/__/x", "TestA/a:b*c": "TestA/a_b_c", "TestA/中文": "TestA/中文",
	} {
		if got := folder(test); got != want {
			t.Errorf("folder(%q) = %q, want %q", test, got, want)
		}
	}
}
