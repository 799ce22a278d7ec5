package main

import (
	"errors"
	"fmt"
	"io"
	"os"

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
	Files  []string `arg:"" name:"file" help:"Saved responses of OCP's detail API, or archives that export wrote; - is the standard input."`
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
	store, err := openStore(p, c, cmd.Db)
	if err != nil {
		return err
	}
	defer store.Close()
	reader, err := live.New(live.Config{DefaultSource: byDefault, Store: web.Store(store), Decode: ocp.Decode})
	if err != nil {
		return err
	}
	failed := false
	for _, name := range cmd.Files {
		line, err := cmd.one(p, store, reader, name)
		if err != nil {
			failed = true
			line = "not imported: " + err.Error()
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

// one imports a file, and says what it was.
func (cmd *importCmd) one(p *program, store *history.Store, reader *live.Reader, name string) (line string, err error) {
	archive, stdin, done, err := archiveOf(p.stdin, name)
	if err != nil {
		return "", errors.Join(err, done())
	}
	if archive != nil {
		line, err = restore(p, store, archive)
		return line, errors.Join(err, done())
	}
	body, err := readLimited(stdin, name)
	if err != nil {
		return "", err
	}
	answer, err := reader.Read(body)
	if not := (*task.NotATask)(nil); errors.As(err, &not) {
		return "", not
	} else if err != nil {
		return "", err
	}
	ref, err := reader.Import(p.ctx, cmd.Source, answer)
	return reader.Short(ref).String(), err
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
