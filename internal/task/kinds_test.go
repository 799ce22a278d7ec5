package task

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
)

// TestListsHoldEveryConstant reads the package's source: a kind that is
// declared but not listed would never get words in the catalogue.
func TestListsHoldEveryConstant(t *testing.T) {
	listed := map[string]map[string]bool{
		"FailureKind": set(FailureKinds()), "NotATaskReason": set(NotATaskReasons()), "ProblemKind": set(ProblemKinds()),
	}
	declared := 0
	for _, name := range []string{"failure.go", "problem.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			kind, ok := spec.Type.(*ast.Ident)
			if !ok || listed[kind.Name] == nil {
				return true
			}
			word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil || !listed[kind.Name][word] {
				t.Errorf("%ss() does not list %s", kind.Name, spec.Names[0].Name)
			}
			declared++
			return true
		})
	}
	if want := len(FailureKinds()) + len(NotATaskReasons()) + len(ProblemKinds()); declared != want {
		t.Errorf("the source declares %d kinds, the lists hold %d", declared, want)
	}
}

func set[T ~string](words []T) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[string(w)] = true
	}
	return m
}
