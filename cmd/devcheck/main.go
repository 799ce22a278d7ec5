// Command devcheck runs every check that a developer or CI runs, each with its
// time, and fails if any does. It changes no file of the checkout.
//
//	go run ./cmd/devcheck              all checks
//	go run ./cmd/devcheck gofmt vet    these only
//	go run ./cmd/devcheck -list        what there is
//
// The exit code is 0 when all pass, 1 when one fails, 2 for wrong arguments.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("devcheck", flag.ContinueOnError)
	flags.SetOutput(stderr)
	list := flags.Bool("list", false, "list the checks and exit")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	all := checks()
	if *list {
		for _, c := range all {
			fmt.Fprintf(stdout, "%-12s %s\n", c.name, c.about)
		}
		return 0
	}
	chosen, err := choose(all, flags.Args())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	root, err := moduleRoot(ctx)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	if failed := runChecks(ctx, root, chosen, stdout); len(failed) > 0 {
		fmt.Fprintf(stdout, "devcheck: failed: %s\n", strings.Join(failed, ", "))
		return 1
	}
	fmt.Fprintln(stdout, "devcheck: all good")
	return 0
}

// moduleRoot is the folder of go.mod.
func moduleRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("devcheck: go env GOMOD: %w", err)
	}
	gomod := strings.TrimSpace(string(out))
	if gomod == "" || gomod == os.DevNull {
		return "", errors.New("devcheck: not inside the module")
	}
	return filepath.Dir(gomod), nil
}
