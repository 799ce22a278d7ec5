package text

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// catalogueOf reads a language's messages as key -> the forms' texts.
func catalogueOf(t *testing.T, lang Lang) map[string]map[string]string {
	t.Helper()
	files, err := fs.Glob(messages, "messages/*."+string(lang)+".json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages in %s: %v", lang, err)
	}
	all := map[string]map[string]string{}
	for _, name := range files {
		b, err := messages.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(b, &raw); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, value := range raw {
			forms := map[string]string{}
			if value[0] == '"' {
				forms["other"] = ""
				value = []byte(`{"other":` + string(value) + `}`)
			}
			if err := json.Unmarshal(value, &forms); err != nil {
				t.Fatalf("%s: %s: %v", name, key, err)
			}
			all[key] = forms
		}
	}
	return all
}

// families are the keys that code puts together: a prefix and all its ends.
func families() map[string][]string {
	words := func(n int, word func(i int) string) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = word(i)
		}
		return list
	}
	states := slices.Concat(task.SubtaskStates(), task.TaskStates())
	state := words(len(states), func(i int) string { return states[i].String() })
	problems, failures, reasons := task.ProblemKinds(), task.FailureKinds(), task.NotATaskReasons()
	errors := []string{"bad_parameter", "not_a_task", "no_snapshot", "no_page", "no_method", "no_user", "not_proxied", "signed_out", "plain_http",
		"foreign_host", "cross_origin", "too_large", "history_unavailable", "many_streams", "timeout", "internal"}
	ofOCP := words(len(failures), func(i int) string { return "ocp_" + string(failures[i]) })
	groups := []string{"running", "failed", "healthy", "pairs", "daily", "odd", "faults", "types"}
	traits := permalink.Traits()
	trait := words(len(traits), func(i int) string { return string(traits[i]) })
	usuals, wants := permalink.Usuals(), permalink.WantKinds()
	paths, hints, views, lanes := timeline.PathProblems(), timeline.HintKinds(), permalink.Views(), permalink.Lanes()
	return map[string][]string{
		"state.":          state,
		"state_help.":     state,
		"problem.":        words(len(problems), func(i int) string { return string(problems[i]) }),
		"failure.":        words(len(failures), func(i int) string { return string(failures[i]) }),
		"not_a_task.":     words(len(reasons), func(i int) string { return string(reasons[i]) }),
		"path_problem.":   words(len(paths), func(i int) string { return string(paths[i]) }),
		"want.":           words(len(wants), func(i int) string { return string(wants[i]) }),
		"hint.":           words(len(hints), func(i int) string { return string(hints[i]) }),
		"tl.rows_":        words(len(lanes), func(i int) string { return string(lanes[i]) }),
		"usual.marks_":    words(len(usuals), func(i int) string { return string(usuals[i]) }),
		"trend.scale_":    {string(permalink.ScaleLinear), string(permalink.ScaleLog)},
		"tl.sort_":        {"order", "start", "duration", "wait", "name"},
		"task.view_":      words(len(views), func(i int) string { return string(views[i]) }),
		"trait.":          trait,
		"trait_hint.":     trait,
		"task.origin_":    {string(task.OriginOCP), string(task.OriginImport)},
		"graph.heat_":     {"none", "run", "wait"},
		"graph.sign_":     {"critical", "stack", "back", "undone", "again"},
		"graph.export_":   {"svg", "dot", "mmd"},
		"compare.export_": {"csv", "svg"},
		"app.lang_":       {string(English), string(Chinese)},
		"app.theme_":      {"auto", "light", "dark"},
		"error_title.":    slices.Concat(errors, ofOCP),
		"error_text.":     errors,
		"error_advice.":   slices.Concat(errors, ofOCP),
		"demo.":           demos(),
		"demo_group.":     groups,
		"demo_intro.":     groups,
	}
}

