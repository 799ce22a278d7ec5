package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"taskscope/internal/task"
)

// doctorCmd is taskscope doctor: it takes serve's flags and tries what serve
// would do with them.
type doctorCmd struct {
	serveCmd `embed:""`

	Task []string `help:"A task to read with the account, as [source:]id: permission may differ from task to task." placeholder:"REF"`
	Json bool     `help:"A JSON object on each line: state, about, text, to_do."`
}

// state is how a check went.
type state string

// The states. Only failed makes the exit code 1.
const (
	stateOK         state = "ok"
	stateWarning    state = "warning"
	stateFailed     state = "failed"
	stateNotChecked state = "not checked"
)

// finding is what came of one check.
type finding struct {
	State state  `json:"state"`
	About string `json:"about"` // "prod: account"
	Text  string `json:"text"`
	ToDo  string `json:"to_do,omitempty"` // for all but ok
}

// findings prints each as it comes: a check may take seconds.
type findings struct {
	w      io.Writer
	asJSON bool
	failed int
	err    error // of w
}

func (f *findings) ok(about, format string, args ...any) {
	f.add(finding{stateOK, about, fmt.Sprintf(format, args...), ""})
}

func (f *findings) add(one finding) {
	one.Text, one.ToDo = oneLine(one.Text), oneLine(one.ToDo)
	if one.State == stateFailed {
		f.failed++
	}
	line := fmt.Sprintf("%-12s %s: %s", one.State, one.About, one.Text)
	if one.ToDo != "" {
		line += " => " + one.ToDo
	}
	if f.asJSON {
		b, err := json.Marshal(one)
		f.err = errors.Join(f.err, err)
		line = string(b)
	}
	_, err := fmt.Fprintln(f.w, line)
	f.err = errors.Join(f.err, err)
}

// oneLine makes what OCP or the system said fit for a terminal.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r)
	}), " ")
}

// Run checks everything, whatever fails.
func (cmd *doctorCmd) Run(p *program, _ *cli) error {
	policy, sources, err := cmd.checked()
	if err != nil {
		return err
	}
	if _, err := cmd.keep(); err != nil {
		return &usageError{err}
	}
	tries, err := cmd.tries(sources)
	if err != nil {
		return &usageError{err}
	}
	f := &findings{w: p.stdout, asJSON: cmd.Json}
	cmd.checkSources(p, f, sources, tries)
	cmd.checkHistory(p.ctx, f)
	cmd.checkListen(p.ctx, f, policy)
	switch {
	case f.err != nil:
		return fmt.Errorf("print what was found: %w", f.err)
	case f.failed > 0:
		return errReported
	}
	return nil
}

// tries are the tasks of --task by their source.
func (cmd *doctorCmd) tries(sources []address) (map[string][]task.ID, error) {
	tries := map[string][]task.ID{}
	for _, text := range cmd.Task {
		ref, err := task.ParseRef(text)
		if err != nil || ref.Snapshot > 0 {
			return nil, fmt.Errorf("--task: %q is not of the form [source:]id", text)
		}
		if ref.Source == "" {
			ref.Source = defaultSource(sources)
		}
		known := false
		for _, a := range sources {
			known = known || a.name == ref.Source
		}
		if !known {
			return nil, fmt.Errorf("--task %s: there is no --ocp of the name %q", text, ref.Source)
		}
		tries[ref.Source] = append(tries[ref.Source], ref.Task)
	}
	return tries, nil
}
