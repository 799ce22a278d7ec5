package fragment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// page is a part as taskpage renders it, in small.
func page(run, state, now string) string {
	return `<div class="task-views" data-region="views"><p class="tl-path" data-live="path">` + now + `</p>` +
		`<section data-region="timeline"><div class="tl" data-min="0" data-max="` + now + `">` +
		`<div class="tl-axis" data-region="axis"><div><svg></svg></div>` + now + `</div>` +
		`<ol class="tl-names"><li class="r"><a href="?q=x&amp;subtask=1">A</a>` + run + `</li><li class="r"><a data-group="2">B × 3</a></li></ol>` +
		`<svg class="tl-bars"><a><rect width="` + run + `"></rect></a><a data-group="2"></a></svg></div></section>` +
		`<svg class="dag"><defs/><a class="node" data-id="1"><text>` + state + `</text></a></svg>` +
		`<table><tbody><tr data-id="1"><td><a data-id="1">` + state + `</a></td></tr></tbody></table></div>`
}

func split(html string) []*Part { return []*Part{Split("views", []byte(html), "timeline")} }

// told is a change as text.
func told(c Change) string {
	var all []string
	for _, p := range c.Parts {
		all = append(all, p.Name)
	}
	for _, u := range c.Units {
		all = append(all, fmt.Sprintf("%s %s: %s", u.Kind, u.ID, u.HTML))
	}
	return strings.Join(all, "\n")
}

func TestDiff(t *testing.T) {
	old := page("5 s", "running", "10")
	for _, test := range []struct{ name, fresh, want string }{
		{"nothing", old, ""},
		{"the moment", page("5 s", "running", "12"),
			`live path: <p class="tl-path" data-live="path">12</p>` + "\n" +
				`region axis: <div class="tl-axis" data-region="axis"><div><svg></svg></div>12</div>`},
		{"a row", page("7 s", "running", "10"),
			`name 1: <li class="r"><a href="?q=x&amp;subtask=1">A</a>7 s</li>` + "\n" + `bar 1: <a><rect width="7 s"></rect></a>`},
		{"a state", page("5 s", "failed", "10"),
			`node 1: <a class="node" data-id="1"><text>failed</text></a>` + "\n" + `row 1: <tr data-id="1"><td><a data-id="1">failed</a></td></tr>`},
		{"the frame", strings.Replace(old, "<table>", "<p>odd</p><table>", 1), "views"},
		{"another subtask", strings.ReplaceAll(old, `subtask=1`, `subtask=9`), "views"},
		{"another order of bars", strings.Replace(strings.Replace(old, `<a><rect`, `<a data-id="3"><rect`, 1), `<a data-group="2"></a>`, `<a data-group="3"></a>`, 1), "views"},
		{"a selected name", strings.Replace(old, `href="?q=x&amp;subtask=1"`, `href="?q=x" data-id="1"`, 1), `name 1: <li class="r"><a href="?q=x" data-id="1">A</a>5 s</li>`},
	} {
		if got := told(Diff(split(old), split(test.fresh))); got != test.want {
			t.Errorf("%s: the change is\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
	sums := []*Part{split(old)[0].Sums()}
	if got, want := told(Diff(sums, split(page("7 s", "running", "10")))), told(Diff(split(old), split(page("7 s", "running", "10")))); got != want {
		t.Errorf("from the sums alone the change is\n%s\nwant\n%s", got, want)
	}
	if got := told(Diff(nil, split(old))); got != "views" {
		t.Errorf("from nothing the change is %q, want the part whole", got)
	}
	c := Diff(split(old), split(old))
	if !c.Empty() {
		t.Error("Empty is false for what did not change")
	}
}

// TestEqualIdsAreSentWhole: nobody could tell which of them a piece is.
func TestEqualIdsAreSentWhole(t *testing.T) {
	twice := func(run string) string {
		return strings.Replace(page(run, "running", "1"), `<a data-group="2"></a>`, `<a data-id="1"></a>`, 1)
	}
	if got := told(Diff(split(twice("1 s")), split(twice("2 s")))); got != "views" {
		t.Errorf("with two bars of one id the change is %q, want the part whole", got)
	}
}

func TestDropped(t *testing.T) {
	old, fresh := split(page("5 s", "running", "10")), split(page("5 s", "running", "12"))
	fresh[0].Drop(Key{Region, "axis"}, Key{Live, "none"})
	if got := told(Diff(old, fresh)); strings.Contains(got, "axis") || !strings.Contains(got, "path") {
		t.Errorf("with its axis dropped the change is %q, want the path alone", got)
	}
}

// TestApplied is the law: swapping what Diff names makes the new page of the old.
func TestApplied(t *testing.T) {
	pages := []string{page("5 s", "running", "10"), page("7 s", "running", "12"), page("7 s", "failed", "12"), page("", "", "")}
	for _, a := range pages {
		for _, b := range pages {
			got := a
			for _, u := range Diff(split(a), split(b)).Units {
				old := Split("views", []byte(a), "timeline")
				k := slices.IndexFunc(old.units, func(o unit) bool { return o.key == u.Key })
				got = strings.Replace(got, a[old.units[k].from:old.units[k].to], string(u.HTML), 1)
			}
			if strip(got) != strip(b) {
				t.Errorf("%s\nbecomes\n%s\nwant\n%s", a, got, b)
			}
		}
	}
}

// strip leaves the volatile attribute out.
func strip(html string) string {
	before, after, _ := strings.Cut(html, ` data-max="`)
	_, after, _ = strings.Cut(after, `"`)
	return before + after
}

func FuzzSplit(f *testing.F) {
	f.Add(page("5 s", "running", "10"))
	f.Add("<a")
	f.Add(`<ol class="tl-names"><li><a data-id="1`)
	f.Add("<svg class=\"dag\"></")
	f.Fuzz(func(t *testing.T, html string) {
		p := Split("x", []byte(html), "timeline")
		at := 0
		for _, u := range p.units {
			if u.from < at || u.to <= u.from || u.to > len(html) {
				t.Fatalf("Split(%q): unit %v from %d to %d after %d", html, u.key, u.from, u.to, at)
			}
			at = u.to
		}
	})
}
