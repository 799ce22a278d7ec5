package importpage

import (
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

func read() *task.Task {
	return &task.Task{ID: 35000312, Name: viewtest.Hostile, Status: task.StatusSuccessful,
		Subtasks: []task.Subtask{{ID: 1, Status: task.StatusSuccessful}, {ID: 2, Status: task.StatusFailed}}}
}

func refused() Input {
	return Input{Sources: []string{"local", "prod"}, Default: "local", Source: "prod", MaxBytes: 64 << 20,
		Text: `{"data": "</textarea><script>alert(1)</script>"`,
		Documents: []Document{
			{File: "good.json", Task: read()},
			{File: viewtest.Hostile, Err: &task.NotATask{Reason: task.ReasonWrongType, Line: 1120, Field: "data.subtasks[3].id"}},
			{Err: &task.NotATask{Reason: task.ReasonTruncated, Line: 1}},
		}}
}

func TestForm(t *testing.T) {
	for _, lang := range text.Langs() {
		doc := viewtest.Draw(t, View(New(viewtest.Frame(t, lang), Input{Sources: []string{"local"}, Default: "local", MaxBytes: 64 << 20})))
		form := doc.Find(`form[action="/import"][method=post][enctype="multipart/form-data"]`)
		if form.Find(`input[type=file][name=file][multiple]`).Length() != 1 || form.Find("textarea[name=text]").Length() != 1 {
			t.Errorf("%s: the form lacks files or text", lang)
		}
		if form.Find("select").Length() != 0 {
			t.Errorf("%s: one source is offered for choice", lang)
		}
		if doc.Find(".banner").Length() != 0 {
			t.Errorf("%s: there is a result before anything was sent", lang)
		}
		if got := doc.Find("#import-accepted").Text(); !strings.Contains(got, "64 MiB") || !strings.Contains(got, "/api/v2/tasks/instances/{id}") {
			t.Errorf("%s: what is accepted = %q", lang, got)
		}
	}
}

func TestRefused(t *testing.T) {
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), refused())))
	lines := doc.Find(".banner-error[role=alert] li")
	if lines.Length() != 3 {
		t.Fatalf("%d lines, want 3", lines.Length())
	}
	for i, want := range []string{
		"good.json " + viewtest.Hostile + " (35000312), succeeded, 1/2",
		viewtest.Hostile + " A value has the wrong type. line 1,120, field data.subtasks[3].id",
		"Pasted text It is JSON that ends early: the file may have been cut off. line 1",
	} {
		if got, want := strings.Join(strings.Fields(lines.Eq(i).Text()), " "), strings.Join(strings.Fields(want), " "); got != want {
			t.Errorf("line %d = %q, want %q", i+1, got, want)
		}
		if bad := lines.Eq(i).HasClass("s-failed"); bad != (i > 0) {
			t.Errorf("line %d is marked as bad: %t", i+1, bad)
		}
	}
	if got := doc.Find(".banner h2").Text(); got != "2 of 3 are not tasks" {
		t.Errorf("title = %q", got)
	}
	if got := doc.Find("textarea").Text(); got != refused().Text {
		t.Errorf("pasted text = %q, want it back as it was", got)
	}
	if got := doc.Find("option[selected]").AttrOr("value", ""); got != "prod" {
		t.Errorf("source = %q, want the chosen one", got)
	}
	if doc.Find("main script").Length() > 0 {
		t.Error("a document became markup")
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	for _, lang := range text.Langs() {
		seen := map[string]bool{}
		for _, reason := range task.NotATaskReasons() {
			doc := viewtest.Draw(t, View(New(viewtest.Frame(t, lang), Input{Documents: []Document{{Err: &task.NotATask{Reason: reason}}}})))
			seen[doc.Find(".import-results li").Text()] = true
		}
		if len(seen) != len(task.NotATaskReasons()) {
			t.Errorf("%s: %d different texts for %d reasons", lang, len(seen), len(task.NotATaskReasons()))
		}
	}
}

func TestStored(t *testing.T) {
	in := Input{Default: "local", Documents: []Document{{File: "a.json", Task: read(), Ref: task.Ref{Source: "local", Task: 35000312, Snapshot: 2}}}}
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), in)))
	if got := doc.Find(".banner-info[role=status] a").AttrOr("href", ""); got != "/tasks/35000312@2" {
		t.Errorf("link = %q, want the snapshot that was stored", got)
	}
}

func TestLongTextIsNotSentBack(t *testing.T) {
	in := Input{Text: strings.Repeat("x", maxKept+1), Documents: refused().Documents}
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), in)))
	if doc.Find("textarea").Text() != "" || !strings.Contains(doc.Find("form").Text(), "too long") {
		t.Error("a text beyond what a browser can edit is sent back, or silently dropped")
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range text.Langs() {
		viewtest.Golden(t, "refused."+string(lang), View(New(viewtest.Frame(t, lang), refused())))
	}
}
