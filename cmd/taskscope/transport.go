package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"taskscope/internal/ocp"
)

// transport connects to OCP as trust says.
func transport(caFile string) (http.RoundTripper, error) {
	config, err := trust(caFile)
	if err != nil {
		return nil, err
	}
	return ocp.NewTransport(config), nil
}

// trust is in the certificates of a PEM file besides the system's own; OCP
// often comes with one that it signed itself. Nothing switches the check off:
// the account's password goes over this connection.
func trust(caFile string) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if caFile == "" {
		return config, nil
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
	config.RootCAs = pool
	return config, nil
}
