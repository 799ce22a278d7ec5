package main

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// fuzzPackage is a folder, in slashes from the root, and its fuzz targets.
type fuzzPackage struct {
	dir     string
	targets []string
}

// fuzzTargets finds every function FuzzX(*testing.F) of the module, in the order
// of folders and names.
func fuzzTargets(root string) ([]fuzzPackage, error) {
	found := map[string][]string{}
	err := walk(root, func(name string) error {
		if !strings.HasSuffix(name, "_test.go") || strings.Contains("/"+name, "/testdata/") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && isFuzzTarget(f) {
				found[path.Dir(name)] = append(found[path.Dir(name)], f.Name.Name)
			}
		}
		return nil
	})
	var packages []fuzzPackage
	for dir, targets := range found {
		slices.Sort(targets)
		packages = append(packages, fuzzPackage{dir, targets})
	}
	slices.SortFunc(packages, func(a, b fuzzPackage) int { return cmp.Compare(a.dir, b.dir) })
	return packages, err
}

// isFuzzTarget says whether f is one for go test: FuzzX with a *testing.F.
func isFuzzTarget(f *ast.FuncDecl) bool {
	if f.Recv != nil || !strings.HasPrefix(f.Name.Name, "Fuzz") || f.Type.Params.NumFields() != 1 {
		return false
	}
	pointer, ok := f.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	typ, ok := pointer.X.(*ast.SelectorExpr)
	return ok && typ.Sel.Name == "F"
}
