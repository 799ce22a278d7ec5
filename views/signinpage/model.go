// Package signinpage is where a visitor signs in with their own account of OCP,
// in sign-in mode.
package signinpage

import (
	"strings"
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL     permalink.SignIn // as it was asked for; Back leads to this server
	Sources []Source         // the default one first
	User    string           // as it was filled in
	Problem Problem
	Failure *task.Failure // with Undecided: why OCP did not decide
	WaitMS  int64         // with TooOften
}

// Source is an OCP to sign in to.
type Source struct{ Name, Address string }

// Problem is why the last try did not succeed.
type Problem string

// The problems. Wrong is the answer to every user and password that OCP
// refuses, whether there is such a user or not.
const (
	None      Problem = ""
	Wrong     Problem = "wrong"
	TooOften  Problem = "too_often"
	Undecided Problem = "undecided" // OCP was not reached or did not say
	OpenDoor  Problem = "open_door" // OCP lets in everybody, so nothing is proved
)

// Page is the model of the page.
type Page struct {
	ui.Page
	Banners []ui.Banner
	Sources []Choice // none when there is one source alone
	To      string   // what is signed in to: "OCP at https://…"
	Back    string
	User    string
	Wrong   bool // the fields are what is wrong
	Hints   []string
}

// Choice is a source to choose.
type Choice struct {
	Value, Text string
	Chosen      bool
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	t := p.Text
	p.Title, p.Bare = t.T("sign_in.title"), true
	page := Page{Page: p, Back: in.URL.Back, User: in.User, Wrong: in.Problem == Wrong}
	if b, ok := banner(t, in); ok {
		page.Banners = []ui.Banner{b}
	}
	chosen := in.URL.Source
	if chosen == "" && len(in.Sources) > 0 {
		chosen = in.Sources[0].Name
	}
	for _, s := range in.Sources {
		name := strings.TrimSpace(s.Name + " " + s.Address)
		if len(in.Sources) > 1 {
			page.Sources = append(page.Sources, Choice{s.Name, name, s.Name == chosen})
		} else if s.Address != "" {
			page.To = t.T("sign_in.to", "Address", s.Address)
		}
	}
	page.Hints = []string{t.T("sign_in.hint_account"), t.T("sign_in.hint_password")}
	if p.Demo {
		page.Hints = append(page.Hints, t.T("sign_in.hint_demo"))
	}
	return page
}

// banner says why the page is shown, if there is something to say.
func banner(t text.Printer, in Input) (ui.Banner, bool) {
	bad := func(title, why string) (ui.Banner, bool) {
		return ui.Banner{Kind: ui.Error, Title: title, Lines: []string{why}}, true
	}
	switch in.Problem {
	case Wrong:
		return bad(t.T("sign_in.wrong"), t.T("sign_in.wrong_why"))
	case TooOften:
		return bad(t.T("sign_in.too_often"), t.T("sign_in.too_often_why", "Wait", t.Duration(roundUp(in.WaitMS))))
	case OpenDoor:
		return bad(t.T("sign_in.open_door"), t.T("sign_in.open_door_why"))
	case Undecided:
		b, ok := bad(t.T("sign_in.undecided"), t.T("sign_in.undecided_why"))
		if f := in.Failure; f != nil {
			b.Lines = append([]string{t.Failure(f.Kind)}, b.Lines...)
			b.Facts = []ui.Fact{{Name: t.T("task.trace"), Value: f.TraceID}}
		}
		return b, ok
	}
	switch in.URL.Why {
	case permalink.WhyEnded:
		return ui.Banner{Kind: ui.Info, Title: t.T("sign_in.ended")}, true
	case permalink.WhyRefused:
		return ui.Banner{Kind: ui.Warning, Title: t.T("sign_in.refused"), Lines: []string{t.T("sign_in.refused_why")}}, true
	}
	return ui.Banner{}, false
}

// roundUp makes whole seconds: nobody waits for a part of one.
func roundUp(ms int64) int64 {
	second := time.Second.Milliseconds()
	return (ms + second - 1) / second * second
}
