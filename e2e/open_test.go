package e2e

import "testing"

func TestOpenATask(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, test := range []struct{ name, typed, path string }{
		{"by its id", sample, "/tasks/" + sample},
		{"by an id with spaces around it", "  " + sample + " ", "/tasks/" + sample},
		{"by a reference", "local:" + sample, "/tasks/" + sample},
		{"by the address of OCP's page", "https://ocp.example.com:8080/#/task/" + sample + "?backUrl=%2Ftask", "/tasks/" + sample},
		{"by the address of OCP's API", "http://10.0.0.1:8080/api/v2/tasks/instances/" + sample, "/tasks/" + sample},
		{"by a link of a colleague", app.URL + "/tasks/" + sample + "?view=graph", "/tasks/" + sample},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: app.URL})
			p.Open("/")
			p.Fill(p.Locator("#home-task"), test.typed)
			p.Press("Enter")
			p.At(test.path)
			p.See(p.Role("heading", "Reinstall OCP agent"))
		})
	}
}

func TestOpenATaskFromTheTopOfAnotherTasksPage(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed)
	p.Fill(p.Locator("header.bar").Locator("#open-task"), sample)
	p.Click(p.Role("button", "Open"))
	p.At("/tasks/" + sample)
	p.See(p.Role("heading", "Reinstall OCP agent"))
}

func TestOpenATaskOfTheDemosList(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/")
	p.Click(p.Role("region", "Tasks of the simulated OCP").Locator(`a[href="/tasks/` + failed + `"]`))
	p.At("/tasks/" + failed)
	p.See(p.Role("heading", "Add OB server"))
}

func TestTypingWhatIsNoTaskSaysWhatWouldBe(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.ExpectProblem("400 for a document")
	p.Open("/")
	p.Fill(p.Locator("#home-task"), "yesterday's backup")
	p.Press("Enter")
	p.See(p.Locator("h1:has-text(\"“task”\")"))
	p.See(p.Locator("main").GetByText("yesterday's backup"))
	p.See(p.Locator("main").GetByText("a task id, a reference [source:]taskID[@snapshot], or the URL of a task"))
	// It stands in the box, to be corrected.
	p.Must(p.Expect(p.Locator("#open-task")).ToHaveValue("yesterday's backup"))
	p.Fill(p.Locator("#open-task"), sample)
	p.Press("Enter")
	p.At("/tasks/" + sample)
}
