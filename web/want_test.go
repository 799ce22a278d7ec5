package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
)

// sentence is two Latin words with nothing but a space between: values and names
// of parameters have 、 or Chinese between them.
var sentence = regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)

// refusals are requests with one bad value each, by the parameter that is bad.
func refusals(w *world) map[string][]reply {
	task, all := path("/tasks/%d", ocpsim.Sample), map[string][]reply{}
	ask := func(name string, r reply) { all[name] = append(all[name], r) }
	get := func(name, url string, headers ...string) {
		ask(name, w.get(url, append(headers, "Accept-Language", "zh-CN")...))
	}
	post := func(name, path string, form url.Values) {
		ask(name, w.postForm(path, form, "Accept-Language", "zh-CN"))
	}
	for _, name := range []string{"view", "subtask", "from", "to", "state", "is", "rest", "sort", "align", "lane", "gaps", "usual", "time", "tz",
		"fold", "toggle", "dir", "draw", "focus", "up", "down", "heat", "chains", "links"} {
		get(name, task+"?"+name+"=nonsense")
	}
	long := strings.Repeat("x", permalink.MaxText+1)
	for _, name := range []string{"q", "name", "cluster", "tenant", "creator", "executor", "after", "before"} {
		get(name, "/history?"+name+"="+long)
	}
	for _, name := range []string{"source", "pinned", "noted", "all", "from", "after", "before"} {
		get(name, "/history?"+name+"=No+such")
	}
	for _, name := range []string{"ms", "pct"} {
		get(name, "/compare/1...2?"+name+"=x")
	}
	get("to", task+"?from=5&to=5")
	get("to", "/history?from=2024-03-02&to=2024-03-01")
	get("before", "/history?after=a&before=b")
	ids := make([]string, 201)
	for i := range ids {
		ids[i] = strconv.Itoa(i + 1)
	}
	get("toggle", task+"?toggle="+strings.Join(ids, ","))
	get("base", "/compare/x...2")
	get("base", "/compare/1...2...3?base=9")
	get("head", "/compare/1...x")
	get("runs", "/compare/1...2...x")
	get("pick", "/compare?pick=1")
	get("task", "/open?task=what")
	get("name", "/trend")
	get("scale", "/trend?name=a&scale=x")
	get("ref", "/tasks/abc")
	get("ref", path("/tasks/%d@1/live", ocpsim.Sample))
	get("ref", "/tasks/abc@1/note")
	for _, name := range []string{"since", "drawn", "hidden"} {
		get(name, task+"/live?"+name+"=x")
	}
	get(regionHeader, task, regionHeader, "no such")
	get(shownHeader, task, shownHeader, "x")
	post("lang", "/settings", url.Values{"lang": {"tlh"}})
	post("theme", "/settings", url.Values{"theme": {"pink"}})
	w.get(task)
	post("version", task+"@1/note", url.Values{"version": {"x"}})
	post("pinned", task+"@1/pin", url.Values{"pinned": {"x"}})
	ask("body", w.do(w.request("POST", "/settings", strings.NewReader("%zz"),
		"Content-Type", "application/x-www-form-urlencoded", "Accept-Language", "zh-CN")))
	return all
}

// TestBadValuesAreToldInChinese: a refusal says in the reader's language what
// would have been understood. A parameter that somebody adds belongs in refusals.
func TestBadValuesAreToldInChinese(t *testing.T) {
	w := newWorld(t)
	all := refusals(w)
	for name, replies := range all {
		for _, r := range replies {
			if r.StatusCode != http.StatusBadRequest {
				t.Errorf("%s: %s is %d, want 400", name, r.Request.URL, r.StatusCode)
				continue
			}
			d := r.doc(t)
			facts := map[string]string{}
			for _, f := range d.Find(".error-facts > div").EachIter() {
				facts[f.Find("dt").Text()] = f.Find("dd").Text()
			}
			if facts["参数"] != name || facts["应为"] == "" {
				t.Errorf("%s: %s says %v, want that parameter and what it should be", name, r.Request.URL, facts)
			}
			for _, said := range []string{d.Find("main h1").Text(), d.Find(".error-what").Text(), d.Find(".advice").Text(), facts["应为"]} {
				if english := sentence.FindString(said); english != "" {
					t.Errorf("%s: %s says %q on a Chinese page: %s", name, r.Request.URL, english, said)
				}
				if !regexp.MustCompile(`\p{Han}`).MatchString(said) {
					t.Errorf("%s: %s has no Chinese: %q", name, r.Request.URL, said)
				}
			}
		}
	}
	for _, name := range parameters(t) {
		if len(all[name]) == 0 {
			t.Errorf("no request has a bad %q: add one to refusals", name)
		}
	}
}

// parameters are the names that the code reads and may refuse, but for those of
// OCP's own API, whose errors are OCP's, and of the sign-in form.
func parameters(t *testing.T) []string {
	t.Helper()
	read := regexp.MustCompile(`(?:choice\(&?r, |r\.\w+\(|bad\(|BadParam\{Name: )"(\w+)"`)
	var names []string
	for _, dir := range []string{"../internal/permalink", "."} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no code in %s: %v", dir, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || slices.Contains([]string{"instance.go", "signin.go"}, filepath.Base(file)) {
				continue
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range read.FindAllSubmatch(b, -1) {
				names = append(names, string(m[1]))
			}
		}
	}
	if len(names) < 40 {
		t.Fatalf("found %d parameters in the code: the search for them is broken", len(names))
	}
	return names
}
