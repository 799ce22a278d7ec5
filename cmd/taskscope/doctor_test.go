package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

const doctorSecret = "a-s3cret-of-the-doctor"

// simulated is a simulated OCP whose viewer has the doctor's secret.
func simulated(t *testing.T, config ocpsim.Config) *httptest.Server {
	t.Helper()
	config.Users = []ocpsim.User{
		{Name: "viewer", Password: doctorSecret, AccessKey: "key", SecretKey: doctorSecret, TaskViewer: true},
		{Name: "nobody", Password: doctorSecret},
		{Name: "elsewhere", Password: doctorSecret, TaskViewer: true, Cluster: 999},
	}
	sim, err := ocpsim.New(config)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(sim.Handler())
	t.Cleanup(func() { sim.Close(); s.CloseClientConnections(); s.Close() })
	return s
}

// diagnose runs doctor with a listen address and a history that are well,
// unless args say otherwise, and gives the findings as "state about: text => to do".
func diagnose(t *testing.T, args ...string) (lines []string, err error) {
	t.Helper()
	env := map[string]string{"TASKSCOPE_OCP_PASSWORD": doctorSecret, "TASKSCOPE_OCP_SECRET_KEY": doctorSecret,
		"TASKSCOPE_LISTEN": "127.0.0.1:0", "TASKSCOPE_DB": filepath.Join(t.TempDir(), "x.db")}
	stdout, stderr, err := once(t, env, "", append([]string{"doctor", "--json"}, args...)...)
	if strings.Contains(stdout+stderr, doctorSecret) {
		t.Errorf("doctor %v tells the secret:\n%s%s", args, stdout, stderr)
	}
	if err != nil && !errors.Is(err, errReported) {
		t.Fatalf("doctor %v = %v\n%s", args, err, stderr)
	}
	failed := false
	for line := range strings.Lines(stdout) {
		var f finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if (f.State == stateOK) != (f.ToDo == "") || f.Text == "" {
			t.Errorf("%+v: what goes wrong, and that alone, has something to do", f)
		}
		failed = failed || f.State == stateFailed
		lines = append(lines, fmt.Sprintf("%s %s: %s => %s", f.State, f.About, f.Text, f.ToDo))
	}
	if failed != (err != nil) {
		t.Errorf("doctor %v = %v with\n%s", args, err, stdout)
	}
	return lines, err
}

// wantLine wants one of the lines to begin with start and to have all parts.
func wantLine(t *testing.T, lines []string, start string, parts ...string) {
	t.Helper()
	for _, line := range lines {
		if strings.HasPrefix(line, start) {
			for _, part := range parts {
				if !strings.Contains(line, part) {
					t.Errorf("%q has no %q in it", line, part)
				}
			}
			return
		}
	}
	t.Errorf("no %q in\n%s", start, strings.Join(lines, "\n"))
}

func TestDoctorFindsNothing(t *testing.T) {
	s := simulated(t, ocpsim.Config{})
	lines, err := diagnose(t, "--ocp", "prod="+s.URL, "--ocp-user", "viewer", "--task", fmt.Sprint(ocpsim.Succeeded))
	if err != nil {
		t.Errorf("doctor = %v\n%s", err, strings.Join(lines, "\n"))
	}
	for _, start := range []string{"ok prod: connection", "ok prod: API", "ok prod: account", "ok prod: permission", "ok prod: clocks",
		fmt.Sprintf("ok prod: task %d", ocpsim.Succeeded), "ok history: ", "ok disk", "ok listen"} {
		wantLine(t, lines, start)
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, "ok ") {
			t.Errorf("%q of a world that is well", line)
		}
	}
}

func TestDoctorAsText(t *testing.T) {
	stdout, _, err := once(t, nil, "", "doctor", "--db", filepath.Join(t.TempDir(), "x.db"), "--listen", "0.0.0.0:0")
	if !errors.Is(err, errReported) {
		t.Errorf("doctor = %v, want what was reported", err)
	}
	for _, want := range []string{"warning      sources: none is configured", " => give --ocp ", "failed       listen: ", "ok           disk: "} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
}

