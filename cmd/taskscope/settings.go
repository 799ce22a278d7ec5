package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// settings gives flags that are not on the command line their value from the
// environment, else from the --config file. Kong's own env tags are not used:
// a resolver would win over them.
type settings struct {
	env    lookup
	loaded bool
	file   map[string]any
}

// fileError is a settings file that cannot be used.
type fileError struct{ err error }

func (e *fileError) Error() string { return e.err.Error() }
func (e *fileError) Unwrap() error { return e.err }

// variable is the environment variable of a flag.
func variable(flag string) string {
	return "TASKSCOPE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// withVariable adds a flag's variable to its help.
func withVariable(v *kong.Value) string {
	help := kong.DefaultHelpValueFormatter(v)
	if v.Flag == nil || v.Flag.Name == "help" {
		return help
	}
	return strings.TrimSpace(help + " ($" + variable(v.Flag.Name) + ")")
}

// Validate does nothing: the file is checked when it is read.
func (s *settings) Validate(*kong.Application) error { return nil }

// Resolve is called for each flag that is not on the command line.
func (s *settings) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if flag.Name == "help" {
		return nil, nil
	}
	if !s.loaded {
		s.loaded = true
		if err := s.load(ctx); err != nil {
			return nil, &fileError{err}
		}
	}
	if value, ok := s.env(variable(flag.Name)); ok {
		return value, nil
	}
	if flag.Name == "config" {
		return nil, nil
	}
	return s.file[flag.Name], nil
}

// load reads the file that the command line or the environment names.
func (s *settings) load(ctx *kong.Context) error {
	path, _ := s.env(variable("config"))
	for _, p := range ctx.Path {
		if p.Flag != nil && p.Flag.Name == "config" {
			path, _ = ctx.FlagValue(p.Flag).(string)
		}
	}
	if path == "" {
		return nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("settings file %s: %w", path, cause(err))
	}
	if err := yaml.Unmarshal(b, &s.file); err != nil {
		return fmt.Errorf("settings file %s: %w", path, err)
	}
	known := flagNames(ctx.Model.Node)
	for name, value := range s.file {
		if name == "config" || !slices.Contains(known, name) {
			return fmt.Errorf("settings file %s: there is no setting %q", path, name)
		}
		if s.file[name], err = plain(value); err != nil {
			return fmt.Errorf("settings file %s: %s: %w", path, name, err)
		}
	}
	return nil
}

// plain is a value in a form that kong takes for every flag: a text, or texts
// joined by commas.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case []any:
		texts := make([]string, len(v))
		for i, e := range v {
			text, err := plain(e)
			if err != nil {
				return nil, err
			}
			texts[i] = text.(string)
		}
		return strings.Join(texts, ","), nil
	case string, int, bool, float64:
		return fmt.Sprint(v), nil
	}
	return nil, errors.New("want a text, a number, true, false, or a list of them")
}

// flagNames are the flags of all commands.
func flagNames(n *kong.Node) []string {
	var names []string
	for _, f := range n.Flags {
		names = append(names, f.Name)
	}
	for _, child := range n.Children {
		names = append(names, flagNames(child)...)
	}
	return names
}

// cause is what the system said, without the path that the message has already.
func cause(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}
