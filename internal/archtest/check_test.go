package archtest

import (
	"strings"
	"testing"
)

// TestViolations shows that each check catches what it is there for, and lets
// pass what looks like it.
func TestViolations(t *testing.T) {
	imports := func(paths ...string) string {
		return "package p\nimport (\n\"" + strings.Join(paths, "\"\n\"") + "\"\n)\n"
	}
	tests := []struct {
		name, file, src string
		want            string // in the one complaint; "" is none
	}{
		{"std in task", "internal/task/a.go", imports("fmt", "net/url", "time"), ""},
		{"pure up", "internal/dag/a.go", imports("taskscope/internal/timeline"), "internal/dag may not import taskscope/internal/timeline"},
		{"pure down", "internal/timeline/a.go", imports("taskscope/internal/dag"), ""},
		{"pure third party", "internal/compare/a.go", imports("golang.org/x/text/language"), "standard library only"},
		{"pure os", "internal/task/a.go", imports("os"), "do no I/O"},
		{"pure net/http", "internal/permalink/a.go", imports("net/http"), "do no I/O"},
		{"pure slog", "internal/dag/a.go", imports("log/slog"), "do no I/O"},
		{"pure test may", "internal/dag/a_test.go", imports("os", "testing", "taskscope/internal/ocp"), ""},
		{"permalink to dag", "internal/permalink/a.go", imports("taskscope/internal/dag"), "the direction is"},
		{"I/O to I/O", "internal/live/a.go", imports("taskscope/internal/ocp"), "the direction is"},
		{"sim to ocp", "internal/ocpsim/a.go", imports("taskscope/internal/ocp"), "the direction is"},
		{"ocp is no prefix of ocpsim", "internal/ocp/a.go", imports("taskscope/internal/ocpsim"), "the direction is"},
		{"I/O to task", "internal/history/sub/a.go", imports("taskscope/internal/task", "taskscope/internal/history"), ""},
		{"I/O to web", "internal/ocp/a.go", imports("taskscope/web"), "the direction is"},
		{"views to history", "views/pages/a.go", imports("taskscope/internal/history"), "the direction is"},
		{"views to net/http", "views/a.go", imports("net/http"), "do no I/O"},
		{"views", "views/a/a.go", imports("taskscope/internal/timeline", "taskscope/views", "github.com/a-h/templ"), ""},
		{"web", "web/a.go", imports("github.com/labstack/echo/v4", "taskscope/views/x", "taskscope/internal/ocp", "os"), ""},
		{"web to cmd", "web/a.go", imports("taskscope/cmd/taskscope"), "the direction is"},
		{"echo in cmd", "cmd/taskscope/a.go", imports("github.com/labstack/echo/v4"), "only web may"},
		{"echo in a test", "internal/live/a_test.go", imports("github.com/labstack/echo/v4"), "only web may"},
		{"sqlite elsewhere", "web/a.go", imports("github.com/mattn/go-sqlite3"), "only internal/history may"},
		{"sqlite", "internal/history/a.go", imports("github.com/mattn/go-sqlite3", "database/sql"), ""},
		{"playwright elsewhere", "e2e/a_test.go", imports("github.com/playwright-community/playwright-go"), "only e2e/internal/pw may"},
		{"testify", "web/a_test.go", imports("github.com/stretchr/testify/assert"), "nothing in this project uses it"},
		{"e2e to product", "e2e/internal/harness/a.go", imports("taskscope/internal/task"), "the direction is"},
		{"test package in product", "internal/live/a.go", imports("taskscope/internal/live/livetest"), "it is for tests"},
		{"test package in test", "internal/live/a_test.go", imports("taskscope/internal/live/livetest"), ""},
		{"test package", "internal/live/livetest/a.go", imports("testing", "taskscope/internal/ocp"), ""},
		{"not in the table", "internal/stray/a.go", "package stray", "not in the table"},
		{"not in the table, test only", "internal/stray/a_test.go", "package stray", "not in the table"},
		{"does not parse", "web/a.go", "package", "expected 'IDENT'"},

		{"clock", "internal/dag/a.go", "package p\nimport \"time\"\nvar x = time.Now", "internal/dag/a.go:3: time.Now in a pure package"},
		{"clock by another name", "views/a.go", "package p\nimport t \"time\"\nfunc f() { t.Since(t.Time{}) }", "time.Since in a pure"},
		{"clock by dot", "views/a.go", "package p\nimport . \"time\"\nvar x = Now()", "time.* in a pure"},
		{"zone of the machine", "internal/task/a.go", "package p\nimport \"time\"\nvar x = time.Local", "time.Local in a pure"},
		{"time without clock", "internal/task/a.go", "package p\nimport \"time\"\nvar x = time.UnixMilli", ""},
		{"clock in I/O", "internal/live/a.go", "package p\nimport \"time\"\nvar x = time.Now", ""},
		{"clock in a test", "internal/dag/a_test.go", "package p\nimport \"time\"\nvar x = time.Now", ""},
		{"stdout", "internal/dag/a.go", "package p\nimport \"fmt\"\nfunc f() { fmt.Println() }", "fmt.Println in a pure"},
		{"exit", "internal/ocp/a.go", "package p\nimport \"os\"\nfunc f() { os.Exit(1) }", "os.Exit outside main"},
		{"exit in main", "cmd/devcheck/a.go", "package main\nimport \"os\"\nfunc f() { os.Exit(1) }", ""},
		{"log.Fatal", "web/a.go", "package p\nimport \"log\"\nfunc f() { log.Fatalf(\"\") }", "log.Fatalf outside main"},
		{"init", "web/a.go", "package p\nfunc init() {}", "web/a.go:2: func init"},
		{"method init", "web/a.go", "package p\ntype x int\nfunc (x) init() {}", ""},
		{"templ.Raw in Go", "web/a.go", "package p\nimport \"github.com/a-h/templ\"\nvar x = templ.Raw", "templ.Raw"},
		{"generated", "views/a_templ.go", "// Code generated by templ - DO NOT EDIT.\n\npackage p\nimport \"time\"\nvar x = time.Now" + strings.Repeat("\n", 500), ""},

		{"templ.Raw", "views/a.templ", "\n\t@templ.Raw(x)", "views/a.templ:2: templ.Raw"},
		{"style", "views/a.templ", `<p style="color: red">`, "no style attribute"},
		{"style expression", "views/a.templ", "<p\n\tstyle={ x }\n>", "views/a.templ:2: style={: no style attribute"},
		{"style if", "views/a.templ", `<p style?={ x }>`, "no style attribute"},
		{"Go variable style", "views/a.templ", "{{ style = \"x\" }}\n{{ style := f() }}", ""},
		{"data-style", "views/a.templ", `<p data-style="x" class="style">`, ""},
		{"onclick", "views/a.templ", `<p onclick={ f() }>`, "no handler"},
		{"ONLOAD", "views/a.templ", `<p ONLOAD='f()'>`, "no handler"},
		{"hx-on", "views/a.templ", `<p hx-on::after-request="f()">`, "no handler"},
		{"javascript:", "views/a.templ", `<a href="javascript:f()">`, "javascript:"},
		{"style element", "views/a.templ", `<style>p{}</style>`, "no <style>"},
		{"script block", "views/a.templ", "script hello(x int) {\n}", "no script or css block"},
		{"script with code", "views/a.templ", "<script type=\"module\">\nimport 'x'\n</script>", "no code in a script"},
		{"script with src", "views/a.templ", `<script type="module" src={ x }></script>`, ""},
		{"script with data", "views/a.templ", `<script id="x" type="application/json">{"a": 1}</script>`, ""},
		{"two scripts, second bad", "views/a.templ", `<script src="/a.js"></script><script>f()</script>`, "no code in a script"},
		{"CDN script", "views/a.templ", `<script src="https://cdn.example/x.js"></script>`, "load nothing from elsewhere"},
		{"CDN without scheme", "views/a.templ", `<img src="//cdn.example/x.png">`, "load nothing from elsewhere"},
		{"CDN in an expression", "views/a.templ", `<img src={ "https://cdn.example/x.png" }>`, "load nothing from elsewhere"},
		{"CDN style sheet", "views/a.templ", `<link rel="stylesheet" href="https://cdn.example/x.css">`, "load nothing from elsewhere"},
		{"link to elsewhere", "views/a.templ", `<a href="https://example.com/doc">doc</a>`, ""},
		{"namespace", "views/a.templ", `<svg xmlns="http://www.w3.org/2000/svg">`, ""},
		{"comment", "views/a.templ", "// no <p style=\"x\">\n<!-- <style> -->\n/* templ.Raw */", ""},

		{"CSS url", "static/a.css", "a { background: url('https://x/y.png') }", "load nothing from elsewhere"},
		{"CSS own url", "static/a.css", "a { background: url(\"img/y.svg\") }", ""},
		{"CSS data url", "static/a.css", "a { background: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\") }", ""},
		{"CSS import", "static/a.css", "@import \"//fonts.example/x.css\";", "load nothing from elsewhere"},
		{"JS import", "static/a.js", "import x from \"https://cdn.example/x.js\";", "load nothing from elsewhere"},
		{"JS template", "static/a.js", "fetch(`https://${host}/x`)", "load nothing from elsewhere"},
		{"JS namespace", "static/a.js", "document.createElementNS('http://www.w3.org/2000/svg', 'g') // see https://x", ""},
		{"JS style attribute", "static/a.js", "e.setAttribute('style', x)", "CSP drops"},
		{"JS style property", "static/a.js", "e.style.setProperty('--x', y); retrieval(x)", ""},
		{"JS eval", "static/a.js", "eval(x)", "code from text"},
		{"vendored", "static/vendor/x.js", "eval('https://x')", ""},

		{"util.go", "web/util.go", "package web", "name it for its idea"},
		{"helpers_test.go", "web/page_helpers_test.go", "package web", "name it for its idea"},
		{"folder common", "internal/ocp/common/a.go", "package common", "name it for its idea"},
		{"utility", "web/utilization.go", "package web", ""},
		{"long", "web/a.go", "package web" + strings.Repeat("\n", 401), "401 lines"},
		{"at the limit", "web/a.go", "package web" + strings.Repeat("\n", 400), ""},
		{"long style sheet", "static/a.css", strings.Repeat("\n", 401), "401 lines"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := checkFile(table(), test.file, test.src)
			switch {
			case test.want == "" && len(got) > 0:
				t.Errorf("checkFile(%s) = %q, want none", test.file, got)
			case test.want != "" && (len(got) != 1 || !strings.Contains(got[0], test.want)):
				t.Errorf("checkFile(%s) = %q, want one with %q", test.file, got, test.want)
			}
		})
	}
}

func TestCheckTop(t *testing.T) {
	good := []string{".ci/run", ".gitignore", "README.md", "go.mod", "go.sum", "cmd/a/b.go", "e2e/x", "internal/a", "static/a", "views/a", "web/a"}
	if got := checkTop(good); len(got) > 0 {
		t.Errorf("checkTop(the design's) = %q, want none", got)
	}
	got := checkTop(append(good, "docs/a.md", "docs/b.md", "Makefile"))
	if len(got) != 2 || !strings.HasPrefix(got[0], "docs:") || !strings.HasPrefix(got[1], "Makefile:") {
		t.Errorf("checkTop(with docs/ and Makefile) = %q, want one complaint of each", got)
	}
}

// TestTableIsOneWay shows that the table itself has no circle, so that the
// direction cannot be lost by adding to it.
func TestTableIsOneWay(t *testing.T) {
	above := map[string]bool{} // trees whose line came before: the table goes upwards
	for _, r := range table() {
		for _, p := range r.project {
			if !above[p] {
				t.Errorf("the line of %s allows %s, which no line above it has", r.tree, p)
			}
		}
		if above[r.tree] {
			t.Errorf("%s has two lines", r.tree)
		}
		above[r.tree] = true
	}
}
