package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// vulnDB is Go's list of known vulnerabilities.
const vulnDB = "https://vuln.go.dev"

// vuln looks for calls of what is known to be vulnerable. Without the list, as
// where CI has no network, it is skipped and says so.
func vuln(ctx context.Context, root string, _ io.Writer) error {
	if err := answers(ctx, vulnDB+"/index/db.json"); err != nil {
		return fmt.Errorf("%w: the list of vulnerabilities is out of reach: %w", errSkip, err)
	}
	_, err := output(ctx, root, nil, "go", "tool", "govulncheck", "-db", vulnDB, "./...")
	return err
}

// answers asks an address once and wants status 200.
func answers(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, res.Status)
	}
	return nil
}
