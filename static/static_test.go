package static

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func tree(t *testing.T) *Tree {
	t.Helper()
	tr, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func styleOf(t *testing.T) string {
	t.Helper()
	f, ok := tree(t).Open("app.css")
	if !ok {
		t.Fatal("there is no style sheet")
	}
	return string(f.Bytes)
}

func TestEverySheetIsJoined(t *testing.T) {
	names, err := fs.Glob(files, "css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	joined := map[string]int{}
	for _, part := range styles {
		joined["css/"+part+".css"]++
	}
	for _, name := range names {
		if joined[name] != 1 {
			t.Errorf("%s is joined %d times, want once: see styles", name, joined[name])
		}
	}
	if len(names) != len(joined) {
		t.Errorf("%d files are joined, %d exist", len(joined), len(names))
	}
}

func TestSheetsUseOnlyDefinedNames(t *testing.T) {
	all := styleOf(t)
	css := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(all, "")
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:(--[a-z-]+):|@property (--[a-z-]+))`).FindAllStringSubmatch(css, -1) {
		defined[m[1]+m[2]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z-]+)`).FindAllStringSubmatch(css, -1) {
		if !defined[m[1]] {
			t.Errorf("a sheet uses %s, which nothing defines", m[1])
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("a sheet has a brace too many or too few")
	}
}

// A browser looks again at all that such a selector may mean with each change of
// what is in it or before it: of ten thousand rows that took a tenth of a second.
func TestNoSelectorLooksAtAllRows(t *testing.T) {
	small := []string{"tr:has(:checked)", "p:has([data-sets"} // of one row, of one line
	css := styleOf(t)
	for _, s := range small {
		css = strings.ReplaceAll(css, s, "")
	}
	if m := regexp.MustCompile(`.{0,40}(:has\(|~\s*\*)`).FindString(css); m != "" {
		t.Errorf("the style sheet has %q", m)
	}
}

func TestNothingComesFromElsewhere(t *testing.T) {
	for name, f := range tree(t).files {
		text := strings.ReplaceAll(string(f.Bytes), "http://www.w3.org/2000/svg", "")
		if m := regexp.MustCompile(`(https?:)?//[a-z0-9.-]+\.[a-z]{2,}`).FindString(text); m != "" && !strings.HasPrefix(name, "vendor/") {
			t.Errorf("%s refers to %s", name, m)
		}
	}
}

func TestPicturesOfSheetsExist(t *testing.T) {
	tr := tree(t)
	urls := regexp.MustCompile(`url\(([^)"']+)\)`)
	for name, f := range tr.files {
		for _, m := range urls.FindAllStringSubmatch(string(f.Bytes), -1) {
			if _, ok := tr.Open(m[1]); !ok && path.Ext(name) == ".css" && m[1][0] != '#' { // "#…" is in the page itself
				t.Errorf("%s refers to %s, which is not in the tree", name, m[1])
			}
		}
	}
}

// Every module is reached from the one that pages load, and none is twice there.
func TestEveryModuleIsJoined(t *testing.T) {
	f, _ := tree(t).Open("js/app.js.map")
	var joined struct{ Sources []string }
	if err := json.Unmarshal(f.Bytes, &joined); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range joined.Sources {
		got = append(got, "js/"+path.Base(name))
	}
	want, err := fs.Glob(files, "js/*.js")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("app.js is made of %q, want %q", got, want)
	}
}

// TestModulesImportOneWay: no script needs itself by way of others. What two of
// them need is a module of its own.
func TestModulesImportOneWay(t *testing.T) {
	names, err := fs.Glob(files, "js/*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d scripts, %v", len(names), err)
	}
	imports := map[string][]string{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range imported.FindAllSubmatch(text, -1) {
			imports[name] = append(imports[name], path.Join("js", string(m[1])))
		}
	}
	const begun, done = 1, 2
	state := map[string]int{}
	var visit func(name string, way []string)
	visit = func(name string, way []string) {
		way = append(way, name)
		switch state[name] {
		case begun:
			t.Errorf("%s imports itself: %s", name, strings.Join(way, ", "))
		case 0:
			state[name] = begun
			for _, of := range imports[name] {
				visit(of, way)
			}
			state[name] = done
		}
	}
	visit("js/app.js", nil)
	if len(state) != len(names) {
		t.Errorf("app.js leads to %d scripts of %d", len(state), len(names))
	}
}

var imported = regexp.MustCompile(`(?m)^import .*"(\./[^"]+\.js)";$`)

func TestScriptWithAFaultIsAnError(t *testing.T) {
	for name, source := range map[string]string{"js/app.js": "let x = ;", "js/other.js": ""} {
		if _, _, err := script(fstest.MapFS{name: {Data: []byte(source)}}); err == nil {
			t.Errorf("a tree with nothing but %s %q makes a script", name, source)
		}
	}
	code, _, err := script(fstest.MapFS{"js/app.js": {Data: []byte(`import { x } from "./x.js"; addEventListener("load", x);`)}, "js/x.js": {Data: []byte("export function x() { /* no word of this */ }")}})
	if err != nil || strings.Contains(string(code), "import") || strings.Contains(string(code), "word") {
		t.Errorf("script = %q, %v", code, err)
	}
}

func TestSheetWithAFaultIsAnError(t *testing.T) {
	tree := fstest.MapFS{"css/good.css": {Data: []byte("a { color: red; }")}, "css/bad.css": {Data: []byte("a { color: red; } }")}}
	for _, parts := range [][]string{{"good", "bad"}, {"good", "missing"}} {
		if made, err := sheet(tree, "x.css", parts); err == nil {
			t.Errorf("%q make %q", parts, made)
		}
	}
	if made, err := sheet(tree, "x.css", []string{"good"}); err != nil || string(made) != "a{color:red}\n" {
		t.Errorf("sheet = %q, %v", made, err)
	}
}

func TestTreeHasOneStableHash(t *testing.T) {
	a, err := build()
	if err != nil {
		t.Fatal(err)
	}
	b := tree(t)
	if a.Hash() != b.Hash() || len(a.Hash()) != 16 || a.Prefix() != "/static/"+a.Hash() {
		t.Errorf("hashes %q and %q, prefix %q", a.Hash(), b.Hash(), a.Prefix())
	}
	for _, test := range []struct{ name, want string }{
		{"app.css", "text/css; charset=utf-8"}, {"js/app.js.map", "application/json"}, {"js/app.js", "text/javascript; charset=utf-8"}, {"icons/favicon.svg", "image/svg+xml"},
	} {
		if f, ok := a.Open(test.name); !ok || f.Type != test.want {
			t.Errorf("Open(%q) = %q, %v, want %q", test.name, f.Type, ok, test.want)
		}
	}
	for _, part := range []string{"css/base.css", "js/swap.js"} {
		if _, ok := a.Open(part); ok {
			t.Errorf("%s is served beside what it is joined into", part)
		}
	}
}
