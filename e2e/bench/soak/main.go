// Soak uses the program for a while against an OCP in which everything goes
// wrong that the simulator knows, by readers of whom some leave early, and looks
// at what is left of it: memory, goroutines and file handles of the server once
// it is quiet again, answers that no input may yield, whether it ends in time
// when it is told to, and whether its history is sound.
//
//	go run ./e2e/bench/soak                          20,000 requests or a minute, whichever is first
//	go run ./e2e/bench/soak -requests 500 -for 15s
//
// It is bounded in requests and in time, stays on loopback, cleans up, and ends
// by itself with exit code 1 when something is left over. The figures depend on
// the machine; what is held against a limit does not.
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
		fmt.Fprintln(os.Stderr, "soak:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, diagnostics io.Writer) error {
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.SetOutput(diagnostics)
	requests := flags.Int("requests", 20_000, "requests at most")
	length := flags.Duration("for", time.Minute, "time at most, without what hangs at its end")
	readers := flags.Int("readers", 16, "readers at the same time")
	program := flags.String("program", "", "the binary of taskscope; it is built when this is not given")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "taskscope-soak")
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
	sim, err := start(ctx, diagnostics, *program, "sim", "--listen", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer sim.kill()
	db := filepath.Join(dir, "soak.db")
	app, err := start(ctx, diagnostics, *program, "serve", "--listen", "127.0.0.1:0", "--db", db, "--ocp", sim.url, "--ocp-user", "viewer")
	if err != nil {
		return err
	}
	defer app.kill()
	return soak(ctx, out, app, plan{requests: *requests, length: *length, readers: *readers},
		exec.CommandContext(ctx, *program, "doctor", "--listen", "127.0.0.1:0", "--db", db))
}
