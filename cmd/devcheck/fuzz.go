package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

const (
	// fuzzBudget is how long all targets together are given inputs. What it takes
	// to build and start them comes on top.
	fuzzBudget = time.Minute
	// fuzzProbe is how many inputs a target gets first, and fuzzGrowth how many
	// times as many it gets next at most, as long as there is time: a short run
	// says little of how long a long one takes, where other things go on beside.
	fuzzProbe, fuzzGrowth = 100, 8
	// fuzzLimit is how long a target may take for what should fill its share; it
	// hangs then.
	fuzzLimit = 2 * time.Minute
)

// fuzz gives every fuzz target of the module its share of fuzzBudget, and says
// how many inputs that came to. It is the one check that may leave something in
// the checkout: an input that a target fails for, in testdata/fuzz, where `go
// test` takes it up.
//
// The time is turned into a number of inputs first: -fuzztime with a time makes
// Go 1.26 fail now and then for nothing (go.dev/issue/75804).
func fuzz(ctx context.Context, root string, said io.Writer) error {
	return fuzzAll(ctx, root, said, fuzzBudget)
}

// fuzzAll is fuzz with another budget.
func fuzzAll(ctx context.Context, root string, said io.Writer, budget time.Duration) error {
	packages, err := fuzzTargets(root)
	if err != nil {
		return err
	}
	targets := 0
	for _, p := range packages {
		targets += len(p.targets)
	}
	if targets == 0 {
		return fmt.Errorf("%w: no fuzz target", errSkip)
	}
	dir, err := os.MkdirTemp("", "devcheck-fuzz-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var wrong []error
	for i, p := range packages {
		// Once for a package, and not once for a target as `go test -fuzz` would.
		bin := filepath.Join(dir, strconv.Itoa(i)+".test")
		if _, err := output(ctx, root, quickC(os.Getenv), "go", "test", "-c", "-fuzz=.", "-o", bin, "./"+p.dir); err != nil {
			wrong = append(wrong, err)
			continue
		}
		for _, name := range p.targets {
			f := fuzzer{bin: bin, dir: filepath.Join(root, p.dir), found: filepath.Join(dir, "found"), target: name}
			inputs, err := f.fill(ctx, budget/time.Duration(targets))
			fmt.Fprintf(said, "%s %s: %d inputs\n", p.dir, name, inputs)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %s: %w", p.dir, name, err))
			}
		}
	}
	return errors.Join(wrong...)
}

// fuzzer runs one target.
type fuzzer struct {
	bin    string // the package's test binary
	dir    string // the package's folder
	found  string // where Go keeps inputs that lead to new code: not what an earlier run found
	target string
}

// fill gives the target as many inputs as fit into the time, and returns how many.
func (f fuzzer) fill(ctx context.Context, share time.Duration) (int, error) {
	inputs := 0
	for left, next := share, fuzzProbe; next > 0; {
		start := time.Now()
		if err := f.run(ctx, next); err != nil {
			return inputs, err
		}
		inputs += next
		took := time.Since(start)
		left -= took
		next = following(next, took, left)
	}
	return inputs, nil
}

// following is how many inputs the next run gets, after one of so many that took
// so long; none where not as many as before fit into what is left.
func following(inputs int, took, left time.Duration) int {
	if left < took {
		return 0
	}
	return int(min(left.Seconds()/took.Seconds(), fuzzGrowth) * float64(inputs))
}

// run gives the target so many inputs. The error has the one it failed for.
func (f fuzzer) run(ctx context.Context, inputs int) error {
	ctx, cancel := context.WithTimeout(ctx, fuzzLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, f.bin, "-test.run=^$", "-test.fuzz=^"+f.target+"$", fmt.Sprintf("-test.fuzztime=%dx", inputs), "-test.fuzzcachedir="+f.found)
	cmd.Dir = f.dir
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		err = fmt.Errorf("%w after %v", ctx.Err(), fuzzLimit)
	}
	err = fmt.Errorf("%w\n%s", err, out)
	if file := regexp.MustCompile(`Failing input written to (\S+)`).FindSubmatch(out); file != nil {
		// The file is gone with a CI's checkout.
		if input, readErr := os.ReadFile(filepath.Join(f.dir, string(file[1]))); readErr == nil {
			err = fmt.Errorf("%w\n%s holds\n%s", err, file[1], input)
		}
	}
	return err
}
