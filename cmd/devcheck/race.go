package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"
)

// race runs the tests with the race detector. The browser tests are left out:
// they test another process, and `go test ./...` has run them. With -short,
// since without it `go test ./...` has run all of it already.
func race(ctx context.Context, root string, _ io.Writer) error {
	out, err := output(ctx, root, nil, "go", "list", "./...")
	if err != nil {
		return err
	}
	args := []string{"test", "-race", "-short"}
	_, err = output(ctx, root, quickC(os.Getenv), "go", append(args, raced(strings.Fields(out))...)...)
	return err
}

// raced leaves the browser tests out of a list of packages.
func raced(packages []string) []string {
	return slices.DeleteFunc(packages, func(p string) bool {
		return p == "taskscope/e2e" || strings.HasPrefix(p, "taskscope/e2e/bench")
	})
}

// quickC has SQLite's C compiled with -O1: the race detector and the fuzzer need
// it compiled once more each, and -O2 takes 40 s of two cores for nothing that
// is tested here.
func quickC(getenv func(string) string) []string {
	if getenv("CGO_CFLAGS") != "" {
		return nil
	}
	return []string{"CGO_CFLAGS=-O1 -g0"}
}
