package taskpage

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// TestMarksAreSaid: what a screen reader says of the marks of rows is in a style
// sheet, for a page of thousands of rows would say it in each. Its words are those
// of the catalogue: -update writes them.
func TestMarksAreSaid(t *testing.T) {
	var b strings.Builder
	b.WriteString(`/* What is said of marks that are only drawn: the state before the name of a row, and
   that it is critical. Made of the catalogue by go test ./views/taskpage -run
   TestMarksAreSaid -update. The state that most rows have has no class. */
`)
	for _, lang := range text.Langs() {
		p, of := viewtest.Frame(t, lang).Text, ""
		if lang != text.English {
			of = ":lang(" + string(lang) + ")"
		}
		say := func(selector, sign, words string) {
			fmt.Fprintf(&b, ".tl-names%s %s { content: %q; content: %q / %q; }\n", of, selector, sign, sign, words)
		}
		say("a::before", "", p.State(task.Succeeded)+p.T("tl.comma"))
		for _, s := range task.SubtaskStates() {
			if s != task.Succeeded {
				say(".s-"+s.String()+" a::before", "", p.State(s)+p.T("tl.comma"))
			}
		}
		say(".critical::after", "C", p.T("legend.critical"))
	}
	const sheet = "../../static/css/said.css"
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(sheet, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("%s does not say what the catalogue says: run this test with -update", sheet)
	}
}
