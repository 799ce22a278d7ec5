package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// check is one thing to hold. run gets the module's root; its error is what is
// wrong, in as many lines as it needs. errSkip says there is nothing to check.
// What it writes to said is shown, whether it holds or not.
type check struct {
	name, about string
	long        bool // takes as long as the others together, and so begins first
	run         func(ctx context.Context, root string, said io.Writer) error
}

// errSkip is wrapped by a check that has nothing to look at; it says what.
var errSkip = errors.New("skipped")

// checks are all checks, the quick ones first.
func checks() []check {
	return []check{
		{name: "gofmt", about: "every hand-written Go file is as gofmt would have it", run: gofmt},
		{name: "vendor", about: "the libraries in static/vendor are what their manifest says", run: vendor},
		{name: "tidy", about: "go.mod and go.sum are as go mod tidy would have them", run: command("go", "mod", "tidy", "-diff")},
		{name: "archtest", about: "imports go one way; pages need no inline code and ask nobody else", run: command("go", "test", "./internal/archtest")},
		{name: "vet", about: "go vet", run: command("go", "vet", "./...")},
		{name: "templ", about: "the generated templ files are current, and templates are formatted", run: templ},
		{name: "staticcheck", about: "staticcheck", run: command("go", "tool", "staticcheck", "./...")},
		{name: "licenses", about: "every module of the program and every library of its pages is under a license that we take", run: licenses},
		{name: "vuln", about: "no known vulnerability is called, where the network has the list of them", run: vuln},
		{name: "fuzz", about: "every fuzz target, for a minute in all", run: fuzz},
		{name: "race", about: "the tests of what does two things at once, with the race detector", run: race, long: true},
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

// sideBySide is how many checks run at a time. Most of them leave a processor
// idle for a while: they link, wait for a test's other process, or end with one
// long package.
const sideBySide = 2

// runChecks runs each check, whatever became of the others, prints a line for
// each, in order, and returns the names of those that failed.
func runChecks(ctx context.Context, root string, chosen []check, out io.Writer) (failed []string) {
	ended := make([]chan outcome, len(chosen))
	for i := range ended {
		ended[i] = make(chan outcome, 1)
	}
	go func() {
		var all errgroup.Group
		all.SetLimit(sideBySide)
		for _, long := range []bool{true, false} {
			for i, c := range chosen {
				if c.long == long {
					all.Go(func() error {
						ended[i] <- c.outcome(ctx, root)
						return nil
					})
				}
			}
		}
	}()
	for i, c := range chosen {
		o := <-ended[i]
		switch {
		case o.err == nil:
			fmt.Fprintf(out, "ok    %-12s %6.1fs\n", c.name, o.took.Seconds())
		case errors.Is(o.err, errSkip):
			fmt.Fprintf(out, "skip  %-12s %6.1fs  %v\n", c.name, o.took.Seconds(), o.err)
		default:
			failed = append(failed, c.name)
			fmt.Fprintf(out, "FAIL  %-12s %6.1fs\n%s", c.name, o.took.Seconds(), indented(o.err.Error()))
		}
		fmt.Fprint(out, indented(o.said))
	}
	return failed
}

// outcome is what became of a check.
type outcome struct {
	err  error
	said string
	took time.Duration
}

func (c check) outcome(ctx context.Context, root string) outcome {
	start := time.Now()
	var said strings.Builder
	err := c.run(ctx, root, &said)
	return outcome{err, said.String(), time.Since(start)}
}

// indented sets lines below the line of their check.
func indented(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	return "      " + strings.ReplaceAll(text, "\n", "\n      ") + "\n"
}
