package errorpage

import (
	"strconv"
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/notice"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what went wrong. At most one of Failure, Param and Document is set.
type Input struct {
	Status    int
	Kind      Kind       // ignored with a Failure, which has its own
	Asked     string     // path and query of the request
	Ref       task.Ref   // the task that was asked for, as the reader wrote it; zero for none
	RequestID string     // as in the log and in OCP's
	Others    []task.Ref // the same id in other sources that history knows
	Failure   *task.Failure
	Param     *permalink.BadParam
	Document  *task.NotATask
	File      string // that Document was in; "" when it was pasted
	SignIn    string // URL of the sign-in page, for SignedOut
	Limited   bool   // the reader sees what was granted only: what history has besides is not told
	RetryMS   int64  // when to try again, of what is not a Failure; 0 when not known
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Status  string // "404"
	Heading string
	What    string    // one sentence: what happened
	Said    string    // OCP's own message, "" when there is none
	Advice  []string  // what to do
	Facts   []ui.Fact // for support
	Others  []ui.Link // the same task elsewhere
	Links   []ui.Link // ways on
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := builder{in: in, text: p.Text}
	page := Page{Status: strconv.Itoa(in.Status)}
	switch {
	case in.Failure != nil:
		b.failure(&page)
	case in.Param != nil:
		b.param(&page)
	case in.Document != nil:
		b.document(&page)
	default:
		b.plain(&page, in.Kind)
	}
	b.retry(&page)
	b.fact("error.asked", in.Asked)
	b.fact("error.request", in.RequestID)
	page.Facts = b.facts
	for _, ref := range in.Others {
		page.Others = append(page.Others, ui.Link{Text: ref.String(), URL: permalink.ToTask(ref).String()})
	}
	page.Links = b.links()
	p.Title = page.Heading
	if in.Ref.Task != 0 && p.Search == "" {
		p.Search = in.Ref.String()
	}
	page.Page = p
	return page
}

type builder struct {
	in    Input
	text  text.Printer
	facts []ui.Fact
}

func (b *builder) fact(key, value string) {
	if value != "" {
		b.facts = append(b.facts, ui.Fact{Name: b.text.T(key), Value: value})
	}
}

func (b *builder) plain(page *Page, k Kind) {
	page.Heading = b.text.T("error_title." + string(k))
	page.What = b.text.T("error_text." + string(k))
	page.Advice = []string{b.text.T("error_advice." + string(k))}
}

func (b *builder) failure(page *Page) {
	f := b.in.Failure
	key := ofFailure(f.Kind)
	page.Heading = b.text.T("error_title."+key, "Task", f.Task.String())
	page.What, page.Said = b.text.Failure(f.Kind), f.Message
	account := f.Account
	if account == "" {
		account = b.text.T("error.configured_account")
	}
	page.Advice = []string{b.text.T("error_advice."+key, "Account", account, "Source", f.Source)}
	switch f.Kind {
	case task.FailForbidden, task.FailUnauthorized: // history shows nothing here, whatever it has
	case task.FailNotFound:
		page.Advice = append(page.Advice, b.nothing("error.not_granted_gone"))
	default:
		page.Advice = append(page.Advice, b.nothing("error.not_granted"))
	}
	b.fact("error.task", f.Task.String())
	b.fact("error.source", f.Source)
	if f.HTTPStatus != 0 {
		b.fact("error.http_status", strconv.Itoa(f.HTTPStatus))
	}
	b.fact("error.code", f.Code)
	b.fact("task.trace", f.TraceID)
	b.fact("task.server", f.Server)
	b.fact("error.account", f.Account)
	if f.Kind == task.FailForbidden {
		b.fact("error.permission", permission)
	}
}

// nothing says why nothing that was kept is shown in the place of the task. A
// reader who sees some tasks only must not learn whether there is something.
func (b *builder) nothing(limited string) string {
	if b.in.Limited {
		return b.text.T(limited)
	}
	return b.text.T("error.never_seen")
}

// permission is OCP's own name of what reading a task needs.
const permission = "TASK_VIEWER"

func (b *builder) param(page *Page) {
	q := b.in.Param
	b.plain(page, BadParameter)
	page.Heading = b.text.T("error.bad_value", "Name", q.Name)
	b.fact("error.parameter", q.Name)
	b.fact("error.value", q.Value)
	b.fact("error.want", b.text.Want(q.Want))
}

func (b *builder) document(page *Page) {
	d := b.in.Document
	b.plain(page, NotATask)
	page.What = b.text.NotATask(d.Reason)
	b.fact("error.file", b.in.File)
	if d.Line > 0 {
		b.fact("error.line", b.text.Count(d.Line))
	}
	b.fact("error.field", d.Field)
}

// retry says when to try again, as far as OCP or the caller told.
func (b *builder) retry(page *Page) {
	ms := b.in.RetryMS
	if f := b.in.Failure; f != nil && f.Silent > 0 {
		page.Advice = append(page.Advice, notice.Silent(b.text, f))
		return
	} else if f != nil {
		ms = (f.RetryAfter + time.Millisecond - 1).Milliseconds()
	}
	if ms > 0 {
		page.Advice = append(page.Advice, b.text.T("error.retry", "Wait", b.text.Seconds((ms+999)/1000*1000)))
	}
}

// links lead on: try again where that can help, else to what is there.
func (b *builder) links() []ui.Link {
	var links []ui.Link
	if b.in.SignIn != "" {
		links = append(links, ui.Link{Text: b.text.T("error.sign_in"), URL: b.in.SignIn})
	}
	if b.in.Asked != "" && b.worthRetrying() {
		links = append(links, ui.Link{Text: b.text.T("error.again"), URL: b.in.Asked})
	}
	if b.in.Ref.Task != 0 {
		search := permalink.History{Q: b.in.Ref.Task.String(), All: true}
		links = append(links, ui.Link{Text: b.text.T("error.search_history", "Task", b.in.Ref.Task.String()), URL: search.String()})
	}
	if b.in.Kind == NotATask || b.in.Document != nil {
		links = append(links, ui.Link{Text: b.text.T("app.import"), URL: permalink.Import})
	}
	return append(links,
		ui.Link{Text: b.text.T("app.history"), URL: permalink.History{}.String()},
		ui.Link{Text: b.text.T("error.home"), URL: permalink.Home})
}

// worthRetrying says whether the same request may go better the next time.
func (b *builder) worthRetrying() bool {
	if f := b.in.Failure; f != nil {
		return f.Kind != task.FailNotFound
	}
	return b.in.Kind == HistoryUnavailable || b.in.Kind == Timeout || b.in.Kind == Internal
}
