package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"taskscope/internal/ocp"
	"taskscope/internal/task"
)

// The clock differences that matter: durations of running tasks are told by
// OCP's clock, so a small one is no harm; OCP refuses signatures that are older
// than fifteen minutes.
const (
	clockNotable = 2 * time.Second
	clockRefused = 15 * time.Minute
)

// checkSources asks every OCP. That there is no account, or no trust, keeps no
// other check from being made.
func (cmd *doctorCmd) checkSources(p *program, f *findings, sources []address, tries map[string][]task.ID) {
	if len(sources) == 0 {
		f.add(finding{stateWarning, "sources", "none is configured: serve runs the demo with a simulated OCP", "give --ocp https://host:port"})
		return
	}
	auth, err := cmd.reads(p.env, false)
	if err != nil {
		f.add(finding{stateFailed, "account", err.Error(), "correct it; until then OCP is asked as nobody"})
		auth = nil
	}
	config, err := trust(cmd.OcpCaFile)
	if err != nil {
		f.add(finding{stateFailed, "trust", err.Error(), "give a PEM file that has the certificate which signed OCP's"})
		config, _ = trust("") // reads nothing
	}
	for _, a := range sources {
		open := checkLine(p.ctx, f, a, config)
		asked := auth
		if auth == nil {
			asked = ocp.NoAccount{}
		}
		client, err := ocp.New(ocp.Config{Name: a.name, BaseURL: a.url.String(), APIPath: cmd.OcpApiPath, Auth: asked, Transport: ocp.NewTransport(config)})
		switch {
		case err != nil:
			f.add(finding{stateFailed, a.name + ": settings", err.Error(), "correct --ocp or the account"})
		case !open:
			f.add(finding{stateNotChecked, a.name + ": API, account, permission, clocks", "OCP cannot be reached", "see above"})
		default:
			cmd.checkAPI(p.ctx, f, a.name, client, auth)
			for _, id := range tries[a.name] {
				checkTask(p.ctx, f, a.name, client, id)
			}
		}
	}
}

// checkAPI makes one request and tells everything that its answer tells. Auth
// is nil when the configuration has no account that can be used.
func (cmd *doctorCmd) checkAPI(ctx context.Context, f *findings, source string, client *ocp.Client, auth ocp.Auth) {
	got, err := client.Probe(ctx, "en")
	var failure *task.Failure
	refused := errors.As(err, &failure) && failure.Kind == task.FailUnauthorized
	_, visitors := auth.(ocp.NoAccount)
	nobody := visitors || auth == nil
	api, account, permission := source+": API", source+": account", source+": permission"
	switch {
	case err != nil && !refused:
		text, toDo := failed(err)
		f.add(finding{stateFailed, api, text, toDo})
		f.add(finding{stateNotChecked, account + ", permission", "OCP did not answer as OCP does", "see above"})
	case nobody && !refused:
		f.ok(api, "OCP answers in its own form%s", answeredBy(got))
		f.add(finding{stateFailed, account, ocp.ErrOpenDoor.Error() + ", so no visitor can prove who they are", "what stands before OCP and signs in for everybody? Give OCP's own address"})
	case visitors:
		f.ok(api, "OCP answers in its own form%s, and asks for an account", answeredBy(got))
		f.add(finding{stateNotChecked, permission, "visitors sign in with their own accounts", "each needs TASK_VIEWER"})
	case refused:
		f.ok(api, "OCP answers in its own form%s", answeredBy(got))
		if auth != nil {
			text, toDo := failed(err)
			f.add(finding{stateFailed, account, text, toDo})
		}
		f.add(finding{stateNotChecked, permission, "there is no account that OCP accepts", "see above"})
	default:
		f.ok(api, "OCP answers in its own form%s", answeredBy(got))
		f.ok(account, "OCP accepts %s", client.Account())
		f.add(permitted(permission, client.Account(), got))
	}
	cmd.checkClock(f, source+": clocks", got)
}

func answeredBy(p ocp.Probed) string {
	if p.Server == "" {
		return ""
	}
	return " (server " + p.Server + ")"
}

// permitted is what the list of tasks tells of the permission. OCP may give it
// for some clusters only, so a list with nothing in it is suspicious.
func permitted(about, account string, p ocp.Probed) finding {
	n, counted := p.Tasks.V, p.Tasks.OK
	switch {
	case !p.Permitted:
		return finding{stateFailed, about, fmt.Sprintf("OCP does not let %s see tasks (403)", account),
			"have OCP's administrator give the account a role with TASK_VIEWER, the right to read tasks"}
	case counted && n == 0:
		return finding{stateWarning, about, fmt.Sprintf("%s may ask for tasks, but sees none", account),
			"if OCP has tasks, give the account the right to read those of its clusters and tenants; try one with --task"}
	case counted:
		return finding{stateOK, about, fmt.Sprintf("%s sees %d tasks", account, n), ""}
	}
	return finding{stateOK, about, account + " may ask for tasks", ""}
}

// checkTask reads a task as a page would.
func checkTask(ctx context.Context, f *findings, source string, client *ocp.Client, id task.ID) {
	about := fmt.Sprintf("%s: task %s", source, id)
	got, err := client.Fetch(ctx, id, "en")
	var failure *task.Failure
	switch {
	case err == nil:
		f.ok(about, "read: %q with %d subtasks, %d oddities in its data", got.Response.Task.Name, len(got.Response.Task.Subtasks), len(got.Response.Problems))
	case errors.As(err, &failure) && failure.Kind == task.FailNotFound:
		text, toDo := failed(err)
		f.add(finding{stateWarning, about, text, toDo})
	default:
		text, toDo := failed(err)
		f.add(finding{stateFailed, about, text, toDo})
	}
}

// checkClock holds OCP's clock against ours.
func (cmd *doctorCmd) checkClock(f *findings, about string, p ocp.Probed) {
	ahead, within, ok := p.Ahead()
	if !ok {
		f.add(finding{stateNotChecked, about, "OCP did not say what time it is", "see above"})
		return
	}
	way, off := "ahead of", ahead
	if ahead < 0 {
		way, off = "behind", -ahead
	}
	text := fmt.Sprintf("OCP's is %d ms %s this machine's, give or take %d ms", off.Milliseconds(), way, within.Milliseconds()+1)
	switch {
	case cmd.OcpAuth == "aksk" && off-within > clockRefused:
		f.add(finding{stateFailed, about, text + "; OCP refuses signatures that are 15 minutes off", "set the clocks of both machines by NTP"})
	case off-within > clockNotable:
		f.add(finding{stateWarning, about, text, "set the clocks of both machines by NTP: Taskscope draws by OCP's clock, but tells how old a snapshot is by its own"})
	default:
		f.ok(about, "%s", text)
	}
}
