package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"taskscope/internal/ocp"
)

// transport trusts the certificates of a PEM file besides the system's own;
// OCP often comes with one that it signed itself. Nothing switches the check
// off: the account's password goes over this connection.
func transport(caFile string) (http.RoundTripper, error) {
	if caFile == "" {
		return ocp.NewTransport(nil), nil
	}
	pem, err := os.ReadFile(caFile)
	if err != nil {
		return nil, fmt.Errorf("--ocp-ca-file %s: %w", caFile, cause(err))
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // a system without certificates of its own
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("--ocp-ca-file %s: there is no certificate in it", caFile)
	}
	return ocp.NewTransport(&tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool}), nil
}
