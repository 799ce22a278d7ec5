// Live measures what it takes to have many viewers follow many running tasks:
// how often OCP is asked, how soon after its answer each viewer is told, how
// much that is, and what the server needs for it.
//
//	go run ./e2e/bench/live                             500 viewers of 50 tasks for a minute
//	go run ./e2e/bench/live -viewers 50 -tasks 5 -for 20s
//
// The program is built and started as it is, in front of an OCP that this
// command plays: its tasks go on with the clock, and it counts. Everything is
// on loopback. Times depend on the machine and are never a test.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "live:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, diagnostics io.Writer) error {
	flags := flag.NewFlagSet("live", flag.ContinueOnError)
	flags.SetOutput(diagnostics)
	viewers := flags.Int("viewers", 500, "pages that are followed")
	tasks := flags.Int("tasks", 50, "tasks that run")
	size := flags.Int("subtasks", 100, "subtasks of each")
	length := flags.Duration("for", time.Minute, "how long")
	program := flags.String("program", "", "the binary of taskscope; it is built when this is not given")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "taskscope-live")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if *program == "" {
		*program = filepath.Join(dir, "taskscope")
		build := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", *program, "./cmd/taskscope")
		build.Stderr = diagnostics
		if err := build.Run(); err != nil {
			return fmt.Errorf("build the program (run this at the module's root, or give -program): %w", err)
		}
	}
	ocp, err := newOCP(*tasks, *size)
	if err != nil {
		return err
	}
	defer ocp.close()
	app, err := start(ctx, *program, ocp.url, dir)
	if err != nil {
		return err
	}
	defer app.stop()

	var seen figures
	began := time.Now()
	limited, cancel := context.WithCancel(ctx)
	defer cancel()
	all := arrive(limited, app.url, *viewers, *tasks, &seen)
	fmt.Fprintf(diagnostics, "live: %d pages opened, each of which is followed at once, in %.1f s; following for %v\n",
		*viewers, time.Since(began).Seconds(), *length)
	pages := ocp.count()
	time.AfterFunc(*length, cancel)
	before := app.usage()
	memory := watch(limited, app, *length/10)
	all.Wait()
	after := app.usage()
	return report(out, result{
		viewers: *viewers, tasks: *tasks, size: *size, length: *length, polls: ocp.polls(pages), seen: &seen, memory: memory(),
		cpu: after.cpu - before.cpu, told: app.told(ctx),
	})
}
