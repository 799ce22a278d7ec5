package signinpage

import (
	"strings"
	"testing"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

func wrong() Input {
	return Input{URL: permalink.SignIn{Back: "/tasks/7?view=graph", Source: "test"}, User: viewtest.Hostile, Problem: Wrong,
		Sources: []Source{{"prod", "https://ocp.example"}, {"test", "https://ocp-test.example"}}}
}

func TestForm(t *testing.T) {
	for _, lang := range text.Langs() {
		doc := viewtest.Draw(t, View(New(viewtest.Frame(t, lang), Input{Sources: []Source{{"prod", "https://ocp.example"}}})))
		form := doc.Find(`main form[action="/sign-in"][method=post]`)
		for _, want := range []string{`input[name=user][autocomplete=username][required][autofocus]`,
			`input[name=password][type=password][autocomplete=current-password][required]`, `input[name=back][type=hidden]`, `button[type=submit]`} {
			if form.Find(want).Length() != 1 {
				t.Errorf("%s: the form lacks %s", lang, want)
			}
		}
		if doc.Find("select, .banner, header nav, form.open, form.sign-out, [aria-invalid]").Length() != 0 {
			t.Errorf("%s: there is more on the page than signing in needs", lang)
		}
		if !strings.Contains(doc.Find("main").Text(), "https://ocp.example") {
			t.Errorf("%s: the page does not say who checks the account", lang)
		}
	}
}

func TestProblems(t *testing.T) {
	undecided := Input{Problem: Undecided, Failure: &task.Failure{Kind: task.FailRefused, TraceID: "0123456789abcdef"}}
	for name, c := range map[string]struct {
		in   Input
		want string
	}{
		"wrong":     {Input{Problem: Wrong}, "User name or password is wrong"},
		"too often": {Input{Problem: TooOften, WaitMS: 61_200}, "try again in 1 m 02 s"},
		"undecided": {undecided, "0123456789abcdef"},
		"open door": {Input{Problem: OpenDoor}, "does not check passwords"},
		"ended":     {Input{URL: permalink.SignIn{Why: permalink.WhyEnded}}, "Your session has ended"},
		"refused":   {Input{URL: permalink.SignIn{Why: permalink.WhyRefused}}, "no longer accepts"},
	} {
		doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), c.in)))
		if got := strings.Join(viewtest.Texts(doc.Find(".banner")), " "); !strings.Contains(got, c.want) {
			t.Errorf("%s: the banner says %q, want %q", name, got, c.want)
		}
	}
}

func TestWrongKeepsTheUser(t *testing.T) {
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), wrong())))
	if got := doc.Find("input[name=user]").AttrOr("value", ""); got != viewtest.Hostile {
		t.Errorf("user = %q, want what was filled in", got)
	}
	if doc.Find("input[type=password][autofocus]:not([value])").Length() != 1 {
		t.Error("the password is not empty and waiting")
	}
	if doc.Find(`[aria-invalid=true][aria-describedby="sign-in-why"]`).Length() != 2 {
		t.Error("the fields do not say that they are wrong, and where that is explained")
	}
	if got := doc.Find("option[selected]").AttrOr("value", ""); got != "test" {
		t.Errorf("chosen source = %q, want test", got)
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range text.Langs() {
		frame := viewtest.Frame(t, lang)
		frame.Demo = true
		viewtest.Golden(t, "wrong."+string(lang), View(New(frame, wrong())))
	}
}
