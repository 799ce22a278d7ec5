package e2e

import (
	"net/url"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// succeeded is a task of the cluster that cluster4 may see; failed is of another.
const succeeded = "35200001"

// signInAs fills in the form that the page shows.
func signInAs(p *Page, user string) {
	p.Fill(p.Label("User name"), user)
	p.Fill(p.Label("Password"), user)
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Sign in")))
}

// asked is the sign-in page that somebody is sent to from an address.
func asked(from string) string { return "/sign-in?back=" + url.QueryEscape(from) }

func signInMode(t *testing.T) *App { return Start(t, "--auth", "ocp") }

func TestSignInLeadsBack(t *testing.T) {
	t.Parallel()
	app := signInMode(t)
	for _, options := range []PageOptions{{}, {NoJS: true}} {
		options.Base = app.URL
		p := NewPage(t, options)
		want := "/tasks/" + failed + "?view=subtasks&state=failed"
		p.Open(want)
		p.At(asked(want))
		p.See(p.Role("heading", "Sign in"))
		p.Gone(p.Text("Add OB server"))
		signInAs(p, "viewer")
		p.At(want)
		p.See(p.Role("heading", "Add OB server"))
		p.See(p.Role("button", "Sign out"))
		p.Open("/history")
		p.Count(p.Locator("table.runs-table tbody tr"), 1)
	}
}

func TestSignInPageIsAccessible(t *testing.T) {
	t.Parallel()
	app := signInMode(t)
	for _, options := range []PageOptions{{}, {Dark: true}, {Width: 390}, {Locale: "zh-CN"}} {
		options.Base = app.URL
		p := NewPage(t, options)
		p.Open("/sign-in")
		Axe(t, p)
		p.Must(p.Expect(p.Locator("#sign-in-user")).ToBeFocused())
		if options.Locale == "" {
			continue
		}
		p.See(p.Role("heading", "登录"))
		p.Fill(p.Label("用户名"), "viewer")
		p.Fill(p.Label("密码"), "viewer")
		p.Click(p.Locator("main").GetByRole("button", pw.ByName("登录")))
		p.At("/")
		p.Open("/tasks/" + sample)
		p.Click(p.Role("button", "退出登录"))
		p.At("/sign-in")
		p.See(p.Role("heading", "登录"))
	}
}

func TestWrongPasswordSaysSo(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: signInMode(t).URL})
	p.Open("/sign-in")
	p.Fill(p.Label("User name"), "viewer")
	p.Fill(p.Label("Password"), "not this one")
	p.ExpectProblem("401 for a document")
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Sign in")))
	p.See(p.Role("heading", "User name or password is wrong"))
	p.Must(p.Expect(p.Label("User name")).ToHaveValue("viewer"))
	p.Must(p.Expect(p.Label("Password")).ToHaveValue(""))
	p.Must(p.Expect(p.Label("Password")).ToBeFocused())
	Axe(t, p)
	p.Fill(p.Label("Password"), "viewer")
	p.Press("Enter")
	p.At("/")
}

// TestSharedLinkIsJudgedByOCP sends a link to somebody who may not see the task,
// and to somebody who may.
func TestSharedLinkIsJudgedByOCP(t *testing.T) {
	t.Parallel()
	app := signInMode(t)
	viewer := NewPage(t, PageOptions{Base: app.URL})
	viewer.Open("/sign-in")
	signInAs(viewer, "viewer")
	viewer.At("/")
	for _, id := range []string{failed, succeeded} {
		viewer.Open("/tasks/" + id)
	}

	other := NewPage(t, PageOptions{Base: app.URL})
	link := "/tasks/" + failed + "@1"
	other.Open(link)
	other.At(asked(link))
	other.ExpectProblem("403 for a document")
	signInAs(other, "cluster4")
	other.At(link)
	other.See(other.Role("heading", "No permission to see task "+failed))
	other.See(other.Locator("main").GetByText("give the account cluster4 the permission TASK_VIEWER"))
	other.Gone(other.Text("Add OB server"))
	Axe(t, other)
	other.Open("/tasks/" + succeeded + "@1")
	other.See(other.Locator(".task h1"))
	for _, list := range []string{"/", "/history?all=1"} {
		other.Open(list)
		if text := strings.Join(other.All(other.Locator("main")), " "); strings.Contains(text, failed) || !strings.Contains(text, succeeded) {
			t.Errorf("%s shows cluster4 %.400q, want task %s alone", list, text, succeeded)
		}
	}
}

// TestAfterSignOutNothingIsLeft goes back through what was seen before.
func TestAfterSignOutNothingIsLeft(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: signInMode(t).URL})
	task := "/tasks/" + failed
	p.Open(task)
	signInAs(p, "viewer")
	p.At(task)
	p.See(p.Role("heading", "Add OB server"))
	p.Open("/history")
	p.See(p.Role("link", "Add OB server"))
	p.Click(p.Role("button", "Sign out"))
	p.At("/sign-in")
	for _, was := range []string{"/history", task} {
		if _, err := p.GoBack(); err != nil {
			t.Fatal(err)
		}
		p.At(asked(was))
		p.See(p.Role("heading", "Sign in"))
		p.Gone(p.Text("Add OB server"))
	}
}

// TestSessionThatEndedElsewhere: a page that is still open, whose session was
// ended in another tab, leads to the sign-in page and from there back.
func TestSessionThatEndedElsewhere(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: signInMode(t).URL})
	p.Open("/tasks/" + sample)
	signInAs(p, "viewer")
	p.At("/tasks/" + sample)
	p.See(p.Locator(".task h1"))
	p.Must(p.Context().ClearCookies())
	p.ExpectProblem("401 for a fetch")
	p.Click(p.Locator("main").GetByRole("link", pw.ByName("Graph")).First())
	p.At(asked("/tasks/" + sample + "?view=graph"))
	signInAs(p, "viewer")
	p.At("/tasks/" + sample + "?view=graph")
}
