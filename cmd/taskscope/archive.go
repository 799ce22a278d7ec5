package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/ocp"
)

// openStore opens the history for a command that ends by itself.
func openStore(p *program, c *cli, path string) (*history.Store, error) {
	store, err := history.Open(p.ctx, history.Config{Path: path, Now: time.Now, Logger: c.logger(p.stderr)})
	if err != nil {
		return nil, fmt.Errorf("open the history: %w", err)
	}
	return store, nil
}

// openKept is openStore for a command that makes no sense without a history.
func openKept(p *program, c *cli, path string) (*history.Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the history %s: %w", path, cause(err))
	}
	return openStore(p, c, path)
}

// exportCmd is taskscope export.
type exportCmd struct {
	File string `arg:"" help:"Archive to write; it must not be there yet. - is the standard output."`
	Db   string `help:"File of the history (${default})." default:"taskscope.db" placeholder:"FILE"`
}

// Run writes the archive. A file has its name only when it is whole.
func (cmd *exportCmd) Run(p *program, c *cli) error {
	store, err := openKept(p, c, cmd.Db)
	if err != nil {
		return err
	}
	defer store.Close()
	if cmd.File == "-" {
		_, err := store.Export(p.ctx, p.stdout)
		return err
	}
	if _, err := os.Lstat(cmd.File); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("export to %s: %w", cmd.File, errors.Join(fs.ErrExist, err))
	}
	part, err := os.CreateTemp(filepath.Dir(cmd.File), filepath.Base(cmd.File)+".part-*")
	if err != nil {
		return fmt.Errorf("export to %s: %w", cmd.File, cause(err))
	}
	defer os.Remove(part.Name()) // when it has its name, this one is gone
	n, err := store.Export(p.ctx, part)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return err
	}
	if err := os.Link(part.Name(), cmd.File); err != nil { // does not overwrite, as a rename would
		return fmt.Errorf("export to %s: %w", cmd.File, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d snapshots\n", cmd.File, n)
	return err
}

// backupCmd is taskscope backup.
type backupCmd struct {
	File string `arg:"" help:"Copy to write; it must not be there yet."`
	Db   string `help:"File of the history (${default})." default:"taskscope.db" placeholder:"FILE"`
}

// Run copies the database, also while a server uses it.
func (cmd *backupCmd) Run(p *program, c *cli) error {
	store, err := openKept(p, c, cmd.Db)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Backup(p.ctx, cmd.File); err != nil {
		return err
	}
	fi, err := os.Stat(cmd.File)
	if err != nil {
		return fmt.Errorf("back up to %s: %w", cmd.File, cause(err))
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d bytes\n", cmd.File, fi.Size())
	return err
}

// archiveOf opens what is to be imported when it is an archive; else it is nil,
// and stdin is what it was. An archive is read twice, so one from the standard
// input is kept in a file until close.
func archiveOf(stdin io.Reader, name string) (archive io.ReadSeeker, rest io.Reader, closeIt func() error, err error) {
	done := func() error { return nil }
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, nil, done, cause(err)
		}
		start := make([]byte, 4)
		n, _ := io.ReadFull(f, start) // a shorter file is none
		if !history.IsArchive(start[:n]) {
			return nil, stdin, done, f.Close()
		}
		_, err = f.Seek(0, io.SeekStart)
		return f, stdin, f.Close, err
	}
	start := make([]byte, 4)
	n, err := io.ReadFull(stdin, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, done, err
	}
	all := io.MultiReader(bytes.NewReader(start[:n]), stdin)
	if !history.IsArchive(start[:n]) {
		return nil, all, done, nil
	}
	f, err := os.CreateTemp("", "taskscope-archive-*")
	if err != nil {
		return nil, nil, done, cause(err)
	}
	done = func() error { return errors.Join(f.Close(), os.Remove(f.Name())) }
	if _, err = io.Copy(f, all); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	return f, nil, done, err
}

// restore takes an archive in, and says what came of it.
func restore(p *program, store *history.Store, archive io.ReadSeeker) (string, error) {
	r, err := store.Restore(p.ctx, archive, ocp.Decode)
	if err != nil {
		return "", err
	}
	line := fmt.Sprintf("archive: %d new snapshots, %d known, %d notes, %d pins", r.New, r.Known, r.Notes, r.Pins)
	for _, m := range r.Renumbered {
		line += fmt.Sprintf("\n  %s is %s here: its number was another state's", m.From, m.To)
	}
	return line, nil
}
