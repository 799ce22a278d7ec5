package permalink

import (
	"net/url"
	"strings"

	"taskscope/internal/task"
)

// Input is what a person typed or pasted to open a task.
type Input struct {
	Ref  task.Ref
	Host string // of a pasted URL, lower-case, with its port: tells which source is meant. "" otherwise
	Own  bool   // the URL has Taskscope's own form, so its Ref is meant as written
}

// ParseInput understands an id, a Ref, and every URL under which OCP, its
// tools and Taskscope show a task:
//
//	https://ocp:8080/task/35000312
//	https://ocp:8080/#/task/35000312?backUrl=…
//	https://ocp:8080/api/v2/tasks/instances/35000312
//	https://taskscope/tasks/prod:35000312@3?view=graph
//
// The scheme may be missing, and scheme and host of a path that starts with /.
func ParseInput(text string) (Input, error) {
	text = strings.TrimSpace(text)
	if len(text) <= maxInput {
		if ref, err := task.ParseRef(text); err == nil {
			return Input{Ref: ref}, nil
		}
		if in, ok := urlInput(text); ok {
			return in, nil
		}
	}
	return Input{}, bad("task", text, Want{Kind: WantTask, Words: []string{refForm}})
}

// maxInput is the longest text that is looked into, in bytes. OCP hangs the
// page one came from on its URLs (backUrl), escaped again at every turn.
const maxInput = 4096

func urlInput(text string) (Input, bool) {
	switch path := strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//"); {
	case !strings.Contains(text, "/"):
		return Input{}, false
	case !path && !hasScheme(text):
		text = "http://" + strings.TrimLeft(text, "/")
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "") || (u.Scheme != "") != (u.Host != "") {
		return Input{}, false
	}
	for _, path := range []string{u.Path, u.Fragment} {
		if in, ok := taskIn(path); ok {
			in.Host = strings.ToLower(u.Host)
			return in, true
		}
	}
	return Input{}, false
}

// hasScheme looks before the first slash only: what comes later belongs to a
// backUrl.
func hasScheme(text string) bool {
	head, rest, _ := strings.Cut(text, "/")
	return strings.HasSuffix(head, ":") && strings.HasPrefix(rest, "/")
}

// taskIn finds the task in a path: …/task/{id}, …/tasks/instances/{id}[/…] or
// /tasks/{ref}[/…].
func taskIn(path string) (Input, bool) {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i := 0; i+1 < len(parts); i++ {
		switch parts[i] {
		case "task", "instances":
			if id, err := task.ParseID(parts[i+1]); err == nil {
				return Input{Ref: task.Ref{Task: id}}, true
			}
		case "tasks":
			if ref, err := task.ParseRef(parts[i+1]); err == nil {
				return Input{Ref: ref, Own: true}, true
			}
		}
	}
	return Input{}, false
}

// The pages without parameters.
const (
	Home     = "/"
	Import   = "/import"
	Open     = "/open" // GET ?task=…: redirects to the task that was typed or pasted
	Settings = "/settings"
)
