package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// block is the first block of a language in README.
func block(t *testing.T, language string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(b), "\n```"+language+"\n")
	text, _, ended := strings.Cut(rest, "```\n")
	if !found || !ended {
		t.Fatalf("README has no %s", language)
	}
	return text
}

// TestSettingsOfREADME takes the file that README shows, with what this
// machine does not have put right on the command line.
func TestSettingsOfREADME(t *testing.T) {
	config := write(t, "config.yaml", block(t, "yaml"))
	stdout, stderr, err := once(t, map[string]string{"TASKSCOPE_OCP_PASSWORD": doctorSecret}, "", "doctor", "--config", config,
		"--ocp", "http://127.0.0.1:1", "--ocp-ca-file", "", "--listen", "127.0.0.1:0", "--db", filepath.Join(t.TempDir(), "x.db"))
	if !errors.Is(err, errReported) || !strings.Contains(stdout, "ocp: connection") || strings.Count(stdout, "failed ") != 1 {
		t.Errorf("doctor = %v, want nothing to fail but the connection\n%s%s", err, stdout, stderr)
	}
}

// TestUnitOfREADME holds the flags of the systemd unit and of the container
// against those that there are.
func TestUnitOfREADME(t *testing.T) {
	for _, language := range []string{"ini", "dockerfile"} {
		text := block(t, language)
		if strings.Count(text, "--config") != 1 || strings.Count(text, "--db") != 1 {
			t.Errorf("%s: no settings, or no history", language)
		}
	}
	unit := strings.ReplaceAll(block(t, "ini"), "\\\n", "")
	for line := range strings.Lines(unit) {
		command, ok := strings.CutPrefix(line, "ExecStart=/usr/local/bin/taskscope ")
		if !ok {
			continue
		}
		if _, stderr, err := once(t, nil, "", append(strings.Fields(command), "--help")...); err != nil {
			t.Errorf("taskscope %s = %v\n%s", command, err, stderr)
		}
		return
	}
	t.Error("the unit starts nothing")
}
