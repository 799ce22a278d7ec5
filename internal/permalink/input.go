package permalink

import (
	"fmt"
	"net/url"
	"strings"

	"taskscope/internal/task"
)

// Input is what a person typed or pasted to open a task.
type Input struct {
	Ref  task.Ref
	Host string // of a pasted URL: tells which source is meant. "" otherwise
	Own  bool   // the URL has Taskscope's own form, so its Ref is meant as written
}

// ParseInput understands an id, a Ref, and every URL under which OCP, its
// tools and Taskscope show a task:
//
//	https://ocp:8080/task/35000312
//	https://ocp:8080/#/task/35000312?backUrl=…
//	https://ocp:8080/api/v2/tasks/instances/35000312
//	https://taskscope/tasks/prod:35000312@3?view=graph
func ParseInput(text string) (Input, error) {
	text = strings.TrimSpace(text)
	bad := &BadParam{Name: "task", Value: text[:min(len(text), 80)], Want: "a task id, [source:]taskID[@snapshot], or the URL of a task"}
	if ref, err := task.ParseRef(text); err == nil {
		return Input{Ref: ref}, nil
	}
	if len(text) > MaxText || !strings.Contains(text, "/") {
		return Input{}, bad
	}
	if !strings.Contains(text, "://") {
		text = "http://" + strings.TrimLeft(text, "/") // pasted without its scheme
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return Input{}, bad
	}
	for _, path := range []string{u.Path, u.Fragment} {
		if in, ok := taskIn(path); ok {
			in.Host = u.Host
			return in, nil
		}
	}
	return Input{}, bad
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

// OpenTask is the URL that opens what a person typed.
func OpenTask(text string) string {
	return fmt.Sprintf("%s?task=%s", Open, url.QueryEscape(text))
}
