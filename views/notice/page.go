package notice

import (
	"strconv"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/ui"
)

// Input is what went wrong. At most one of Failure, Param and Document is set;
// Code then says the rest. It names the words, and is one of Codes or a
// task.FailureKind.
type Input struct {
	Status   int
	Code     string
	Failure  *task.Failure
	Param    *permalink.BadParam
	Document *task.NotATask
	File     string     // that Document was in; "" when it was pasted
	ID       string     // of the request, as in the log
	Others   []task.Ref // the same task in other sources of history, as a reader writes them
}

// Codes are the codes that have a title and a text of their own in the
// catalogue, as "error.<code>" and "error.<code>_hint".
func Codes() []string {
	return []string{"bad_parameter", "not_a_task", "no_snapshot", "no_page", "no_method", "no_user",
		"not_proxied", "foreign_host", "cross_origin", "too_large", "history_unavailable", "timeout", "internal"}
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Status  string
	Heading string
	Lines   []string
	Facts   []ui.Fact
	Others  []ui.Link
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	t := p.Text
	page := Page{Status: strconv.Itoa(in.Status)}
	switch {
	case in.Failure != nil:
		page.failure(p, in)
	case in.Param != nil:
		page.Heading = t.T("error.bad_parameter", "Name", in.Param.Name)
		page.Lines = []string{t.T("error.bad_parameter_hint")}
		page.Facts = []ui.Fact{{Name: t.T("notice.parameter"), Value: in.Param.Name}}
		if in.Param.Value != "" {
			page.Facts = append(page.Facts, ui.Fact{Name: t.T("notice.value"), Value: in.Param.Value})
		}
		page.Facts = append(page.Facts, ui.Fact{Name: t.T("notice.want"), Value: in.Param.Want})
	case in.Document != nil:
		page.document(p, in)
	default:
		page.Heading, page.Lines = t.T("error."+in.Code), []string{t.T("error." + in.Code + "_hint")}
	}
	page.Facts = append(page.Facts, ui.Fact{Name: t.T("notice.request"), Value: in.ID})
	for _, ref := range in.Others {
		page.Others = append(page.Others, ui.Link{Text: ref.String(), URL: permalink.ToTask(ref).String()})
	}
	p.Title = page.Heading
	page.Page = p
	return page
}

func (page *Page) failure(p ui.Page, in Input) {
	f := in.Failure
	page.Heading = p.Text.Failure(f.Kind)
	page.Lines = said(f)
	switch f.Kind {
	case task.FailForbidden:
		page.Lines = append(page.Lines, p.Text.T("notice.forbidden", "Account", f.Account))
	case task.FailUnauthorized:
		page.Lines = append(page.Lines, p.Text.T("notice.unauthorized", "Account", f.Account))
	case task.FailNotFound:
		page.Lines = append(page.Lines, p.Text.T("notice.never_seen"))
	default:
		page.Lines = append(page.Lines, p.Text.T("notice.no_snapshot"))
	}
	if f.RetryAfter > 0 {
		page.Lines = append(page.Lines, p.Text.T("notice.retry", "Wait", p.Text.Duration(f.RetryAfter.Milliseconds())))
	}
	page.Facts = append([]ui.Fact{{Name: p.Text.T("notice.asked"), Value: f.Task.String()}}, facts(p.Text, f)...)
}

func (page *Page) document(p ui.Page, in Input) {
	d := in.Document
	page.Heading = p.Text.T("error.not_a_task")
	page.Lines = []string{p.Text.NotATask(d.Reason), p.Text.T("error.not_a_task_hint")}
	if in.File != "" {
		page.Facts = append(page.Facts, ui.Fact{Name: p.Text.T("notice.file"), Value: in.File})
	}
	if d.Line > 0 {
		page.Facts = append(page.Facts, ui.Fact{Name: p.Text.T("notice.line"), Value: p.Text.Count(d.Line)})
	}
	if d.Field != "" {
		page.Facts = append(page.Facts, ui.Fact{Name: p.Text.T("notice.field"), Value: d.Field})
	}
}
