// Taskscope shows what an OceanBase OCP task did, in what order, and why it
// took that long.
//
//	taskscope serve    the web server (default); without --ocp a demo
//	taskscope sim      the simulated OCP alone
//	taskscope doctor   what serve would trip over, and what to do about it
//	taskscope import   saved responses, or an archive, into the history
//	taskscope export   everything as one archive
//	taskscope backup   a copy of the history's file
//	taskscope prune    old snapshots out of the history
//	taskscope list     what the history has
//
// A setting is a flag, else TASKSCOPE_<FLAG> in the environment, else a line
// of the --config file. Passwords and keys come from files or the environment.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	// A link may name any time zone; a small container knows none.
	_ "time/tzdata"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv)
	os.Exit(exitCode(err, os.Stderr))
}

// exitCode says why on one line, and is 0, 1 for what failed, or 2 for a
// command line that is wrong.
func exitCode(err error, stderr io.Writer) int {
	var usage *usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		return 2 // run has said why, with the usage
	case !errors.Is(err, errReported):
		fmt.Fprintf(stderr, "taskscope: %v\n", err)
	}
	return 1
}
