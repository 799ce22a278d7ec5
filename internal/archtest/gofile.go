package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// goFile is what the checks need of a Go file.
type goFile struct {
	name      string // from the module's root, with slashes
	test      bool
	generated bool
	main      bool
	imports   []string
	calls     []use
	inits     []int // lines of func init
}

// use is a name of an imported package that a file uses, e.g. {"time", "Now", 12}.
type use struct {
	pkg, name string
	line      int
}

// parseGo reads a Go file.
func parseGo(name, src string) (goFile, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return goFile{}, err
	}
	f := goFile{
		name: name, test: strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(file), main: file.Name.Name == "main",
	}
	names := map[string]string{} // local name -> import path
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return goFile{}, fmt.Errorf("%s: %w", name, err)
		}
		f.imports = append(f.imports, imported)
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		if local == "." {
			f.calls = append(f.calls, use{imported, "*", fset.Position(spec.Pos()).Line})
		}
		names[local] = imported
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && names[x.Name] != "" {
				f.calls = append(f.calls, use{names[x.Name], n.Sel.Name, fset.Position(n.Pos()).Line})
			}
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				f.inits = append(f.inits, fset.Position(n.Pos()).Line)
			}
		}
		return true
	})
	return f, nil
}

// checkGo says what a Go file of the package in dir uses that it may not: the
// clock in a pure package, an exit outside main, func init.
func checkGo(rules []rule, dir string, f goFile) []string {
	if f.test || f.generated || forTests(dir) {
		return nil
	}
	r, _ := ruleFor(rules, dir) // a missing one is checkImports' complaint
	var wrong []string
	for _, c := range f.calls {
		if (r.pure || r.drawn) && forbidden(notPureCalls[c.pkg], c.name) {
			wrong = append(wrong, fmt.Sprintf("%s:%d: %s.%s in a pure package: take the value as an argument", f.name, c.line, c.pkg, c.name))
		}
		if !f.main && (c.pkg == "os" && c.name == "Exit" || c.pkg == "log" && (strings.HasPrefix(c.name, "Fatal") || strings.HasPrefix(c.name, "Panic"))) {
			wrong = append(wrong, fmt.Sprintf("%s:%d: %s.%s outside main: return an error", f.name, c.line, c.pkg, c.name))
		}
		if c.pkg == "github.com/a-h/templ" && slices.Contains(unsafeTempl, c.name) {
			wrong = append(wrong, fmt.Sprintf("%s:%d: templ.%s: %s", f.name, c.line, c.name, whyUnsafe))
		}
	}
	for _, line := range f.inits {
		wrong = append(wrong, fmt.Sprintf("%s:%d: func init: call it by name from main", f.name, line))
	}
	return wrong
}

// forbidden says whether name is in the list, or hides in a dot import.
func forbidden(list []string, name string) bool {
	return len(list) > 0 && (name == "*" || slices.Contains(list, name))
}
