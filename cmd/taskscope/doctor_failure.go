package main

import (
	"errors"
	"fmt"

	"taskscope/internal/task"
)

// failed says what OCP did and what to do about it.
func failed(err error) (text, toDo string) {
	f := (*task.Failure)(nil)
	if !errors.As(err, &f) {
		return err.Error(), "try again"
	}
	text, toDo = saidOf(f)
	if f.HTTPStatus != 0 {
		text += fmt.Sprintf(", HTTP %d", f.HTTPStatus)
	}
	if f.Message != "" {
		text += fmt.Sprintf(", OCP says: %s %s", f.Code, f.Message)
	} else if f.Err != nil {
		text += ": " + f.Err.Error()
	}
	if f.TraceID != "" {
		text += ", trace " + f.TraceID
	}
	return text, toDo
}

// saidOf is the meaning of a kind of failure for who runs Taskscope. Every kind has one: see the test.
func saidOf(f *task.Failure) (text, toDo string) {
	const look = "look into OCP's log, or the proxy's before it, for the trace id"
	switch f.Kind {
	case task.FailNotFound:
		return "OCP has no such task", "try the id of a task that OCP's task list shows"
	case task.FailUnauthorized:
		return fmt.Sprintf("OCP refuses the account %s", f.Account),
			"check the user and the password file, or the access key and its secret; OCP locks an account for half an hour after 20 refusals"
	case task.FailForbidden:
		return fmt.Sprintf("OCP does not let %s see this task", f.Account), "have OCP's administrator give the account TASK_VIEWER, also for the task's cluster or tenant"
	case task.FailThrottled:
		return fmt.Sprintf("OCP asks to wait for %v", f.RetryAfter), "wait; then find out which program asks OCP so often as this account"
	case task.FailServer:
		return "OCP, or a proxy before it, fails", look
	case task.FailRejected:
		return "OCP rejects the request", "check --ocp and --ocp-api-path: /api/v2 for OCP, /api/v1 for OCP Express"
	case task.FailRefused:
		return "the connection is refused", "is OCP running, and is that its port?"
	case task.FailReset:
		return "the connection breaks before the answer is complete", look
	case task.FailTruncated:
		return "the answer is shorter than announced", look
	case task.FailTimeout:
		return "no answer in time", "OCP is overloaded, or a firewall swallows the request"
	case task.FailNotJSON:
		return "what answers is not OCP's API", "check --ocp and --ocp-api-path: a login page or another program is there"
	case task.FailRedirect:
		return "it is redirected to where no account may be sent", "give the address that it redirects to, if that is OCP, or go round the sign-in proxy"
	case task.FailTooLarge:
		return "the answer is larger than any task", look
	case task.FailNoData:
		return "the answer has nothing in it", "check --ocp-api-path; else " + look
	case task.FailOtherTask:
		return "the answer is about another task", "a cache between here and OCP mixes up answers: go round it"
	}
	return string(f.Kind), look
}
