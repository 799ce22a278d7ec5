package static

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
)

func tree(t *testing.T) *Tree {
	t.Helper()
	tr, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestEverySheetIsJoined(t *testing.T) {
	names, err := fs.Glob(files, "css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	joined := map[string]bool{}
	for _, name := range sheets {
		joined["css/"+name+".css"] = true
	}
	for _, name := range names {
		if !joined[name] {
			t.Errorf("%s is not part of app.css: add it to sheets", name)
		}
	}
	if len(names) != len(sheets) {
		t.Errorf("%d sheets are joined, %d exist", len(sheets), len(names))
	}
}

func TestSheetsUseOnlyDefinedNames(t *testing.T) {
	f, _ := tree(t).Open("app.css")
	css := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(f.Bytes), "")
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(--[a-z-]+):`).FindAllStringSubmatch(css, -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z-]+)`).FindAllStringSubmatch(css, -1) {
		if !defined[m[1]] {
			t.Errorf("app.css uses %s, which nothing defines", m[1])
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("app.css has a brace too many or too few")
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

func TestImportsResolve(t *testing.T) {
	tr := tree(t)
	imports := regexp.MustCompile(`(?:from|import)\s+"(\.[^"]+)"`)
	urls := regexp.MustCompile(`url\(([^)"']+)\)`)
	for name, f := range tr.files {
		for _, m := range imports.FindAllStringSubmatch(string(f.Bytes), -1) {
			if target := path.Join(path.Dir(name), m[1]); path.Ext(name) == ".js" {
				if _, ok := tr.Open(target); !ok {
					t.Errorf("%s imports %s, which is not in the tree", name, target)
				}
			}
		}
		for _, m := range urls.FindAllStringSubmatch(string(f.Bytes), -1) {
			if _, ok := tr.Open(m[1]); !ok && path.Ext(name) == ".css" && m[1][0] != '#' { // "#…" is in the page itself
				t.Errorf("%s refers to %s, which is not in the tree", name, m[1])
			}
		}
	}
}

func TestTreeHasOneStableHash(t *testing.T) {
	a, b := tree(t), tree(t)
	if a.Hash() != b.Hash() || len(a.Hash()) != 16 || a.Prefix() != "/static/"+a.Hash() {
		t.Errorf("hashes %q and %q, prefix %q", a.Hash(), b.Hash(), a.Prefix())
	}
	for _, test := range []struct{ name, want string }{
		{"app.css", "text/css; charset=utf-8"}, {"js/app.js", "text/javascript; charset=utf-8"}, {"icons/states.svg", "image/svg+xml"},
	} {
		if f, ok := a.Open(test.name); !ok || f.Type != test.want {
			t.Errorf("Open(%q) = %q, %v, want %q", test.name, f.Type, ok, test.want)
		}
	}
	if _, ok := a.Open("css/base.css"); ok {
		t.Error("the parts of app.css are served beside it")
	}
}
