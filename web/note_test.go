package web

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"taskscope/internal/access"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

// send posts a form.
func (w *world) send(path string, fields url.Values, headers ...string) reply {
	w.t.Helper()
	headers = append([]string{"Content-Type", "application/x-www-form-urlencoded", "Accept-Language", "en"}, headers...)
	return w.do(w.request("POST", path, strings.NewReader(fields.Encode()), headers...))
}

// fields are those of a form as it stands.
func fields(t *testing.T, r reply, form string) url.Values {
	t.Helper()
	all := url.Values{}
	f := r.doc(t).Find(form)
	if f.Length() != 1 {
		t.Fatalf("%d forms %s, want 1", f.Length(), form)
	}
	for _, control := range f.Find("input, textarea").EachIter() {
		value := control.AttrOr("value", strings.TrimPrefix(control.Text(), "\n"))
		all.Set(control.AttrOr("name", ""), value)
	}
	return all
}

func TestNote(t *testing.T) {
	w := newWorld(t, func(s *setup) {
		s.access = access.Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, UserHeader: "X-User"}
	})
	user := []string{"X-User", "张三"}
	page := path("/tasks/%d@1", ocpsim.Succeeded)
	w.get(path("/tasks/%d", ocpsim.Succeeded), user...)
	before := w.get(page, user...)
	if before.StatusCode != 200 || before.doc(t).Find(".remark").Length() != 0 {
		t.Fatalf("the page = %d, and has a note already", before.StatusCode)
	}
	edit := before.doc(t).Find(`a[href$="/note"]`).AttrOr("href", "")
	form := fields(t, w.get(edit, user...), ".remark-form")
	form.Set("title", " 磁盘\r\n慢 ")
	form.Set("text", "see **4711**\r\n\r\n<script>x</script>\r\n\r\n[a](javascript:x) [b](https://ticket.example/4711)")
	mine := url.Values{"version": form["version"], "title": {"mine"}, "text": {"my text"}}
	if r := w.send(edit, form, user...); r.StatusCode != 303 || r.Header.Get("Location") != page {
		t.Fatalf("save = %d to %q: %.300s", r.StatusCode, r.Header.Get("Location"), r.body)
	}
	after := w.get(page, append(user, "If-None-Match", before.Header.Get("ETag"))...)
	if after.StatusCode != 200 {
		t.Fatalf("the page with a note = %d: its validator is the old one", after.StatusCode)
	}
	d := after.doc(t)
	if got := d.Find(".remark h2").Text(); got != "磁盘 慢" {
		t.Errorf("title = %q", got)
	}
	if n := d.Find(".remark-text strong").Length(); n != 1 || d.Find(".remark script").Length() != 0 {
		t.Errorf("%d bold words, want 1, and no script", n)
	}
	if links := d.Find(".remark-text a"); links.Length() != 1 || links.AttrOr("rel", "") != "noreferrer nofollow" {
		t.Errorf("%d links, rel %q", links.Length(), links.AttrOr("rel", ""))
	}
	if by := d.Find(".remark-by").Text(); !strings.Contains(by, "张三") {
		t.Errorf("written by %q", by)
	}
	og := func(name string) string { return d.Find(`meta[property="`+name+`"]`).AttrOr("content", "") }
	if !strings.HasPrefix(og("og:title"), "磁盘 慢 · ") || !strings.HasPrefix(og("og:description"), "see 4711 ") || strings.Contains(og("og:description"), "张三") {
		t.Errorf("the preview is %q, %q", og("og:title"), og("og:description"))
	}

	// Somebody who read the page before that must not write over it.
	r := w.send(edit, mine, user...)
	d = r.doc(t)
	if r.StatusCode != 409 || d.Find(".remark-text strong").Text() != "4711" || d.Find("[name=title]").AttrOr("value", "") != "mine" ||
		strings.TrimSpace(d.Find("textarea").Text()) != "my text" {
		t.Errorf("the second to save = %d, want 409 and both texts: %.2000s", r.StatusCode, r.body)
	}
	again := fields(t, r, ".remark-form")
	again.Set("title", "both")
	if r := w.send(edit, again, user...); r.StatusCode != 303 {
		t.Errorf("save after the conflict = %d", r.StatusCode)
	}

	// The list has it, and finds it; the newest, and other snapshots, lead to it.
	if d := w.get("/history?q=both", user...).doc(t); !strings.Contains(d.Find("tbody").Text(), "both") {
		t.Errorf("the list has %q", d.Find("tbody").Text())
	}
	if n := w.get("/history?noted=1", user...).doc(t).Find("tbody tr").Length(); n != 1 {
		t.Errorf("%d noted snapshots, want 1", n)
	}
}

