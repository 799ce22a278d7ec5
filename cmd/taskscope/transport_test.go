package main

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCertificateOfOCPsOwn(t *testing.T) {
	ocp := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	defer ocp.Close()
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "bad.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ocp.Certificate().Raw})
	for path, b := range map[string][]byte{good: block, bad: []byte("no certificate")} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	get := func(caFile string) error {
		tr, err := transport(caFile)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Client{Transport: tr}).Get(ocp.URL)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := get(good); err != nil {
		t.Errorf("with its certificate: %v", err)
	}
	if err := get(""); err == nil {
		t.Error("a server that signed its own certificate is trusted without being told to")
	}
	for _, path := range []string{bad, filepath.Join(dir, "missing.pem")} {
		if _, err := transport(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("transport(%s) = %v, want an error that names the file", path, err)
		}
	}
}
