package archtest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// top are the files and folders that may lie at the top, besides dotfiles.
var top = []string{"cmd", "e2e", "internal", "static", "views", "web", "README.md", "go.mod", "go.sum"}

// checkTop says what lies at the top that should not; files are from the root.
func checkTop(files []string) []string {
	var wrong []string
	seen := map[string]bool{}
	for _, file := range files {
		first, _, _ := strings.Cut(file, "/")
		if seen[first] || strings.HasPrefix(first, ".") || slices.Contains(top, first) {
			continue
		}
		seen[first] = true
		wrong = append(wrong, fmt.Sprintf("%s: at the top there are only %s and dotfiles", first, strings.Join(top, ", ")))
	}
	return wrong
}

// vague are names that say nothing of what is inside.
var vague = []string{"util", "utils", "common", "helper", "helpers", "misc", "models"}

// checkName says whether a file or one of its folders has a vague name.
func checkName(file string) []string {
	for _, part := range strings.Split(file, "/") {
		stem, _, _ := strings.Cut(part, ".")
		for _, word := range strings.Split(stem, "_") {
			if slices.Contains(vague, word) {
				return []string{fmt.Sprintf("%s: name it for its idea, not %q", file, word)}
			}
		}
	}
	return nil
}

// maxLines is where a second idea is hiding in a file.
const maxLines = 400

// checkLength complains of a source file that is too long.
func checkLength(file, src string) []string {
	if n := strings.Count(src, "\n"); n > maxLines {
		return []string{fmt.Sprintf("%s: %d lines; past %d, look for the second idea", file, n, maxLines)}
	}
	return nil
}

// vendored says whether a file was made elsewhere.
func vendored(file string) bool { return below(path.Dir(file), "static/vendor") }
