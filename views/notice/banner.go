package notice

import (
	"strconv"
	"time"

	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Stale says why the page shows an older snapshot, where that came from, and
// how long ago it was seen.
func Stale(p text.Printer, f *task.Failure, origin task.Origin, ageMS int64) ui.Banner {
	b := ui.Banner{Kind: ui.Warning, Title: p.Failure(f.Kind), Facts: facts(p, f)}
	seen := "notice.stale"
	if origin == task.OriginImport {
		seen = "notice.imported"
	}
	if f.Kind == task.FailNotFound {
		b.Kind = ui.Info
		if origin != task.OriginImport { // OCP may never have had what was imported
			b.Title = p.T("notice.gone_title")
		}
	}
	b.Lines = append(said(f), p.T(seen, "Ago", p.Ago(ageMS)))
	if f.Silent > 0 {
		b.Lines = append(b.Lines, Silent(p, f))
	} else if f.RetryAfter > 0 {
		b.Lines = append(b.Lines, p.T("notice.retry", "Wait", p.Seconds(whole(f.RetryAfter))))
	}
	return b
}

// Silent says since when OCP has not answered, and when it is asked again.
// Whole seconds: the page stands still while they pass.
func Silent(p text.Printer, f *task.Failure) string {
	since := p.Seconds(max(f.Silent, time.Second).Milliseconds())
	if f.RetryAfter <= 0 {
		return p.T("notice.silent_asked", "For", since)
	}
	return p.T("notice.silent", "For", since, "Wait", p.Seconds(whole(f.RetryAfter)))
}

// whole is d in ms, a second that has begun counted whole: who is told to wait
// for it comes back a moment later rather than too early.
func whole(d time.Duration) int64 {
	return ((d + time.Second - 1) / time.Second * time.Second).Milliseconds()
}

// NotRecorded says that history did not keep what the page shows.
func NotRecorded(p text.Printer) ui.Banner {
	return ui.Banner{Kind: ui.Error, Title: p.T("notice.not_recorded"), Lines: []string{p.T("notice.not_recorded_hint")}}
}

// said is OCP's own message.
func said(f *task.Failure) []string {
	if f.Message == "" {
		return nil
	}
	return []string{f.Message}
}

// facts are what support asks for.
func facts(p text.Printer, f *task.Failure) []ui.Fact {
	var all []ui.Fact
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Fact{Name: p.T(key), Value: value})
		}
	}
	add("notice.source", f.Source)
	if f.HTTPStatus != 0 {
		add("notice.status", strconv.Itoa(f.HTTPStatus))
	}
	add("notice.code", f.Code)
	add("task.trace", f.TraceID)
	add("task.server", f.Server)
	add("notice.account", f.Account)
	return all
}