func TestDoctorOnAccounts(t *testing.T) {
	clock := func(off time.Duration) ocpsim.Config {
		return ocpsim.Config{Now: func() time.Time { return time.Now().Add(off) }}
	}
	missing := filepath.Join(t.TempDir(), "none")
	for _, c := range []struct {
		name   string
		config ocpsim.Config
		args   []string
		want   []string
	}{
		{"a wrong user", ocpsim.Config{}, []string{"--ocp-user", "nothing"}, []string{"ok prod: API", "failed prod: account: OCP refuses the account nothing", "not checked prod: permission"}},
		{"without permission", ocpsim.Config{}, []string{"--ocp-user", "nobody"}, []string{"ok prod: account", "failed prod: permission: OCP does not let nobody see tasks (403)"}},
		{"a permission for nothing", ocpsim.Config{}, []string{"--ocp-user", "elsewhere"}, []string{"warning prod: permission: elsewhere may ask for tasks, but sees none"}},
		{"an access key", ocpsim.Config{}, []string{"--ocp-auth", "aksk", "--ocp-access-key", "key"}, []string{"ok prod: account: OCP accepts key", "ok prod: permission"}},
		{"a clock ahead", clock(61500 * time.Millisecond), []string{"--ocp-user", "viewer"}, []string{"ok prod: account", "warning prod: clocks: OCP's is 61"}},
		{"a clock behind", clock(-time.Hour), []string{"--ocp-user", "viewer"}, []string{"warning prod: clocks: OCP's is 3"}},
		{"signatures and a clock", clock(-time.Hour), []string{"--ocp-auth", "aksk", "--ocp-access-key", "key"}, []string{"failed prod: account", "failed prod: clocks: OCP's is 3"}},
		{"no secret", ocpsim.Config{}, []string{"--ocp-user", "viewer", "--ocp-password-file", missing}, []string{"failed account: --ocp-password-file " + missing, "ok prod: API", "not checked prod: permission"}},
		{"no user", ocpsim.Config{}, nil, []string{"failed account: --ocp-user is missing", "ok prod: API"}},
		{"visitors sign in", ocpsim.Config{}, []string{"--auth", "ocp"}, []string{"ok prod: API", "not checked prod: permission: visitors sign in"}},
		{"another path", ocpsim.Config{}, []string{"--ocp-user", "viewer", "--ocp-api-path", "/elsewhere"}, []string{"failed prod: API", "not checked prod: account, permission"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := simulated(t, c.config)
			lines, _ := diagnose(t, append([]string{"--ocp", "prod=" + s.URL}, c.args...)...)
			for _, want := range c.want {
				wantLine(t, lines, want)
			}
		})
	}
}

// TestDoctorOnFaults reads a task of each fault of the simulator, with a
// patience that is longer than all but those that never end.
func TestDoctorOnFaults(t *testing.T) {
	s := simulated(t, ocpsim.Config{})
	well := map[ocpsim.Fault]bool{ocpsim.FaultFlap: true, ocpsim.FaultGone: true, ocpsim.FaultBadUTF8: true}
	patience := map[ocpsim.Fault]time.Duration{ocpsim.FaultHang: 100 * time.Millisecond,
		ocpsim.FaultHangMidBody: 100 * time.Millisecond, ocpsim.FaultDrip: 100 * time.Millisecond}
	for _, fault := range ocpsim.Faults() {
		client, err := ocp.New(ocp.Config{Name: "prod", BaseURL: s.URL, Timeout: patience[fault],
			Auth: ocp.Basic{User: "viewer", Password: doctorSecret}, Jitter: func() float64 { return 0 }})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		checkTask(t.Context(), &findings{w: &out}, "prod", client, task.ID(fault.ID()))
		want := fmt.Sprintf("%-12s prod: task %d: ", stateFailed, fault.ID())
		if well[fault] {
			want = fmt.Sprintf("%-12s prod: task %d: ", stateOK, fault.ID())
		}
		if !strings.HasPrefix(out.String(), want) || strings.Count(out.String(), "\n") != 1 || well[fault] == strings.Contains(out.String(), " => ") {
			t.Errorf("%s: %q, want %q and, when it failed, what to do", fault, &out, want)
		}
	}
}

