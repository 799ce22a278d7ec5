package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"taskscope/internal/ocpsim"
)

// process is a run of the program without a process.
type process struct {
	t      *testing.T
	url    string
	stop   context.CancelFunc
	done   chan error
	stdout *bufio.Reader
	stderr *safeBuffer
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}
func (s *safeBuffer) String() string { s.mu.Lock(); defer s.mu.Unlock(); return s.b.String() }

func environment(env map[string]string) lookup {
	return func(name string) (string, bool) { v, ok := env[name]; return v, ok }
}

// start runs a server until it says where it listens.
func start(t *testing.T, env map[string]string, args ...string) *process {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	p := &process{t: t, stop: stop, done: make(chan error, 1), stdout: bufio.NewReader(out), stderr: &safeBuffer{}}
	go func() {
		p.done <- run(ctx, args, strings.NewReader(""), in, p.stderr, environment(env))
		in.Close()
	}()
	line, err := p.stdout.ReadString('\n')
	if err != nil {
		stop()
		t.Fatalf("taskscope %v ended before it listened: %v\n%s", args, <-p.done, p.stderr)
	}
	var found bool
	if p.url, found = strings.CutPrefix(strings.TrimSuffix(line, "\n"), "taskscope: listening on "); !found {
		t.Errorf("the first line is %q", line)
	}
	t.Cleanup(func() { stop(); <-p.done })
	return p
}

// end stops the server and gives its error.
func (p *process) end() error {
	p.stop()
	err := <-p.done
	p.done <- err
	return err
}

func (p *process) get(path string) (int, string) {
	p.t.Helper()
	resp, err := http.Get(p.url + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// once runs a command that ends by itself.
func once(t *testing.T, env map[string]string, stdin string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, errs bytes.Buffer
	err = run(t.Context(), args, strings.NewReader(stdin), &out, &errs, environment(env))
	return out.String(), errs.String(), err
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDemo(t *testing.T) {
	db := filepath.Join(t.TempDir(), "demo.db")
	p := start(t, nil, "--listen", "127.0.0.1:0", "--db", db)
	if !strings.HasPrefix(p.url, "http://127.0.0.1:") || strings.HasSuffix(p.url, ":0") {
		t.Errorf("url = %q, want the port really taken", p.url)
	}
	status, body := p.get("/tasks/35000312/analysis.json")
	if status != 200 || !strings.Contains(body, `"makespan_ms":22327`) || !strings.Contains(body, `"source":"local"`) {
		t.Errorf("the sample = %d %.200s", status, body)
	}
	if status, _ := p.get(fmt.Sprintf("/tasks/%d", ocpsim.Running)); status != 200 {
		t.Errorf("a running task = %d", status)
	}
	if err := p.end(); err != nil {
		t.Errorf("end = %v, want nil", err)
	}
	again := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--db", db)
	if status, _ := again.get(fmt.Sprintf("/tasks/%d", ocpsim.Running+shiftStep)); status != 200 {
		t.Errorf("after a restart the running task has no id of its own: %d", status)
	}
	if status, body := again.get(fmt.Sprintf("/tasks/%d/analysis.json", ocpsim.Running)); status != 200 || !strings.Contains(body, `@1"`) {
		t.Errorf("the running task of before = %d %.100s, want its last snapshot", status, body)
	}
}

func TestSimIsAnOCP(t *testing.T) {
	sim := start(t, nil, "sim", "--listen", "127.0.0.1:0")
	password := write(t, "password", "viewer\n")
	p := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "t.db"),
		"--ocp", "prod="+sim.url, "--ocp", "other="+sim.url, "--ocp-user", "viewer", "--ocp-password-file", password)
	if status, body := p.get("/tasks/35000312/analysis.json"); status != 200 || !strings.Contains(body, `"ref":"35000312@1","source":"prod"`) {
		t.Errorf("default source: %d %.200s", status, body)
	}
	if status, body := p.get("/tasks/other:35000312/analysis.json"); status != 200 || !strings.Contains(body, `"ref":"other:35000312@1"`) {
		t.Errorf("other source: %d %.200s", status, body)
	}
	keys := start(t, map[string]string{"TASKSCOPE_OCP_SECRET_KEY": ocpsim.ViewerSecretKey}, "serve", "--listen", "127.0.0.1:0",
		"--db", filepath.Join(t.TempDir(), "t.db"), "--ocp", sim.url, "--ocp-auth", "aksk", "--ocp-access-key", ocpsim.ViewerAccessKey)
	if status, body := keys.get("/tasks/35000312/analysis.json"); status != 200 || !strings.Contains(body, `"source":"ocp"`) {
		t.Errorf("with an access key: %d %.200s", status, body)
	}
}

func TestPrecedence(t *testing.T) {
	sim := start(t, nil, "sim", "--listen", "127.0.0.1:0")
	dir := t.TempDir()
	file := write(t, "config.yaml", "# for the night shift\nlisten: 127.0.0.1:0\ndb: "+filepath.Join(dir, "file.db")+
		"\nocp:\n  - file="+sim.url+"\n  - second="+sim.url+"\nocp-user: nobody\nallow-anonymous: true\nlog-level: debug\n")
	env := map[string]string{"TASKSCOPE_CONFIG": file, "TASKSCOPE_OCP_PASSWORD": "viewer", "TASKSCOPE_OCP_USER": "viewer",
		"TASKSCOPE_DB": filepath.Join(dir, "env.db")}
	tests := []struct {
		name   string
		env    map[string]string
		args   []string
		source string
		db     string
	}{
		{"environment over file", env, nil, "file", "env.db"},
		{"flag over environment", env, []string{"--db", filepath.Join(dir, "flag.db"), "--ocp", "flag=" + sim.url}, "flag", "flag.db"},
		{"config by flag", map[string]string{"TASKSCOPE_OCP_PASSWORD": "viewer", "TASKSCOPE_OCP_USER": "viewer"}, []string{"--config", file}, "file", "file.db"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := start(t, tt.env, tt.args...)
			if status, body := p.get("/tasks/35000312/analysis.json"); status != 200 || !strings.Contains(body, `"source":"`+tt.source+`"`) {
				t.Errorf("source: %d %.300s, want %s", status, body, tt.source)
			}
			if err := p.end(); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(dir, tt.db)); err != nil {
				t.Errorf("the history is not in %s: %v", tt.db, err)
			}
		})
	}
	t.Run("import reads them too", func(t *testing.T) {
		p := start(t, env)
		_, body := p.get("/tasks/35000312/raw.json")
		saved := write(t, "saved.json", body)
		out, stderr, err := once(t, map[string]string{"TASKSCOPE_CONFIG": file}, "", "import", saved)
		if err != nil || out != saved+": 35000312@1\n" {
			t.Errorf("import = %q, %v\n%s", out, err, stderr)
		}
	})
}

