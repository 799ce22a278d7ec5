package graphview_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/graphview"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// files are drawings that are hard to write down.
func files(t *testing.T) map[string]*graphview.Graph {
	hostile := staged()
	names := []string{viewtest.Hostile, `a"b\`, "line\nbreak\x00\x07", "`**md**`", `x"]:::y; click n0 "javascript:1"`, "}}%%{init}", "集群 #1; |", `\N\G`, ""}
	for i := range hostile.Subtasks {
		hostile.Subtasks[i].Name = names[i%len(names)]
	}
	cyclic := staged()
	cyclic.Subtasks[0].Upstreams = []task.SubtaskID{40}
	undone := staged()
	undone.Subtasks[0].Operation, undone.Subtasks[15].Status, undone.Subtasks[15].Operation = task.OpRollback, task.StatusPending, task.OpRollback
	twice := staged()
	twice.Subtasks[4].ID = 40
	return map[string]*graphview.Graph{
		"hostile": drawn(t, hostile, at(70_000), "heat=run"), "hostile folded": drawn(t, hostile, at(70_000), "fold=all"),
		"stacks": drawn(t, staged(), at(70_000), "fold=all&chains=folded&subtask=12"), "down": drawn(t, staged(), at(70_000), "dir=tb&links=dimmed"),
		"cut": drawn(t, wide(300), at(70_000), ""), "cycle": drawn(t, cyclic, at(70_000), ""), "undone": drawn(t, undone, at(70_000), ""),
		"one id twice": drawn(t, twice, at(70_000), ""), "empty": drawn(t, &task.Task{ID: 7}, at(0), "heat=wait"),
	}
}

// TestSVGIsADocument: well-formed, whole, and of nothing but shapes and texts.
func TestSVGIsADocument(t *testing.T) {
	for name, g := range files(t) {
		var b bytes.Buffer
		p := graphview.NewPicture(g, "Add \u202eserver\x00 <7>", []string{"As of 2024", strings.Repeat("long ", 500)})
		if err := graphview.File(p).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		uses := map[string]bool{}
		ids := map[string]bool{}
		nodes := 0
		d := xml.NewDecoder(&b)
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			switch e.Name.Local {
			case "svg", "title", "defs", "symbol", "path", "circle", "rect", "text", "g", "use":
			default:
				t.Errorf("%s: element %s", name, e.Name.Local)
			}
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "href":
					uses[strings.TrimPrefix(a.Value, "#")] = true
				case "id":
					ids[a.Value] = true
				case "style", "class":
					t.Errorf("%s: attribute %s, which needs a style sheet", name, a.Name.Local)
				case "rx":
					nodes++
				}
			}
		}
		for id := range uses {
			if !ids[id] {
				t.Errorf("%s: %s is not in the file", name, id)
			}
		}
		if nodes < len(g.Nodes) {
			t.Errorf("%s: %d boxes for %d nodes", name, nodes, len(g.Nodes))
		}
	}
}

// needDOT in the environment makes it an error that Graphviz is not installed;
// .ci/run sets it.
const needDOT = "TASKSCOPE_NEED_DOT"

// TestDOTIsRead by Graphviz, where it is installed: as many nodes and edges as
// the drawing has.
func TestDOTIsRead(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil && os.Getenv(needDOT) != "" {
		t.Fatalf("%s is set: %v", needDOT, err)
	}
	if err != nil {
		t.Skip("needs Graphviz")
	}
	for name, g := range files(t) {
		source := g.DOT("Add \"server\" \\ \n 7")
		cmd := exec.CommandContext(t.Context(), dot, "-Tplain")
		cmd.Stdin = strings.NewReader(source)
		var out, wrong bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &wrong
		if err := cmd.Run(); err != nil || wrong.Len() > 0 {
			t.Errorf("%s: %v: %s\n%s", name, err, wrong.String(), source)
			continue
		}
		nodes := strings.Count(out.String(), "\nnode ")
		edges := strings.Count(out.String(), "\nedge ")
		if nodes != len(g.Nodes) || edges != len(g.Edges) {
			t.Errorf("%s: Graphviz reads %d nodes and %d edges, want %d and %d", name, nodes, edges, len(g.Nodes), len(g.Edges))
		}
	}
}

// Lines of Mermaid that cannot be misread: labels have no character that ends
// them or means something.
var (
	mermaidNode = regexp.MustCompile(`^  n\d+\[{1,2}"([^"<>&\x60|\[\]{}()%\\]|<br/>)*"\]{1,2}:::[a-z_]+$`)
	mermaidEdge = regexp.MustCompile(`^  n\d+ (-->|==>|-\.->)(\|[^"<>&\x60|\[\]{}()%\\]+\|)? n\d+$`)
	mermaidRest = regexp.MustCompile(`^(%% [^{}]*|flowchart (LR|TB)|  classDef [a-z_]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}(,stroke-dasharray:2 3)?)$`)
	entity      = regexp.MustCompile(`#[0-9]*;?`)
)

func TestMermaidIsEscaped(t *testing.T) {
	for name, g := range files(t) {
		nodes, edges := 0, 0
		for line := range strings.Lines(g.Mermaid("Add \"server\" {7}", viewtest.Frame(t, text.English).Text)) {
			line = strings.TrimSuffix(line, "\n")
			switch {
			case mermaidNode.MatchString(line):
				nodes++
				for _, e := range entity.FindAllString(line, -1) {
					if len(e) < 3 || e[len(e)-1] != ';' {
						t.Errorf("%s: %q has %q, which is no entity", name, line, e)
					}
				}
			case mermaidEdge.MatchString(line):
				edges++
			case !mermaidRest.MatchString(line):
				t.Errorf("%s: line %q", name, line)
			}
		}
		if nodes != len(g.Nodes) || edges != len(g.Edges) {
			t.Errorf("%s: %d nodes and %d edges, want %d and %d", name, nodes, edges, len(g.Nodes), len(g.Edges))
		}
	}
}

// TestFilesSayWhatIsHidden: who gets a file has no page beside it.
func TestFilesSayWhatIsHidden(t *testing.T) {
	g := drawn(t, wide(300), at(70_000), "")
	want := fmt.Sprintf("%d hidden", g.Hidden)
	var b bytes.Buffer
	if err := graphview.File(graphview.NewPicture(g, "t", nil)).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"svg": b.String(), "dot": g.DOT("t"), "mmd": g.Mermaid("t", viewtest.Frame(t, text.English).Text)} {
		if !strings.Contains(file, want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}
