package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"taskscope/e2e/internal/pw"
)

// serveWith starts Taskscope against an OCP, with an account of it.
func serveWith(t *testing.T, ocp *App, user, password string, args ...string) *App {
	t.Helper()
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return Start(t, append([]string{"--ocp", ocp.URL, "--ocp-user", user, "--ocp-password-file", file}, args...)...)
}

func TestOCPIsDown(t *testing.T) {
	t.Parallel()
	ocp := StartSim(t)
	app := serveWith(t, ocp, "viewer", "viewer")
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + failed)
	banner := p.Locator(".banner")
	p.Count(banner, 0)
	if err := ocp.Stop(); err != nil {
		t.Fatal(err)
	}

	// Seen before: the page, and what is wrong with it.
	p.Open("/tasks/" + failed)
	p.Must(p.Expect(banner).ToContainText("OCP could not be reached."))
	p.Must(p.Expect(banner).ToContainText("last seen"))
	p.See(p.Role("heading", "Add OB server"))
	p.Count(p.Locator(".tl-names a[data-id]"), 87)
	p.Click(rowOf(p, p.Eval(`() => document.querySelector(".tl-names a[data-id]").dataset.id`).(string)))
	p.See(panel(p))

	// Never seen: what is wrong, and where to go from here.
	p.OpenStatus("/tasks/"+sample, http.StatusBadGateway)
	p.See(p.Role("heading", "OCP cannot be reached"))
	p.See(p.Locator("main").GetByRole("link", pw.ByName("History")))
}

func TestOCPHasForgottenTheTask(t *testing.T) {
	t.Parallel()
	app := Start(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + forgotten)
	name, err := p.Locator("h1").InnerText()
	p.Must(err)
	p.Count(p.Locator(".banner"), 0)
	p.Open("/tasks/" + forgotten)
	p.Must(p.Expect(p.Locator(".banner")).ToContainText("OCP no longer has this task"))
	p.SeeText(p.Locator("h1"), name)
	p.Count(p.Locator(".tl-names a[data-id]"), int(p.Eval(`() => document.querySelectorAll(".dag a.node").length`).(int)))
}

func TestATaskThatOCPDoesNotHave(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.OpenStatus("/tasks/"+unknownTask, http.StatusNotFound)
	p.See(p.Role("heading", "Task "+unknownTask+" was not found"))
	main := p.Locator("main")
	for _, fact := range []string{"The task " + unknownTask + " does not exist.", "TSK10001", "traceId", "/tasks/" + unknownTask} {
		p.Must(p.Expect(main).ToContainText(fact))
	}
}

func TestAnAccountWithoutPermission(t *testing.T) {
	t.Parallel()
	app := serveWith(t, StartSim(t), "nobody", "nobody")
	p := NewPage(t, PageOptions{Base: app.URL})
	p.OpenStatus("/tasks/"+sample, http.StatusForbidden)
	p.See(p.Role("heading", "No permission to see task "+sample))
	p.Must(p.Expect(p.Locator("main")).ToContainText("give the account nobody the permission TASK_VIEWER"))
	p.Count(p.Locator(".tl, .dag"), 0)
}

// TestPermissionTakenAway: what history has is OCP's to show.
func TestPermissionTakenAway(t *testing.T) {
	t.Parallel()
	ocp := StartSim(t)
	db := filepath.Join(t.TempDir(), "taskscope.db")
	viewer := serveWith(t, ocp, "viewer", "viewer", "--db", db)
	p := NewPage(t, PageOptions{Base: viewer.URL})
	p.Open("/tasks/" + sample)
	p.See(p.Role("heading", "Reinstall OCP agent"))
	if err := viewer.Stop(); err != nil {
		t.Fatal(err)
	}
	nobody := NewPage(t, PageOptions{Base: serveWith(t, ocp, "nobody", "nobody", "--db", db).URL})
	nobody.OpenStatus("/tasks/"+sample, http.StatusForbidden)
	nobody.See(nobody.Role("heading", "No permission to see task "+sample))
	nobody.Gone(nobody.Role("heading", "Reinstall OCP agent"))
}

func TestAWrongPasswordOfTheConfiguration(t *testing.T) {
	t.Parallel()
	app := serveWith(t, StartSim(t), "viewer", "not-the-password")
	p := NewPage(t, PageOptions{Base: app.URL})
	p.OpenStatus("/tasks/"+sample, http.StatusBadGateway)
	p.See(p.Role("heading", "OCP refused the sign-in"))
	p.Must(p.Expect(p.Locator("main")).ToContainText("The password or key of the account viewer is wrong or expired."))
	p.Must(p.Expect(p.Locator("body")).Not().ToContainText("not-the-password"))
}