// TestDoctorReadsATask asks for one that cannot be had, by the command line.
func TestDoctorReadsATask(t *testing.T) {
	s := simulated(t, ocpsim.Config{})
	lines, err := diagnose(t, "--ocp", "prod="+s.URL, "--ocp-user", "viewer",
		"--task", fmt.Sprint(ocpsim.FaultForbidden.ID()), "--task", "prod:404404")
	if err == nil {
		t.Error("doctor is content with a task that the account may not see")
	}
	wantLine(t, lines, fmt.Sprintf("failed prod: task %d: OCP does not let viewer see this task, HTTP 403", ocpsim.FaultForbidden.ID()))
	wantLine(t, lines, "warning prod: task 404404: OCP has no such task, HTTP 404")
	wantLine(t, lines, "ok prod: permission")
}

func TestDoctorHasWordsForEveryFailure(t *testing.T) {
	for _, kind := range task.FailureKinds() {
		if text, toDo := saidOf(&task.Failure{Kind: kind}); text == string(kind) || text == "" || toDo == "" {
			t.Errorf("saidOf(%s) = %q, %q", kind, text, toDo)
		}
	}
}

// TestDoctorOnOneLine: what OCP says does not draw on the terminal.
func TestDoctorOnOneLine(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":{"code":"X","message":"one\ntwo\u001b[31m"},"successful":false}`)
	}))
	defer s.Close()
	lines, _ := diagnose(t, "--ocp", "prod="+s.URL, "--ocp-user", "viewer")
	wantLine(t, lines, "failed prod: API", "one two [31m")
}

// certificate makes one for a name, signed by itself, that ends at a time.
func certificate(t *testing.T, name string, ends time.Time) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: ends.Add(-365 * 24 * time.Hour), NotAfter: ends,
		IsCA: true, BasicConstraintsValid: true, DNSNames: []string{name}}
	if ip := net.ParseIP(name); ip != nil {
		template.DNSNames, template.IPAddresses = nil, []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "ca.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, path
}

func TestDoctorOnCertificates(t *testing.T) {
	sim, err := ocpsim.New(ocpsim.Config{Users: []ocpsim.User{{Name: "viewer", Password: doctorSecret, TaskViewer: true}}})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	day := 24 * time.Hour
	for _, c := range []struct {
		name, host string
		lasts      time.Duration
		trusted    bool
		want       []string
	}{
		{"good", "127.0.0.1", 100 * day, true, []string{"ok prod: TLS: the certificate is trusted until", "ok prod: account"}},
		{"ends soon", "127.0.0.1", 10*day + time.Hour, true, []string{"warning prod: TLS: the certificate is trusted until", "ok prod: account"}},
		{"ended", "127.0.0.1", -day, true, []string{"failed prod: TLS: the certificate is good from", "not checked prod: API"}},
		{"for another name", "ocp.example.com", 100 * day, true, []string{"failed prod: TLS: x509: ", "not checked prod: API"}},
		{"signed by itself", "127.0.0.1", 100 * day, false, []string{"failed prod: TLS: the certificate is signed by nobody", "not checked prod: API"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			pair, path := certificate(t, c.host, time.Now().Add(c.lasts))
			s := httptest.NewUnstartedServer(sim.Handler())
			s.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}}
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.StartTLS()
			defer s.Close()
			args := []string{"--ocp", "prod=" + s.URL, "--ocp-user", "viewer"}
			if c.trusted {
				args = append(args, "--ocp-ca-file", path)
			}
			lines, _ := diagnose(t, args...)
			for _, want := range c.want {
				wantLine(t, lines, want)
			}
		})
	}
}

