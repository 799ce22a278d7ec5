package errorpage

import (
	"strings"
	"testing"
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

func forbidden() Input {
	return Input{Status: 403, Asked: "/tasks/prod:35000999?view=graph", RequestID: "41f20a9c7be03d55",
		Ref: task.Ref{Source: "prod", Task: 35000999},
		Failure: &task.Failure{Kind: task.FailForbidden, Source: "prod", Task: 35000999, HTTPStatus: 403, Code: "TSK403",
			Message: "No permission.", TraceID: "9c2f6c3b0e5d4a11", Server: "10.0.0.12", Account: "viewer"}}
}

// TestEveryKindInBothLanguages: each has a title, a sentence and advice of its
// own, and Draw's laws find a word that is missing.
func TestEveryKindInBothLanguages(t *testing.T) {
	for _, lang := range text.Langs() {
		titles := map[string]string{}
		check := func(name string, in Input) {
			t.Run(string(lang)+"/"+name, func(t *testing.T) {
				page := New(viewtest.Frame(t, lang), in)
				doc := viewtest.Draw(t, View(page))
				h1 := doc.Find("h1").Text()
				if other, twice := titles[h1]; twice || h1 == "" {
					t.Errorf("title %q is also that of %s", h1, other)
				}
				titles[h1] = name
				if !strings.Contains(doc.Find("title").Text(), h1) {
					t.Errorf("document title %q lacks %q", doc.Find("title").Text(), h1)
				}
				if strings.TrimSpace(doc.Find(".error-what").Text()) == "" || doc.Find(".advice li").Length() == 0 {
					t.Error("the page does not say what happened and what to do")
				}
				if got := doc.Find(".error-status").Text(); !strings.Contains(got, "418") {
					t.Errorf("status = %q, want 418 in it", got)
				}
				for _, home := range []string{permalink.Home, permalink.History{}.String()} {
					if doc.Find(`.ways a[href="`+home+`"]`).Length() != 1 {
						t.Errorf("no way on to %s", home)
					}
				}
			})
		}
		for _, k := range Kinds() {
			check(string(k), Input{Status: 418, Kind: k})
		}
		for _, k := range task.FailureKinds() {
			check(ofFailure(k), Input{Status: 418, Failure: &task.Failure{Kind: k, Source: "prod", Task: 7, Account: "viewer"}})
		}
	}
}

func TestForbiddenNamesAccountAndPermission(t *testing.T) {
	for _, lang := range text.Langs() {
		doc := viewtest.Draw(t, View(New(viewtest.Frame(t, lang), forbidden())))
		advice, facts := doc.Find(".advice").Text(), doc.Find(".error-facts").Text()
		for _, want := range []string{"viewer", "TASK_VIEWER"} {
			if !strings.Contains(advice, want) || !strings.Contains(facts, want) {
				t.Errorf("%s: advice %q and facts %q, want %s in both", lang, advice, facts, want)
			}
		}
		for _, want := range []string{"35000999", "prod", "403", "TSK403", "9c2f6c3b0e5d4a11", "10.0.0.12", "41f20a9c7be03d55", "/tasks/prod:35000999?view=graph"} {
			if !strings.Contains(facts, want) {
				t.Errorf("%s: facts %q lack %s", lang, facts, want)
			}
		}
		if got := doc.Find(".said blockquote").Text(); got != "No permission." {
			t.Errorf("%s: OCP's message = %q", lang, got)
		}
		// Whether history has the task is nobody's business who may not read it.
		if strings.Contains(advice, viewtest.Frame(t, lang).Text.T("error.never_seen")) {
			t.Errorf("%s: the page tells whether history has it", lang)
		}
	}
}

func TestDetails(t *testing.T) {
	frame := viewtest.Frame(t, text.English)
	draw := func(in Input) func(selector string) string {
		doc := viewtest.Draw(t, View(New(frame, in)))
		return func(selector string) string { return doc.Find(selector).Text() }
	}
	param := draw(Input{Status: 400, Kind: BadParameter, Param: &permalink.BadParam{Name: "sort", Value: "colour", Want: permalink.OneOf("a", "b")}})
	for _, want := range []string{"sort", "colour", "one of a, b"} {
		if got := param(".error-facts"); !strings.Contains(got, want) {
			t.Errorf("facts of a bad parameter = %q, want %s in it", got, want)
		}
	}
	doc := draw(Input{Status: 422, Kind: NotATask, File: "a.json", Document: &task.NotATask{Reason: task.ReasonWrongType, Line: 1120, Field: "data.id"}})
	for _, want := range []string{"a.json", "1,120", "data.id"} {
		if got := doc(".error-facts"); !strings.Contains(got, want) {
			t.Errorf("facts of a document = %q, want %s in it", got, want)
		}
	}
	throttled := draw(Input{Status: 503, Asked: "/tasks/7", Failure: &task.Failure{Kind: task.FailThrottled, Task: 7, RetryAfter: 7 * time.Second}})
	if got := throttled(".advice"); !strings.Contains(got, "again in 7 s") {
		t.Errorf("advice when throttled = %q, want how long to wait", got)
	}
	if got := throttled(".ways"); !strings.Contains(got, frame.Text.T("error.again")) {
		t.Errorf("ways when throttled = %q, want to try again", got)
	}
	silent := draw(Input{Status: 504, Asked: "/tasks/7", Failure: &task.Failure{Kind: task.FailTimeout, Task: 7, Silent: 40400 * time.Millisecond, RetryAfter: 9100 * time.Millisecond}})
	if got := silent(".advice"); !strings.Contains(got, "not responded for 40 s. Taskscope asks again in 10 s") || strings.Contains(got, "9.100") {
		t.Errorf("advice while OCP is left alone = %q, want since when, and when it is asked again", got)
	}
	missing := Input{Status: 404, Asked: "/tasks/7", Ref: task.Ref{Task: 7}, Others: []task.Ref{{Source: "test", Task: 7}},
		Failure: &task.Failure{Kind: task.FailNotFound, Task: 7}}
	page := viewtest.Draw(t, View(New(frame, missing)))
	for _, href := range []string{"/tasks/test:7", "/history?q=7&all=1"} {
		if page.Find(`main a[href="`+href+`"]`).Length() != 1 {
			t.Errorf("a missing task does not lead to %s", href)
		}
	}
	if page.Find(`.ways a[href="/tasks/7"]`).Length() != 0 {
		t.Error("asking again for what is not there is offered")
	}
}

func TestHostileTextIsText(t *testing.T) {
	in := forbidden()
	in.Failure.Message, in.Failure.Code, in.Failure.Account = viewtest.Hostile, viewtest.Hostile, viewtest.Hostile
	in.Param, in.Asked = nil, "/tasks/"+viewtest.Hostile
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.Chinese), in)))
	if got := doc.Find(".said blockquote").Text(); got != viewtest.Hostile {
		t.Errorf("message = %q, want it as it came", got)
	}
	if doc.Find("main script, main b").Length() > 0 {
		t.Error("OCP's message became markup")
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range text.Langs() {
		viewtest.Golden(t, "forbidden."+string(lang), View(New(viewtest.Frame(t, lang), forbidden())))
	}
}
