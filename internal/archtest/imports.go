package archtest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// module is the path of go.mod.
const module = "taskscope"

// below says whether name is tree or lies under it.
func below(name, tree string) bool {
	return name == tree || strings.HasPrefix(name, tree+"/")
}

func belowAny(name string, trees []string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool { return below(name, tree) })
}

// ruleFor is the rule of the package in folder dir.
func ruleFor(rules []rule, dir string) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return below(dir, r.tree) })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

// forTests says whether the package in dir exists for tests only: its name ends
// in "test". It may import what tests may, and only tests may import it.
func forTests(dir string) bool {
	return strings.HasSuffix(path.Base(dir), "test") && dir != "internal/archtest"
}

// checkImports says what is wrong with the imports of one Go file of the
// package in dir. Tests may import any package of the project, since a test of
// one I/O package may need another as its counterpart; owners hold for them too.
func checkImports(rules []rule, dir string, f goFile) []string {
	r, ok := ruleFor(rules, dir)
	if !ok {
		return []string{fmt.Sprintf("%s: package %s is not in the table of internal/archtest", f.name, dir)}
	}
	lenient := f.test || forTests(dir)
	var wrong []string
	for _, imported := range f.imports {
		if why := r.refuses(dir, imported, lenient); why != "" {
			wrong = append(wrong, fmt.Sprintf("%s: %s may not import %s: %s", f.name, dir, imported, why))
		}
	}
	return wrong
}

// refuses is why the package in dir may not import a path; "" is that it may.
func (r rule) refuses(dir, imported string, lenient bool) string {
	for owned, trees := range owners() {
		if below(imported, owned) && !belowAny(dir, trees) {
			if len(trees) == 0 {
				return "nothing in this project uses it"
			}
			return "only " + strings.Join(trees, ", ") + " may"
		}
	}
	if lenient {
		return ""
	}
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		switch {
		case forTests(own):
			return "it is for tests"
		case !below(own, r.tree) && !belowAny(own, r.project):
			return "the direction is task <- pure <- I/O <- web <- cmd"
		}
		return ""
	}
	if r.pure && !standard(imported) {
		return "pure packages use the standard library only"
	}
	if (r.pure || r.drawn) && belowAny(imported, notPure) && !slices.Contains(pureAfterAll, imported) {
		return "pure packages and views do no I/O"
	}
	return ""
}

// standard says whether an import path is of the standard library: its first
// part has no dot.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}
