package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// catalogue are all words of the interface in a language.
func catalogue(t *testing.T, lang string) string {
	t.Helper()
	files, err := filepath.Glob("../views/text/messages/*." + lang + ".json")
	if err != nil || len(files) == 0 {
		t.Fatalf("the catalogue's files of %s: %v, %v", lang, files, err)
	}
	var all strings.Builder
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(b, &messages); err != nil {
			t.Fatal(err)
		}
		for _, m := range messages {
			switch m := m.(type) {
			case string:
				all.WriteString(m + "\n")
			case map[string]any: // plural forms
				for _, form := range m {
					all.WriteString(form.(string) + "\n")
				}
			}
		}
	}
	return placeholder().ReplaceAllString(all.String(), " ")
}

func placeholder() *regexp.Regexp { return regexp.MustCompile(`\{\{[^}]*\}\}`) }

// englishWords are those of the English interface, without what a Chinese
// reader reads in Latin letters too.
func englishWords(t *testing.T) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	for _, w := range latin(catalogue(t, "en")) {
		words[w] = true
	}
	for _, w := range strings.Fields("id taskscope express javascript obproxy kib mib ms localhost data null true false") {
		delete(words, w)
	}
	if len(words) < 300 || !words["subtask"] || !words["close"] {
		t.Fatalf("%d English words, want some hundred, with subtask and close", len(words))
	}
	return words
}

// technical is what is no language: what the interface quotes, names of files,
// OCP's enums and abbreviations (RUNNING, OCP), its fields (traceId), paths and
// addresses, the parts of a Ref, assignments, keys, programs.
func technical() *regexp.Regexp {
	return regexp.MustCompile(`“[^”]*”|\b\w+\.json\b|\b[A-Z][A-Z_]+\b|\b[a-z]+[A-Z]\w*|https?:\S*|/\S+|\[source:\]|\bprod:\S*|\b\w+=\w+|\b(?:Ctrl|Cmd|Alt|Shift|Chrome|Perfetto|Mermaid)\b|\bchrome://\S*`)
}

// spoken is every text that the page shows or says, leaving out what is marked
// as another language's or as OCP's own.
const spoken = `() => {
	const texts = [document.title];
	// A node's name is OCP's, cut; its whole is in the node's label.
	const skip = "script, style, pre, code, [lang]:not(html), [dir=auto], .mono, .node text:not(.detail)";
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		if (!walk.currentNode.parentElement.closest(skip)) texts.push(walk.currentNode.textContent);
	}
	for (const e of document.querySelectorAll("[title], [aria-label], [placeholder], [alt]")) {
		if (e.closest("[lang]:not(html)")) continue;
		for (const a of ["title", "aria-label", "placeholder", "alt"]) texts.push(e.getAttribute(a) ?? "");
	}
	return texts.map((s) => s.trim()).filter(Boolean);
}`

// ocpStrings are all texts in the answer to a task, longest first.
func ocpStrings(t *testing.T, app *App, ids ...string) []string {
	t.Helper()
	var all []string
	for _, id := range ids {
		var body any
		if err := json.NewDecoder(get(t, app.URL+"/tasks/"+id+"/raw.json").Body).Decode(&body); err != nil {
			t.Fatal(err)
		}
		collect(body, &all)
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

func collect(v any, all *[]string) {
	switch v := v.(type) {
	case string:
		if len(v) > 1 {
			*all = append(*all, v)
		}
	case []any:
		for _, e := range v {
			collect(e, all)
		}
	case map[string]any:
		for key, e := range v {
			if strings.ToLower(key) != key { // createTime; but a bare "status" may be our word
				*all = append(*all, key)
			}
			collect(e, all)
		}
	}
}

// wantChinese wants a page without a word of the English interface.
func wantChinese(t *testing.T, p *Page, english map[string]bool, ocps []string) {
	t.Helper()
	ocps = slices.Clone(ocps)
	p.Must(p.Expect(p.Locator("html")).ToHaveAttribute("lang", "zh-CN"))
	// Names of tasks that other tests have opened stand in the history.
	for _, v := range p.Eval(`() => [...document.querySelectorAll("[dir=auto]")].map((e) => e.textContent).filter(Boolean)`).([]any) {
		ocps = append(ocps, v.(string))
	}
	chinese, found := 0, map[string]bool{}
	for _, v := range p.Eval(spoken).([]any) {
		text := v.(string)
		rest := text
		for _, s := range ocps {
			rest = without(rest, s)
		}
		for _, w := range latin(technical().ReplaceAllString(rest, " ")) {
			if english[w] {
				found[fmt.Sprintf("%q in %q", w, text)] = true
			}
		}
		if strings.ContainsFunc(text, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
			chinese++
		}
	}
	if len(found) > 0 {
		all := slices.Sorted(maps.Keys(found))
		t.Errorf("%s: %d English words:\n%s", p.URL(), len(all), strings.Join(all[:min(len(all), 20)], "\n"))
	}
	if chinese < 10 {
		t.Errorf("%s: only %d texts are Chinese", p.URL(), chinese)
	}
}

func TestAChineseReaderGetsChinesePages(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	readBoth(t, app)
	english := englishWords(t)
	ocps := ocpStrings(t, app, sample, failed, retried, running, oddAll, slowBase, slowHead)
	for _, q := range places() {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: app.URL, Locale: "zh-CN"})
			q.visit(p)
			wantChinese(t, p, english, ocps)
			fits(t, p) // Chinese words have other widths
		})
	}
	t.Run("panel by script", func(t *testing.T) {
		t.Parallel()
		p := NewPage(t, PageOptions{Base: app.URL, Locale: "zh-CN"})
		p.Open("/tasks/" + sample)
		p.Click(rowOf(p, install))
		selectedIs(p, install, "Install ocp agent")
		wantChinese(t, p, english, ocps)
	})
}

func TestSwitchTheLanguage(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	html := p.Locator("html")
	p.Open("/tasks/" + sample + "?view=subtasks")
	p.Must(p.Expect(html).ToHaveAttribute("lang", "en"))
	p.Click(p.Role("button", "中文"))
	p.At("/tasks/" + sample + "?view=subtasks") // where one was
	p.Must(p.Expect(html).ToHaveAttribute("lang", "zh-CN"))
	p.See(p.Role("heading", "Reinstall OCP agent")) // OCP's names stay OCP's
	for _, path := range []string{"/", "/history", "/import"} {
		p.Open(path)
		p.Must(p.Expect(html).ToHaveAttribute("lang", "zh-CN"))
	}
	p.Click(p.Role("button", "English"))
	p.Must(p.Expect(html).ToHaveAttribute("lang", "en"))
}
