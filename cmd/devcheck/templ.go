package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// templ generates and formats in a copy of the project and compares, so that
// a file that is out of date is reported and not repaired behind one's back.
func templ(ctx context.Context, root string, _ io.Writer) error {
	dir, err := os.MkdirTemp("", "devcheck-templ-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	templates := 0
	err = walk(root, func(name string) error {
		if strings.HasSuffix(name, ".templ") {
			templates++
		}
		switch {
		case strings.HasSuffix(name, "_templ.go"):
			return nil // made anew below; one without a template must not appear
		case strings.HasSuffix(name, ".templ"), strings.HasSuffix(name, ".go"), name == "go.mod", name == "go.sum":
			return copyFile(root, dir, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if templates == 0 {
		return fmt.Errorf("%w: no .templ file", errSkip)
	}
	if _, err := output(ctx, root, nil, "go", "tool", "templ", "generate", "-path", dir); err != nil {
		return err
	}
	// Without a prettier of its own choosing: the result must not depend on what
	// is installed.
	_, err = output(ctx, root, nil, "go", "tool", "templ", "fmt", "-prettier-command", "no-prettier", dir)
	return errors.Join(err, compare(root, dir))
}

// compare complains of each template and generated file in root that differs
// from the one in fresh, is missing, or has no counterpart.
func compare(root, fresh string) error {
	var wrong []error
	err := walk(root, func(name string) error {
		if !strings.HasSuffix(name, "_templ.go") && !strings.HasSuffix(name, ".templ") {
			return nil
		}
		have, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		want, err := os.ReadFile(filepath.Join(fresh, name))
		switch {
		case errors.Is(err, os.ErrNotExist):
			wrong = append(wrong, fmt.Errorf("%s: no template makes this file; delete it", name))
		case err != nil:
			return err
		case bytes.Equal(have, want):
		case strings.HasSuffix(name, ".templ"):
			wrong = append(wrong, fmt.Errorf("%s: run go tool templ fmt on it", name))
		default:
			wrong = append(wrong, fmt.Errorf("%s: run go tool templ generate", name))
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = walk(fresh, func(name string) error {
		_, err := os.Stat(filepath.Join(root, name))
		if strings.HasSuffix(name, "_templ.go") && errors.Is(err, os.ErrNotExist) {
			wrong = append(wrong, fmt.Errorf("%s: missing; run go tool templ generate", name))
		}
		return nil
	})
	return errors.Join(append(wrong, err)...)
}
