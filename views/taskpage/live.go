package taskpage

import (
	"github.com/a-h/templ"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// LiveBar says of what moment the page of a task is that is not over, and what
// becomes of it.
type LiveBar struct {
	Kind   LiveKind
	At     string // what the page shows, as permalink.Shown writes it
	Clock  string // that moment's time of day, on the server's clock
	Moment string // all of it
	Age    string // how long ago that was seen; "" when just now
	URL    string // the same page, asked for again; of a pinned one the newest
	Number int    // of the snapshot
}

// LiveKind is what becomes of the page.
type LiveKind string

// The kinds.
const (
	LiveOver   LiveKind = ""       // the task is over: nothing changes any more
	LiveFollow LiveKind = "follow" // it can be followed
	LivePinned LiveKind = "pinned" // the page is of one snapshot, which never changes
	LiveOld    LiveKind = "old"    // its source cannot be asked
)

func (b *pageOf) liveBar() LiveBar {
	n := b.Snapshot.Ref.Snapshot
	l := LiveBar{
		At: permalink.Shown{Snapshot: n, NowMS: b.Now.MS}.String(), Clock: b.clock.At(b.Now).Format("15:04:05"),
		Moment: b.clock.Date(b.Now), URL: b.URL.Query(), Number: n,
	}
	switch {
	case b.task.Over():
		return l
	case b.Pinned:
		l.Kind, l.Clock = LivePinned, b.clock.Short(b.Now)
		newest := b.URL
		newest.Ref = newest.Ref.Newest()
		l.URL = newest.String()
	case b.Follow:
		l.Kind = LiveFollow
		if b.ReadMS-b.Snapshot.SeenMS >= 60_000 { // perhaps another day's
			l.Clock = b.clock.Short(b.Now)
		}
	default:
		l.Kind, l.Clock = LiveOld, b.clock.Short(b.Now)
		l.Age = b.text.Ago(b.ReadMS - b.Snapshot.SeenMS)
	}
	return l
}

// attributes are read by static/js/live.js: data-at is sent with every request
// for a part of the page, so that all parts are of one moment; data-follow is
// there when there is something to follow.
func (l LiveBar) attributes() templ.Attributes {
	a := templ.Attributes{"data-at": l.At, "data-clock": l.Clock}
	if l.Kind == LiveFollow {
		a["data-follow"] = true
	}
	return a
}

// Tidings are what a reader who looks elsewhere is told of the page.
type Tidings struct {
	State  task.State
	Failed int    // subtasks
	Title  string // of the document
	Icon   string // URL of the favicon
	Name   string // of the task
	Clock  string // see LiveBar
}

// Tidings are those of this page.
func (p Page) Tidings() Tidings {
	return Tidings{State: p.Icon, Failed: p.failed, Title: p.Heading(), Icon: p.IconURL(), Name: p.Header.Name, Clock: p.Follow.Clock}
}

// After is what to say to a reader who cannot see the page, when it told the
// other before; "" for nothing worth an interruption.
func (t Tidings) After(was Tidings, p text.Printer) string {
	switch {
	case t.State != was.State:
		return p.T("live.say_state", "Name", t.Name, "State", p.State(t.State))
	case t.Failed > was.Failed:
		return p.N("live.say_failed", t.Failed-was.Failed, "Name", t.Name)
	}
	return ""
}
