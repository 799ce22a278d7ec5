package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"
)

// usageError is a command line that is wrong.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// errReported is a failure whose reason was printed already.
var errReported = errors.New("already reported")

// program is what a command may touch of the world.
type program struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	env            lookup
	drain          time.Duration // how long requests under way may take at the end
}

// lookup reads an environment variable, as os.LookupEnv does.
type lookup func(name string) (string, bool)

// cli is the command line.
type cli struct {
	Config    string `help:"YAML file with settings, named as the flags." placeholder:"FILE"`
	LogFormat string `help:"Form of the log on stderr: ${enum}." enum:"text,json" default:"text"`
	LogLevel  string `help:"Least grave record that is logged: ${enum}." enum:"debug,info,warn,error" default:"info"`

	Serve  serveCmd  `cmd:"" default:"withargs" help:"Serve the pages. Without --ocp: a demo with a simulated OCP."`
	Sim    simCmd    `cmd:"" help:"Serve the simulated OCP alone; user viewer/viewer has TASK_VIEWER, cluster4/cluster4 for one cluster, nobody/nobody has not."`
	Doctor doctorCmd `cmd:"" help:"Check OCP, account, permission, clocks, history and listen address as serve would use them, and say what to do."`
	Import importCmd `cmd:"" help:"Take saved responses, or an archive, into the history."`
	Export exportCmd `cmd:"" help:"Write everything the history has as one archive."`
	Backup backupCmd `cmd:"" help:"Copy the history's file, also while a server uses it."`
	Prune  pruneCmd  `cmd:"" help:"Drop old snapshots; none that is pinned, has a note or is of a running task."`
	List   listCmd   `cmd:"" aliases:"search" help:"List or search the history."`
}

// run is the program.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env lookup) error {
	p := &program{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, env: env, drain: drain}
	var c cli
	helped := false
	parser, err := kong.New(&c,
		kong.Name("taskscope"),
		kong.Description("Shows what an OceanBase OCP task did, in what order, and why it took that long.\n\n"+
			"A setting is a flag, else TASKSCOPE_<FLAG> in the environment, else a line of the --config file."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
		kong.Resolvers(&settings{env: env}),
		kong.ValueFormatter(withVariable),
	)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return refuse(parser, err, stderr)
	}
	err = parsed.Run(p, &c)
	if usage := (*usageError)(nil); errors.As(err, &usage) {
		return refuse(parser, err, stderr)
	}
	return err
}

// refuse prints why, and the usage, unless it is the settings file that is
// wrong: that is a failed start.
func refuse(parser *kong.Kong, err error, stderr io.Writer) error {
	if file := (*fileError)(nil); errors.As(err, &file) {
		return file
	}
	fmt.Fprintf(stderr, "taskscope: %v\n\n", err)
	trace, traceErr := kong.Trace(parser, nil)
	if parseErr := (*kong.ParseError)(nil); errors.As(err, &parseErr) {
		trace, traceErr = parseErr.Context, nil
	}
	if traceErr == nil {
		trace.Stdout = stderr
		_ = trace.PrintUsage(true) // nowhere left to say that stderr is closed
	}
	return &usageError{err}
}