// demos are the scenarios of the simulated OCP, by the names of their words:
// all types of tasks share theirs, and so do days on which nothing happened.
func demos() []string {
	sim, err := ocpsim.New(ocpsim.Config{})
	if err != nil {
		panic(err)
	}
	defer sim.Close()
	var all []string
	for _, e := range sim.Catalogue() {
		switch s := e.Scenario; {
		case e.Group == ocpsim.GroupTypes:
			all = append(all, "type")
		case e.Group == ocpsim.GroupHistory && s != "history-7" && s != "history-8":
			all = append(all, "history")
		default:
			all = append(all, s)
		}
	}
	return all
}

func TestBothLanguagesHaveTheSameKeysAndFields(t *testing.T) {
	en, zh := catalogueOf(t, English), catalogueOf(t, Chinese)
	for key := range zh {
		if _, ok := en[key]; !ok {
			t.Errorf("%q is in Chinese only", key)
		}
	}
	field := regexp.MustCompile(`\{\{\.(\w+)\}\}`)
	fields := func(s string) []string {
		var names []string
		for _, m := range field.FindAllStringSubmatch(s, -1) {
			names = append(names, m[1])
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	for key, forms := range en {
		other, ok := zh[key]
		if !ok {
			t.Errorf("%q is in English only", key)
			continue
		}
		if (len(forms) > 1) != (forms["one"] != "") {
			t.Errorf("%q has the forms %v, want one and other", key, forms)
		}
		if got, want := fields(other["other"]), fields(forms["other"]); !slices.Equal(got, want) {
			t.Errorf("%q has the fields %v in Chinese, %v in English", key, got, want)
		}
	}
}

func TestChineseHasItsOwnPunctuation(t *testing.T) {
	ascii := regexp.MustCompile(`[\p{Han}}][,;:()]|[,;:()]\p{Han}`)
	spaced := regexp.MustCompile(`\p{Han} \p{Han}|[，；：。（）、] | [，；：。（）、]|^ \p{Han}`)
	for key, forms := range catalogueOf(t, Chinese) {
		for _, s := range forms {
			if ascii.MatchString(s) || strings.Count(s, "（") != strings.Count(s, "）") {
				t.Errorf("%q has half-width punctuation: %s", key, s)
			}
			if spaced.MatchString(s) {
				t.Errorf("%q has a space that Chinese does not: %s", key, s)
			}
		}
	}
}

// TestChineseWordsMeanOneThing keeps words out that a DBA of OceanBase would read
// otherwise, and second words for what has one.
func TestChineseWordsMeanOneThing(t *testing.T) {
	for key, forms := range catalogueOf(t, Chinese) {
		for _, word := range []struct{ not, but string }{
			{"副本", "并行子任务: OceanBase's 副本 is a replica of data"},
			{"依赖图", "拓扑图, as the view is called"},
			{"阻塞", "等待上游: OCP's PENDING, and one state has one word"},
			{"已放弃", "已终止: OCP's 放弃任务 is a rollback"},
			{"终止运行", "取消: 已终止 is what OCP does to a task"},
			{"应答", "响应"},
			{"向前移动", "更早: 前 may be either way in time"},
			{"向后移动", "更晚: 后 may be either way in time"},
			{"向前或向后", "更早或更晚"},
		} {
			for _, s := range forms {
				if strings.Contains(s, word.not) {
					t.Errorf("%q says %s, want %s: %s", key, word.not, word.but, s)
				}
			}
		}
	}
}

// TestNoTwoFiltersHaveOneName: the states and the traits stand side by side, and
// find different subtasks.
func TestNoTwoFiltersHaveOneName(t *testing.T) {
	for _, lang := range Langs() {
		named := map[string]string{}
		for key, forms := range catalogueOf(t, lang) {
			if !strings.HasPrefix(key, "state.") && !strings.HasPrefix(key, "trait.") {
				continue
			}
			if other := named[forms["other"]]; other != "" {
				t.Errorf("%s: %s and %s are both named %q", lang, key, other, forms["other"])
			}
			named[forms["other"]] = key
		}
	}
}

// keyShape is what a key looks like; an ending of a file name is none.
var (
	keyShape  = regexp.MustCompile(`^[a-z_]+\.[a-zA-Z0-9_]+$`)
	fileShape = regexp.MustCompile(`\.(json|css|js|svg|templ|go|html|md|csv|mmd|dot|ico|db|yaml|com|org)$`)
)

// used collects the keys that code under the project's folders names, and the
// prefixes to which it appends.
func used(t *testing.T) (keys, prefixes map[string]string) {
	t.Helper()
	keys, prefixes = map[string]string{}, map[string]string{}
	for _, root := range []string{"../../views", "../../web"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			collect(file, path, keys, prefixes)
			return nil
		})
		if err != nil && root == "../../views" {
			t.Fatal(err)
		}
	}
	return keys, prefixes
}

