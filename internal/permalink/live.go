package permalink

import (
	"net/url"
	"strconv"
	"strings"

	"taskscope/internal/task"
)

// Live is the URL of the stream that keeps a task page up to date:
// /tasks/{ref}/live?… with the parameters of the page.
type Live struct {
	Task
	// Since is what the page shows; the zero value is nothing yet.
	Since Shown
	// DrawnFrom and DrawnTo are the range that the page's bars are drawn for,
	// ms from the task's start; equal where the page has no bars.
	DrawnFrom, DrawnTo int64
	// Hidden says that the page is in the background: one answer, no stream.
	Hidden bool
}

// Shown is a snapshot, drawn for a moment: "3.1764240000000".
type Shown struct {
	Snapshot int
	NowMS    int64 // UTC
}

// String is the form in URLs; "" for the zero value.
func (m Shown) String() string {
	if m == (Shown{}) {
		return ""
	}
	return strconv.Itoa(m.Snapshot) + "." + strconv.FormatInt(m.NowMS, 10)
}

// ParseShown reads the form in URLs; ok is false for anything else. "" is the
// zero value.
func ParseShown(s string) (m Shown, ok bool) {
	if s == "" {
		return m, true
	}
	left, right, _ := strings.Cut(s, ".")
	n, err := strconv.Atoi(left)
	now, err2 := strconv.ParseInt(right, 10, 64)
	m = Shown{Snapshot: n, NowMS: now}
	return m, err == nil && err2 == nil && n >= 0 && m.String() == s
}

// ParseLive reads the {ref} of the path and the query. What a snapshot shows
// never changes, so a Ref that is pinned to one is refused.
func ParseLive(ref string, query url.Values) (Live, error) {
	t, err := ParseTask(ref, query)
	if err != nil {
		return Live{}, err
	}
	u := Live{Task: t}
	r := reader{query: query}
	if t.Ref.Snapshot > 0 {
		r.fail("ref", ref, Want{Kind: WantUnpinned})
	}
	var ok bool
	if u.Since, ok = ParseShown(query.Get("since")); !ok {
		r.fail("since", query.Get("since"), Form("{snapshot}.{ms}"))
	}
	if drawn := query.Get("drawn"); drawn != "" {
		left, right, _ := strings.Cut(drawn, "-")
		var okFrom, okTo bool
		u.DrawnFrom, okFrom = digits(left, 0, maxMS)
		u.DrawnTo, okTo = digits(right, 0, maxMS)
		if !okFrom || !okTo || u.DrawnFrom >= u.DrawnTo {
			r.fail("drawn", drawn, Form("{ms}-{ms}"))
		}
	}
	u.Hidden = choice(&r, "hidden", []string{"no", "yes"}) == "yes"
	return u, r.err
}

// String is the whole URL.
func (u Live) String() string {
	w := writer(u.Params())
	if u.DrawnTo > u.DrawnFrom {
		w.put("drawn", strconv.FormatInt(u.DrawnFrom, 10)+"-"+strconv.FormatInt(u.DrawnTo, 10))
	}
	w.put("since", u.Since.String())
	if u.Hidden {
		w.put("hidden", "yes")
	}
	return u.Path() + "/live" + w.String()
}

// Drawn is the page whose bars are drawn for the range that the stream names.
func (u Live) Drawn() Task {
	t := u.Task
	if u.DrawnTo > u.DrawnFrom {
		t.From, t.To = task.Some(u.DrawnFrom), task.Some(u.DrawnTo)
	}
	return t
}
