package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// walk calls f for each file of the project below root, with its path from root
// in slashes. What was installed or left behind is passed over.
func walk(root string, f func(name string) error) error {
	return fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() {
			return f(name)
		}
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		if hidden || d.Name() == "node_modules" || name == "e2e/artifacts" {
			return fs.SkipDir
		}
		return nil
	})
}

// copyFile copies a file, named from both roots, and makes the folders it needs.
func copyFile(from, to, name string) error {
	content, err := os.ReadFile(filepath.Join(from, name))
	if err != nil {
		return err
	}
	target := filepath.Join(to, name)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	return os.WriteFile(target, content, 0o644)
}
