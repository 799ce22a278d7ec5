package history

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestQueriesArePlanned: with values to bind, each and first ask, which plan a
// query once (see planned); asked past them it is prepared anew for each use.
func TestQueriesArePlanned(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set, planned := token.NewFileSet(), 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) <= 2 {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "QueryContext" && f.Sel.Name != "QueryRowContext" {
				return true
			}
			if by, ok := call.Args[1].(*ast.CallExpr); ok && isPlanned(by) {
				planned++
				return true
			}
			t.Errorf("%s: %s is asked with values and is not planned", set.Position(call.Pos()), f.Sel.Name)
			return true
		})
	}
	if planned < 2 {
		t.Errorf("%d calls are planned, want those of each and first", planned)
	}
}

func isPlanned(call *ast.CallExpr) bool {
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == "planned"
}
