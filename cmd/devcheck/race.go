package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// race runs the tests with the race detector, of the packages that do two things
// at once. The browser tests are left out: they test another process, and
// `go test ./...` has run them. With -short, since without it `go test ./...`
// has run all of it already.
func race(ctx context.Context, root string, said io.Writer) error {
	out, err := output(ctx, root, nil, "go", "list", "-f", "{{.ImportPath}} {{.Dir}}", "./...")
	if err != nil {
		return err
	}
	args := []string{"test", "-race", "-short"}
	for line := range strings.Lines(out) {
		path, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		if ofBrowser(path) {
			continue
		}
		at, err := concurrent(dir)
		if err != nil {
			return err
		}
		if at {
			args = append(args, path)
			fmt.Fprintln(said, path)
		}
	}
	_, err = output(ctx, root, quickC(os.Getenv), "go", args...)
	return err
}

// ofBrowser says whether a package drives a browser.
func ofBrowser(path string) bool {
	return path == "taskscope/e2e" || strings.HasPrefix(path, "taskscope/e2e/bench")
}

// concurrent says whether the files of a folder, its tests among them, start
// anything beside themselves: a go statement, a call of Go or Parallel, or a
// server. What such a package calls is watched along with it, so that pages,
// which are pure, are under the detector in the tests of package web.
func concurrent(dir string) (bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return false, err
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return false, err
		}
		found := false
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				found = true
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok {
					switch f.Sel.Name {
					case "Go", "Parallel", "NewServer", "NewTLSServer", "Serve", "ListenAndServe":
						found = true
					}
				}
			}
			return !found
		})
		if found {
			return true, nil
		}
	}
	return false, nil
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
