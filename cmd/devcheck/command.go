package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// command is a check that holds when the command, run at the root, succeeds.
func command(name string, args ...string) func(context.Context, string, io.Writer) error {
	return func(ctx context.Context, root string, _ io.Writer) error {
		_, err := output(ctx, root, nil, name, args...)
		return err
	}
}

// output runs a command in dir with more environment and returns its stdout.
// The error has everything it printed.
func output(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.String(), nil
}
