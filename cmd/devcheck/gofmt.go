package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// gofmt checks every Go file that a person wrote.
func gofmt(_ context.Context, root string, _ io.Writer) error {
	var wrong []error
	err := walk(root, func(name string) error {
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		src, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		if err := formatted(name, src); err != nil {
			wrong = append(wrong, err)
		}
		return nil
	})
	return errors.Join(append(wrong, err)...)
}

// formatted is the complaint about one file, or nil. Files under testdata may
// be wrong on purpose, and generators have a format of their own.
func formatted(name string, src []byte) error {
	if strings.Contains("/"+name, "/testdata/") {
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return err
	}
	if ast.IsGenerated(file) {
		return nil
	}
	want, err := format.Source(src)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if !bytes.Equal(src, want) {
		return fmt.Errorf("%s: run gofmt -w on it", name)
	}
	return nil
}
