package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serverPair writes a certificate for this machine and its key, which
// httptest has, and says who trusts it.
func serverPair(t *testing.T) (cert, key string, trust *x509.CertPool) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	pair := s.TLS.Certificates[0]
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, key: {Type: "PRIVATE KEY", Bytes: der}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	trust = x509.NewCertPool()
	trust.AddCert(s.Certificate())
	return cert, key, trust
}

// TestSignInOverTLS is the whole way: a server with a certificate, signing in,
// and a cookie that never goes over plain HTTP.
func TestSignInOverTLS(t *testing.T) {
	cert, key, trust := serverPair(t)
	p := start(t, nil, "--auth", "ocp", "--listen", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "x.db"),
		"--tls-cert-file", cert, "--tls-key-file", key)
	if !strings.HasPrefix(p.url, "https://") {
		t.Fatalf("it listens on %s", p.url)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust, MinVersion: tls.VersionTLS12}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.PostForm(p.url+"/sign-in", url.Values{"user": {"viewer"}, "password": {"viewer"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if len(resp.Cookies()) != 1 || resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("sign in = %d, cookies %v", resp.StatusCode, resp.Cookies())
	}
	if c := resp.Cookies()[0]; c.Name != "__Host-taskscope_session" || !c.Secure || !c.HttpOnly {
		t.Errorf("cookie = %v", c)
	}
	if err := p.end(); err != nil {
		t.Errorf("end: %v", err)
	}
}

// TestSignInNeedsNoAccount: no account of the configuration reads anything.
func TestSignInNeedsNoAccount(t *testing.T) {
	sim := start(t, nil, "sim", "--listen", "127.0.0.1:0")
	db := filepath.Join(t.TempDir(), "x.db")
	p := start(t, nil, "--auth", "ocp", "--ocp", "prod="+sim.url, "--listen", "127.0.0.1:0", "--db", db)
	if status, body := p.get("/tasks/35000312/raw.json"); status != http.StatusUnauthorized || strings.Contains(body, "Reinstall") {
		t.Errorf("signed out = %d %.200s", status, body)
	}
	if status, body := p.get("/tasks/35000312"); status != http.StatusOK || !strings.Contains(body, "current-password") {
		t.Errorf("signed out, a page = %d %.200s, want the sign-in page", status, body)
	}
}

func TestAccessFlags(t *testing.T) {
	cert, key, _ := serverPair(t)
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"beyond loopback in plain text", []string{"--auth", "ocp", "--listen", "0.0.0.0:0"}, 1, "passwords would come there as plain text"},
		{"an account besides", []string{"--auth", "ocp", "--ocp", "http://127.0.0.1:1", "--ocp-user", "u"}, 2, "leave out --ocp-user"},
		{"anonymous too", []string{"--auth", "ocp", "--allow-anonymous"}, 2, "not anonymous"},
		{"named by a proxy too", []string{"--auth", "ocp", "--trusted-proxy", "10.0.0.0/8", "--user-header", "X-User"}, 2, "not both"},
		{"no such way", []string{"--auth", "none"}, 2, "--auth"},
		{"a cookie without sessions", []string{"--secure-cookie"}, 2, "without signing in"},
		{"half a pair", []string{"--tls-cert-file", cert}, 2, "go together"},
		{"no pair", []string{"--tls-cert-file", key, "--tls-key-file", cert, "--listen", "127.0.0.1:0"}, 1, "--tls-cert-file"},
		{"no time at all", []string{"--auth", "ocp", "--session-idle", "0s"}, 2, "above zero"},
		{"a kept name", []string{"--auth", "ocp", "--ocp", "own-x=http://127.0.0.1:1"}, 2, "kept for what visitors import"},
	} {
		args := append(c.args, "--db", filepath.Join(t.TempDir(), "x.db"))
		_, stderr, err := once(t, nil, "", args...)
		got := 0
		if usage := (*usageError)(nil); errors.As(err, &usage) {
			got = 2
		} else if err != nil {
			got = 1
			stderr += err.Error()
		}
		if got != c.code || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: code %d, %.300q; want %d and %q", c.name, got, stderr, c.code, c.says)
		}
	}
}
