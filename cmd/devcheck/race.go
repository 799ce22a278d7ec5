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
	"slices"
	"strings"
)

// alone are tests that take long with the race detector and have nothing for it:
// all that they test runs in the test's own goroutine, and what they share with
// others is watched in the tests beside them. TestAloneAreTests finds each.
func alone() []string {
	return []string{
		"TestTooManyUnknownFields", "TestDecodeBoundsMemory", // ocp: large bodies
		"TestCatalogueKeepsTheRules", // ocpsim: each task at each moment
		"TestLaws", "TestUsualLaws",  // of all that is computed and drawn: made tasks
		"TestPruneKeeps",   // history: one after the other
		"TestRunArguments", // devcheck: gofmt of everything
	}
}

// race runs the tests with the race detector, of the packages that do two things
// at once. The browser tests are left out: they test another process, and
// `go test ./...` has run them. With -short, since without it `go test ./...`
// has run all of it already.
func race(ctx context.Context, root string, said io.Writer) error {
	out, err := output(ctx, root, nil, "go", "list", "-f", "{{.ImportPath}} {{.Dir}}", "./...")
	if err != nil {
		return err
	}
	var all []raced
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
			tests, err := testsOf(dir)
			if err != nil {
				return err
			}
			all = append(all, raced{path, len(tests)})
		}
	}
	// go test begins with the package that is named first. One that takes long
	// must not be left for the end, where nothing goes on beside it.
	slices.SortStableFunc(all, func(a, b raced) int { return b.tests - a.tests })
	args := []string{"test", "-race", "-short", "-skip", "^(" + strings.Join(alone(), "|") + ")$"}
	for _, p := range all {
		args = append(args, p.path)
		fmt.Fprintln(said, p.path)
	}
	_, err = output(ctx, root, quickC(os.Getenv), "go", args...)
	return err
}

// raced is a package and how many tests it has.
type raced struct {
	path  string
	tests int
}

// testsOf are the tests in the files of a folder, by name.
func testsOf(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names, nil
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
