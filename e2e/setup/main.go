// Command setup gets a machine ready for the browser tests: npm's packages and
// a Chromium that starts. `go test ./...` does the same by itself; CI runs this
// first, so that a download is a step of its own.
//
//	go run ./e2e/setup
package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"taskscope/e2e/internal/harness"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	b, err := harness.Launch(ctx, ".", out)
	if err != nil {
		return err
	}
	name := b.Path
	if name == "" {
		name = "Playwright's own"
	}
	fmt.Fprintf(out, "e2e: ready: Chromium %s (%s)\n", b.Version(), name)
	if b.Hint != "" {
		fmt.Fprintf(out, "e2e: %s\n", b.Hint)
	}
	return b.Close()
}