func TestExitCodes(t *testing.T) {
	password := write(t, "password", "viewer")
	db := filepath.Join(t.TempDir(), "t.db")
	tests := []struct {
		name string
		env  map[string]string
		args []string
		code int
		says string
	}{
		{"unknown flag", nil, []string{"serve", "--wrong"}, 2, "--wrong"},
		{"unknown flag of the default command", nil, []string{"--wrong"}, 2, "--wrong"},
		{"unknown command", nil, []string{"frobnicate"}, 2, "frobnicate"},
		{"bad choice", nil, []string{"--log-level", "loud"}, 2, "log-level"},
		{"bad choice in the environment", map[string]string{"TASKSCOPE_LOG_LEVEL": "loud"}, nil, 2, "log-level"},
		{"nothing to import", nil, []string{"import"}, 2, "file"},
		{"bad address", nil, []string{"--ocp", "ftp://x"}, 2, "--ocp"},
		{"bad name", nil, []string{"--ocp", "A=http://x"}, 2, "--ocp"},
		{"one name twice", nil, []string{"--ocp", "http://x", "--ocp", "http://y"}, 2, "ocp"},
		{"no account", nil, []string{"--ocp", "http://x"}, 2, "--ocp-user"},
		{"no password", nil, []string{"--ocp", "http://x", "--ocp-user", "u"}, 2, "--ocp-password-file"},
		{"no key", nil, []string{"--ocp", "http://x", "--ocp-auth", "aksk"}, 2, "--ocp-access-key"},
		{"bad proxy", nil, []string{"--trusted-proxy", "everybody", "--user-header", "X"}, 2, "--trusted-proxy"},
		{"header without proxy", nil, []string{"--user-header", "X"}, 2, "proxy"},
		{"everywhere", nil, []string{"--listen", ":0", "--db", db}, 1, "--allow-anonymous"},
		{"everywhere by address", nil, []string{"--listen", "0.0.0.0:0", "--db", db}, 1, "--allow-anonymous"},
		{"no such password file", nil, []string{"--ocp", "http://x", "--ocp-user", "u", "--ocp-password-file", "/nowhere/p"}, 1, "/nowhere/p"},
		{"no such directory", nil, []string{"--listen", "127.0.0.1:0", "--db", "/nowhere/t.db"}, 1, "history"},
		{"no such settings file", nil, []string{"--config", "/nowhere/c.yaml"}, 1, "/nowhere/c.yaml"},
		{"misspelt setting", nil, []string{"--config", write(t, "c.yaml", "listn: x\n")}, 1, "listn"},
		{"a password in the settings file", nil, []string{"--config", write(t, "c.yaml", "ocp-password: hunter2hunter2\n")}, 1, "ocp-password"},
		{"broken settings file", nil, []string{"--config", write(t, "c.yaml", "{")}, 1, "c.yaml"},
		{"bad port", nil, []string{"sim", "--listen", "127.0.0.1:x"}, 1, "listen"},
		{"a password in the address", nil, []string{"--ocp", "http://u:hunter2hunter2@x", "--ocp-user", "u", "--ocp-password-file", password}, 2, "--ocp-password-file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, stderr, err := once(t, tt.env, "", tt.args...)
			code := exitCodeOf(t, err)
			if code.code != tt.code {
				t.Errorf("exit code = %d, want %d: %v", code.code, tt.code, err)
			}
			said := stderr + code.said
			if !strings.Contains(said, tt.says) {
				t.Errorf("stderr does not say %q:\n%s", tt.says, said)
			}
			if strings.Contains(said+out, "hunter2") {
				t.Errorf("a password is repeated:\n%s", said)
			}
			if tt.code == 2 && !strings.Contains(said, "Usage: taskscope") {
				t.Errorf("there is no usage:\n%s", said)
			}
			if tt.code == 1 && strings.Count(said, "\n") != 1 {
				t.Errorf("the reason is not one line:\n%s", said)
			}
		})
	}
}

