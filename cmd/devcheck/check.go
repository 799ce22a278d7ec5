package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// check is one thing to hold. run gets the module's root; its error is what is
// wrong, in as many lines as it needs. errSkip says there is nothing to check.
// What it writes to said is shown, whether it holds or not.
type check struct {
	name, about string
	run         func(ctx context.Context, root string, said io.Writer) error
}

// errSkip is wrapped by a check that has nothing to look at; it says what.
var errSkip = errors.New("skipped")

// checks are all checks, the quick ones first.
func checks() []check {
	return []check{
		{"gofmt", "every hand-written Go file is as gofmt would have it", gofmt},
		{"vendor", "the libraries in static/vendor are what their manifest says", vendor},
		{"tidy", "go.mod and go.sum are as go mod tidy would have them", command("go", "mod", "tidy", "-diff")},
		{"archtest", "imports go one way; pages need no inline code and ask nobody else", command("go", "test", "./internal/archtest")},
		{"vet", "go vet", command("go", "vet", "./...")},
		{"templ", "the generated templ files are current, and templates are formatted", templ},
		{"staticcheck", "staticcheck", command("go", "tool", "staticcheck", "./...")},
		{"licenses", "every module of the program and every library of its pages is under a license that we take", licenses},
		{"vuln", "no known vulnerability is called, where the network has the list of them", vuln},
		{"fuzz", "every fuzz target, for a minute in all", fuzz},
		{"race", "all tests but the browser's, with the race detector", race},
	}
}

// choose picks checks by name, in the order of the list; no name means all.
func choose(all []check, names []string) ([]check, error) {
	if len(names) == 0 {
		return all, nil
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(c check) bool { return c.name == name }) {
			return nil, fmt.Errorf("devcheck: no check is called %q; see -list", name)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(c check) bool { return !slices.Contains(names, c.name) }), nil
}

// runChecks runs each check, whatever became of the others, prints a line for
// each and returns the names of those that failed.
func runChecks(ctx context.Context, root string, chosen []check, out io.Writer) (failed []string) {
	for _, c := range chosen {
		start := time.Now()
		var said strings.Builder
		err := c.run(ctx, root, &said)
		took := time.Since(start).Seconds()
		switch {
		case err == nil:
			fmt.Fprintf(out, "ok    %-12s %6.1fs\n", c.name, took)
		case errors.Is(err, errSkip):
			fmt.Fprintf(out, "skip  %-12s %6.1fs  %v\n", c.name, took, err)
		default:
			failed = append(failed, c.name)
			fmt.Fprintf(out, "FAIL  %-12s %6.1fs\n%s", c.name, took, indented(err.Error()))
		}
		fmt.Fprint(out, indented(said.String()))
	}
	return failed
}

// indented sets lines below the line of their check.
func indented(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	return "      " + strings.ReplaceAll(text, "\n", "\n      ") + "\n"
}