func TestPin(t *testing.T) {
	w := newWorld(t)
	page := path("/tasks/%d@1", ocpsim.Succeeded)
	w.get(path("/tasks/%d", ocpsim.Succeeded))
	form := w.get(page).doc(t).Find(`form[action$="/pin"]`)
	to, back := form.AttrOr("action", ""), form.Find("[name=back]").AttrOr("value", "")
	pinned := func() int { return w.get("/history?pinned=1").doc(t).Find("tbody tr").Length() }
	for i, value := range []string{"1", "1", "0", "0"} {
		r := w.send(to, url.Values{"pinned": {value}, "back": {back}})
		if r.StatusCode != 303 || r.Header.Get("Location") != page {
			t.Errorf("pinned=%s = %d to %q", value, r.StatusCode, r.Header.Get("Location"))
		}
		if got, want := pinned(), 1-i/2; got != want {
			t.Errorf("%d pinned after %d posts, want %d", got, i+1, want)
		}
		next := map[string]string{"1": "0", "0": "1"}[value]
		if got := w.get(page).doc(t).Find(`form[action$="/pin"] button`).AttrOr("value", ""); got != next {
			t.Errorf("the button says %q after pinned=%s, want %s", got, value, next)
		}
	}
}

func TestNotesThatAreRefused(t *testing.T) {
	w := newWorld(t)
	w.get(path("/tasks/%d", ocpsim.Succeeded))
	note, pin := path("/tasks/%d@1/note", ocpsim.Succeeded), path("/tasks/%d@1/pin", ocpsim.Succeeded)
	good := url.Values{"version": {"0"}, "title": {"x"}, "pinned": {"1"}}
	for name, tt := range map[string]struct {
		path    string
		form    url.Values
		headers []string
		want    int
	}{
		"another site":       {note, good, []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		"another site, pin":  {pin, good, []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		"no version":         {note, url.Values{"title": {"x"}}, nil, 400},
		"a bad version":      {note, url.Values{"version": {"-1"}}, nil, 400},
		"no number":          {path("/tasks/%d/note", ocpsim.Succeeded), good, nil, 400},
		"no such snapshot":   {path("/tasks/%d@99/note", ocpsim.Succeeded), good, nil, 404},
		"no ref":             {"/tasks/x/note", good, nil, 400},
		"pinned is no word":  {pin, url.Values{"pinned": {"maybe"}}, nil, 400},
		"too long a title":   {note, url.Values{"version": {"0"}, "title": {strings.Repeat("慢", task.MaxTitle+1)}}, nil, 422},
		"too long a text":    {note, url.Values{"version": {"0"}, "text": {strings.Repeat("x", task.MaxNote+1)}}, nil, 422},
		"more than any form": {note, url.Values{"version": {"0"}, "text": {strings.Repeat("x", noteBody)}}, nil, 413},
	} {
		if r := w.send(tt.path, tt.form, tt.headers...); r.StatusCode != tt.want {
			t.Errorf("%s = %d, want %d", name, r.StatusCode, tt.want)
		}
	}
	if r := w.get("/history?noted=1"); r.doc(t).Find("tbody tr").Length() != 0 {
		t.Error("something was written all the same")
	}
	// In the URL the same changes nothing.
	w.send(note+"?"+good.Encode(), nil)
	w.send(pin+"?"+good.Encode(), nil)
	if r := w.get("/history?pinned=1"); r.doc(t).Find("tbody tr").Length() != 0 {
		t.Error("a URL pins")
	}
	if r := w.send(note, url.Values{"version": {"0"}, "text": {strings.Repeat("慢", task.MaxNote)}}); r.StatusCode != 303 {
		t.Errorf("the longest note = %d, want 303", r.StatusCode)
	}
}

func TestNoteOfTheNewest(t *testing.T) {
	w := newWorld(t)
	r := w.get(path("/tasks/%d/note", ocpsim.Succeeded))
	if want := path("/tasks/%d@1/note", ocpsim.Succeeded); r.StatusCode != 303 || r.Header.Get("Location") != want {
		t.Errorf("the note without a number = %d to %q, want 303 to %q", r.StatusCode, r.Header.Get("Location"), want)
	}
	if r := w.get("/tasks/999999/note"); r.StatusCode != 404 {
		t.Errorf("the note on no task = %d, want 404", r.StatusCode)
	}
}