type exited struct {
	code int
	said string
}

// exitCodeOf is what main does with an error.
func exitCodeOf(t *testing.T, err error) exited {
	t.Helper()
	var said bytes.Buffer
	return exited{exitCode(err, &said), said.String()}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"sim", "--help"}, {"import", "--help"}} {
		out, stderr, err := once(t, map[string]string{"TASKSCOPE_OCP_PASSWORD": "hunter2hunter2", "TASKSCOPE_OCP_USER": "u"}, "", args...)
		if err != nil || !strings.Contains(out, "Usage: taskscope") || stderr != "" {
			t.Errorf("%v = %v, stderr %q, stdout %q", args, err, stderr, out)
		}
		if strings.Contains(out, "hunter2") {
			t.Errorf("%v shows the password", args)
		}
	}
}

func TestSecretsAreNotLogged(t *testing.T) {
	sim := start(t, nil, "sim", "--listen", "127.0.0.1:0")
	p := start(t, map[string]string{"TASKSCOPE_OCP_PASSWORD": "hunter2hunter2"}, "serve", "--listen", "127.0.0.1:0", "--log-level", "debug",
		"--db", filepath.Join(t.TempDir(), "t.db"), "--ocp", sim.url, "--ocp-user", "viewer")
	if status, body := p.get("/tasks/35000312"); status != 502 || strings.Contains(body, "hunter2") {
		t.Errorf("with a wrong password: %d, page shows it: %t", status, strings.Contains(body, "hunter2"))
	}
	if err := p.end(); err != nil {
		t.Error(err)
	}
	log := p.stderr.String()
	if !strings.Contains(log, "unauthorized") {
		t.Errorf("the log does not tell what happened:\n%s", log)
	}
	if strings.Contains(log, "hunter2") || strings.Contains(log, "dmlld2VyOmh1bnRlcjI") {
		t.Errorf("the log has the password:\n%s", log)
	}
}

func TestReportedErrorIsNotPrintedTwice(t *testing.T) {
	if got := exitCodeOf(t, fmt.Errorf("x: %w", errReported)); got.code != 1 || got.said != "" {
		t.Errorf("exitCode(reported) = %+v", got)
	}
	if got := exitCodeOf(t, errors.New("why")); got.code != 1 || got.said != "taskscope: why\n" {
		t.Errorf("exitCode(why) = %+v", got)
	}
	if got := exitCodeOf(t, nil); got.code != 0 || got.said != "" {
		t.Errorf("exitCode(nil) = %+v", got)
	}
}
