package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/task"
	"taskscope/web"
)

// maxImport bounds one file, in bytes.
const maxImport = 64 << 20

// importCmd is taskscope import.
type importCmd struct {
	Files  []string `arg:"" name:"file" help:"Saved responses of OCP's detail API; - is the standard input."`
	Db     string   `help:"File of the history (${default})." default:"taskscope.db" placeholder:"FILE"`
	Source string   `help:"Source that the tasks are of. Default: the one that serve has as its default." placeholder:"NAME"`
	Ocp    []string `help:"As for serve: the first one is the default source." placeholder:"[NAME=]URL"`
}

// Run imports each file on its own and prints a line for each.
func (cmd *importCmd) Run(p *program, c *cli) error {
	sources, err := addresses(cmd.Ocp)
	if err != nil {
		return &usageError{err}
	}
	byDefault := defaultSource(sources)
	if cmd.Source != "" && !task.ValidSource(cmd.Source) {
		return &usageError{fmt.Errorf("--source: %q is not the name of a source", cmd.Source)}
	}
	store, err := history.Open(p.ctx, history.Config{Path: cmd.Db, Now: time.Now, Logger: c.logger(p.stderr)})
	if err != nil {
		return fmt.Errorf("open the history: %w", err)
	}
	defer store.Close()
	reader, err := live.New(live.Config{DefaultSource: byDefault, Store: web.Store(store), Decode: ocp.Decode})
	if err != nil {
		return err
	}
	failed := false
	for _, name := range cmd.Files {
		ref, err := cmd.one(p, reader, name)
		line := "not imported: "
		if err != nil {
			failed = true
			line += err.Error()
		} else {
			line = reader.Short(ref).String()
		}
		if _, err := fmt.Fprintf(p.stdout, "%s: %s\n", name, line); err != nil {
			return err
		}
	}
	if failed {
		return errReported
	}
	return nil
}

func (cmd *importCmd) one(p *program, reader *live.Reader, name string) (task.Ref, error) {
	body, err := readLimited(p.stdin, name)
	if err != nil {
		return task.Ref{}, err
	}
	answer, err := reader.Read(body)
	if not := (*task.NotATask)(nil); errors.As(err, &not) {
		return task.Ref{}, not
	} else if err != nil {
		return task.Ref{}, err
	}
	return reader.Import(p.ctx, cmd.Source, answer)
}

func readLimited(stdin io.Reader, name string) ([]byte, error) {
	from := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, cause(err)
		}
		defer f.Close()
		from = f
	}
	body, err := io.ReadAll(io.LimitReader(from, maxImport+1))
	if err != nil {
		return nil, cause(err)
	}
	if len(body) > maxImport {
		return nil, fmt.Errorf("larger than %d MiB", maxImport>>20)
	}
	return body, nil
}
