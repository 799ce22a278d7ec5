package web

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// maxFileName is how many characters of a task's name go into a file's.
const maxFileName = 60

// fileName is the part of a Content-Disposition that names a file by its task,
// the snapshot and what it is: "Start_zone-35200004-3-subtasks.csv". It is a
// name on every system; a browser that knows no UTF-8 there leaves the task's
// name out.
func fileName(snap *task.Snapshot, kind permalink.Export) string {
	return named(snap.Task.Name, numbered(snap)+"-"+string(kind))
}

// runsName is fileName of a file made of several runs, with the name of the
// last.
func runsName(runs []*task.Snapshot, kind string) string {
	name := ""
	for _, snap := range runs {
		name += numbered(snap) + "-"
	}
	return named(runs[len(runs)-1].Task.Name, name+kind)
}

// numbered is a task's id with the snapshot.
func numbered(snap *task.Snapshot) string {
	s := snap.Task.ID.String()
	if n := snap.Ref.Snapshot; n > 0 {
		s += "-" + strconv.Itoa(n)
	}
	return s
}

// named writes both forms of a name: rest alone, and with the task's before it.
func named(task, rest string) string {
	names := `; filename="` + rest + `"`
	if name := plainName(task); name != "" {
		names += "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name+"-"+rest), "+", "%20")
	}
	return names
}

// plainName keeps letters, digits and what no system minds; the rest is one _.
func plainName(name string) string {
	var b strings.Builder
	count := 0
	for _, r := range name {
		if count == maxFileName {
			break
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '-' {
			r = '_'
		}
		if r == '_' && strings.HasSuffix(b.String(), "_") {
			continue
		}
		b.WriteRune(r)
		count++
	}
	return strings.Trim(b.String(), "_-")
}