func TestDoctorOnTheLine(t *testing.T) {
	plain := simulated(t, ocpsim.Config{})
	gone := httptest.NewServer(nil)
	gone.Close()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>Welcome") }))
	defer page.Close()
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"data":{"contents":[]},"successful":true}`)
	}))
	defer door.Close()
	for _, c := range []struct {
		name string
		args []string
		want []string
	}{
		{"no such name", []string{"--ocp", "http://ocp.invalid:8080"}, []string{"failed ocp: address: no address is found for ocp.invalid", "not checked ocp: API"}},
		{"nobody there", []string{"--ocp", gone.URL}, []string{"failed ocp: connection: none to 127.0.0.1", "not checked ocp: API"}},
		{"plain, not TLS", []string{"--ocp", strings.Replace(plain.URL, "http:", "https:", 1)}, []string{"failed ocp: TLS: this port does not speak TLS"}},
		{"a web page", []string{"--ocp", page.URL}, []string{"failed ocp: API: what answers is not OCP's API"}},
		{"an open door", []string{"--ocp", door.URL, "--auth", "ocp"}, []string{"failed ocp: account: OCP answers without asking"}},
		{"no certificates", []string{"--ocp", plain.URL, "--ocp-ca-file", "none.pem"}, []string{"failed trust: --ocp-ca-file none.pem", "ok ocp: account"}},
		{"two sources", []string{"--ocp", "a=" + gone.URL, "--ocp", "b=" + plain.URL}, []string{"failed a: connection", "ok b: permission"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name != "an open door" {
				c.args = append(c.args, "--ocp-user", "viewer")
			}
			lines, _ := diagnose(t, c.args...)
			for _, want := range c.want {
				wantLine(t, lines, want)
			}
		})
	}
}

func TestDoctorOnHistories(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	sound := start(t, nil, "--listen", "127.0.0.1:0", "--db", file("sound.db"))
	if status, _ := sound.get(fmt.Sprintf("/tasks/%d", ocpsim.Succeeded)); status != http.StatusOK {
		t.Fatal(status)
	}
	if err := sound.end(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file("sound.db"))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	for i := len(damaged) - 8*4096; i < len(damaged); i++ {
		damaged[i] = 0xa5
	}
	for name, b := range map[string][]byte{"locked.db": whole, "damaged.db": damaged, "garbage.db": []byte(strings.Repeat("no database", 99)), "newer.db": whole, "older.db": whole} {
		if err := os.WriteFile(file(name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do := func(name, query string) {
		db, err := sql.Open("sqlite3", "file:"+file(name))
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		t.Cleanup(func() { db.Close() })
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	do("locked.db", "BEGIN EXCLUSIVE")
	do("newer.db", "PRAGMA user_version = 1000")
	do("older.db", "PRAGMA user_version = 1")
	for name, want := range map[string][]string{
		"sound.db":     {"ok history: " + file("sound.db") + " is sound: schema ", "ok history: writing", "ok disk"},
		"locked.db":    {"failed history: writing: ", "ok disk"},
		"damaged.db":   {"failed history: "},
		"garbage.db":   {"failed history: "},
		"newer.db":     {"failed history: " + file("newer.db") + " was written by a newer Taskscope"},
		"older.db":     {"warning history: " + file("older.db") + " has schema 1; serve brings it to "},
		"no/where.db":  {"failed history: no file can be made in " + file("no")},
		"not-there.db": {"ok history: " + file("not-there.db") + " is not there yet"},
	} {
		t.Run(name, func(t *testing.T) {
			lines, err := diagnose(t, "--db", file(name))
			if bad := strings.HasPrefix(want[0], "failed"); bad != (err != nil) {
				t.Errorf("doctor = %v", err)
			}
			for _, want := range want {
				wantLine(t, lines, want)
			}
		})
	}
	if _, err := os.Stat(file("not-there.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("doctor made the file: %v", err)
	}
}

func TestDoctorOnListening(t *testing.T) {
	taken := httptest.NewServer(nil)
	defer taken.Close()
	cert, key, _ := serverPair(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--listen", taken.Listener.Addr().String()}, "warning listen: 127.0.0.1:"},
		{[]string{"--listen", "0.0.0.0:0"}, "failed listen: 0.0.0.0:0 can be reached from other machines"},
		{[]string{"--listen", "nonsense"}, "failed listen: "},
		{[]string{"--tls-cert-file", cert, "--tls-key-file", key}, "ok own certificate: good until"},
		{[]string{"--tls-cert-file", key, "--tls-key-file", cert}, "failed own certificate: "},
	} {
		lines, _ := diagnose(t, c.args...)
		wantLine(t, lines, c.want)
	}
}

func TestDoctorRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"--task", "x"}, {"--task", "35000312@3", "--ocp", "http://127.0.0.1:1"}, {"--task", "test:1", "--ocp", "http://127.0.0.1:1"}, {"--ocp", "nonsense"},
	} {
		_, _, err := once(t, nil, "", append([]string{"doctor"}, args...)...)
		if usage := (*usageError)(nil); !errors.As(err, &usage) {
			t.Errorf("doctor %v = %v, want a usage error", args, err)
		}
	}
}