func collect(file *ast.File, path string, keys, prefixes map[string]string) {
	joined := map[*ast.BasicLit]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BinaryExpr:
			if lit, ok := n.X.(*ast.BasicLit); ok && n.Op == token.ADD {
				if s, err := strconv.Unquote(lit.Value); err == nil && regexp.MustCompile(`^[a-z_]+\.[a-z_]*$`).MatchString(s) {
					prefixes[s], joined[lit] = path, true
				}
			}
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && !joined[n] &&
				keyShape.MatchString(s) && !fileShape.MatchString(s) {
				keys[s] = path
			}
		}
		return true
	})
}

func TestEveryKeyExistsAndIsUsed(t *testing.T) {
	en := catalogueOf(t, English)
	areas := map[string]bool{}
	for key := range en {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	keys, prefixes := used(t)
	for key, path := range keys {
		area, _, _ := strings.Cut(key, ".")
		if _, ok := en[key]; areas[area] && !ok {
			t.Errorf("%s uses %q, which the catalogue does not have", path, key)
		}
	}
	for prefix, ends := range families() {
		if _, ok := prefixes[prefix]; !ok {
			t.Errorf("nothing puts keys together from %q any more: take the family out of this test", prefix)
		}
		for _, end := range ends {
			if _, ok := en[prefix+end]; !ok {
				t.Errorf("the catalogue lacks %q", prefix+end)
			}
			keys[prefix+end] = "family"
		}
	}
	for prefix, path := range prefixes {
		area, _, _ := strings.Cut(prefix, ".")
		if _, ok := families()[prefix]; areas[area] && !ok {
			t.Errorf("%s puts keys together from %q: say in this test which", path, prefix)
		}
	}
	for key := range en {
		if _, ok := keys[key]; !ok {
			t.Errorf("nothing uses %q", key)
		}
	}
}

func TestMissingKeyIsSeen(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range Langs() {
		if got, want := c.In(lang).T("no.such_key"), "[no.such_key]"; got != want {
			t.Errorf("%s: T of a missing key = %q, want %q", lang, got, want)
		}
	}
	if got, want := (Printer{}).T("no.catalogue"), "[no.catalogue]"; got != want {
		t.Errorf("T without a catalogue = %q, want %q", got, want)
	}
}

func TestMatch(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		chosen, accept string
		want           Lang
	}{
		{"", "", English},
		{"", "zh-CN,zh;q=0.9,en;q=0.8", Chinese},
		{"", "zh-Hans", Chinese},
		{"", "de,en;q=0.5", English},
		{"", "fr", English},
		{"zh", "en", Chinese},
		{"en", "zh-CN", English},
		{"xx", "zh-CN", Chinese},
		{"", "not a language;;;", English},
	} {
		if got := c.Match(test.chosen, test.accept); got != test.want {
			t.Errorf("Match(%q, %q) = %q, want %q", test.chosen, test.accept, got, test.want)
		}
	}
}
