// Dag measures the layout of internal/dag: for every graph the CPU time, the
// crossings, the area and the length of the edges, and the same of Graphviz dot
// beside it where dot is installed. Both are counted by one program, from
// nothing but the drawing.
//
//	go run ./e2e/bench/dag                   graphs that it makes itself
//	go run ./e2e/bench/dag DIR...            graphs from files {"name","n","edges":[[u,v],...]}
//	go run ./e2e/bench/dag -json out DIR     keeps the rows
//	go run ./e2e/bench/dag -against out DIR  sets them beside a former run
//
// Times depend on the machine and are never a test.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "dag:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, diagnostics io.Writer) error {
	flags := flag.NewFlagSet("dag", flag.ContinueOnError)
	flags.SetOutput(diagnostics)
	runs := flags.Int("runs", 3, "layouts per graph at most; the best time counts")
	only := flags.String("only", "", "only graphs whose name matches this expression")
	dot := flags.Int("dot", 1200, "nodes up to which dot is run, when installed; 0 for never")
	limit := flags.Duration("dot-limit", time.Minute, "how long dot may take for one graph")
	keep := flags.String("json", "", "file to keep the rows in")
	former := flags.String("against", "", "file with the rows of a former run: sets our ratios beside it, and takes dot's rows from it")
	if err := flags.Parse(args); err != nil {
		return err
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return fmt.Errorf("flag -only: %w", err)
	}
	graphs := made()
	if flags.NArg() > 0 {
		if graphs, err = read(flags.Args()); err != nil {
			return err
		}
	}
	before, err := readRows(*former)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("dot"); err != nil {
		*dot = 0
	}
	var rows []row
	for _, g := range graphs {
		if !wanted.MatchString(g.Name) {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r := row{Name: g.Name, Nodes: g.N, Edges: len(g.Edges), Ours: measureOurs(g, *runs)}
		if old := before[g.Name]; old.Dot != nil {
			r.Dot = old.Dot
		} else if g.N <= *dot {
			if r.Dot, err = measureDot(ctx, g, *limit); err != nil {
				fmt.Fprintf(diagnostics, "dag: dot on %s: %v\n", g.Name, err)
			}
		}
		rows = append(rows, r)
	}
	if err := writeRows(*keep, rows); err != nil {
		return err
	}
	return table(out, rows, before)
}
