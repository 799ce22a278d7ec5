package graphview_test

import (
	"bytes"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/graphview"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// TestLaws: of any task, however odd, and any URL, the drawing keeps what it
// promises.
func TestLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	for round := range 400 {
		tk := timelinetest.Odd(r, 2+r.IntN(40))
		if round%20 == 0 { // large enough to be cut down
			tk = timelinetest.Odd(r, 500+r.IntN(400))
		}
		query := anyQuery(r, tk)
		in := input(t, tk, timelinetest.Now(), query)
		in.Small = r.IntN(2) == 0
		g := graphview.New(in)
		lawful(t, tk, query, g)
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

func lawful(t *testing.T, tk *task.Task, query string, g *graphview.Graph) {
	t.Helper()
	seen := map[int]bool{}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		for _, s := range n.Subtasks {
			if seen[s] {
				t.Errorf("%s: subtask %d is drawn twice", query, s)
			}
			seen[s] = true
		}
		if n.Stack != nil {
			total, bar := 0, 0.0
			for _, c := range n.Stack.Counts {
				count, err := strconv.Atoi(c.Text)
				if err != nil {
					t.Errorf("%s: %s counts %q: %v", query, n.Full, c.Text, err)
				}
				total, bar = total+count, bar+c.BarW
			}
			if total != n.Stack.Size || n.Stack.Size != len(n.Subtasks) || len(strings.Fields(n.Stack.Members)) != total || bar > n.W {
				t.Errorf("%s: %s counts %d, bar %v, of %d subtasks", query, n.Full, total, bar, len(n.Subtasks))
			}
		} else if len(n.Subtasks) != 1 {
			t.Errorf("%s: a plain node has %d subtasks", query, len(n.Subtasks))
		}
		if r := n.Rect; r.X < g.Bounds.X || r.Y < g.Bounds.Y || r.X+r.W > g.Bounds.X+g.Bounds.W || r.Y+r.H > g.Bounds.Y+g.Bounds.H {
			t.Errorf("%s: node %v is outside of %v", query, r, g.Bounds)
		}
		for k := range g.Nodes[:i] {
			if overlap(n.Rect, g.Nodes[k].Rect) && len(g.Nodes) < 100 {
				t.Errorf("%s: nodes %v and %v overlap", query, n.Rect, g.Nodes[k].Rect)
			}
		}
		follow(t, query, n.URL)
	}
	if len(seen) != g.Drawn || g.Drawn+g.Hidden != len(tk.Subtasks) {
		t.Errorf("%s: %d subtasks are in nodes, %d said to be drawn and %d hidden, of %d", query, len(seen), g.Drawn, g.Hidden, len(tk.Subtasks))
	}
	if g.Hidden > 0 && len(g.Notes) == 0 {
		t.Errorf("%s: %d are hidden and nothing says so", query, g.Hidden)
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		if e.Path == "" || g.Nodes[e.Tail].ID != e.From || g.Nodes[e.Head].ID != e.To || e.Bundle < 1 {
			t.Errorf("%s: edge %+v", query, e)
		}
	}
	links(t, query, g)
}

func links(t *testing.T, query string, g *graphview.Graph) {
	t.Helper()
	for _, m := range g.Mores {
		follow(t, query, m.URL)
	}
	for _, o := range g.Open {
		follow(t, query, o.URL)
	}
	for _, n := range g.Notes {
		for _, l := range n.Links {
			follow(t, query, l.URL)
		}
	}
	for _, tool := range g.Tools {
		on := 0
		for _, c := range tool.Choices {
			follow(t, query, c.URL)
			if c.On {
				on++
			}
		}
		if on > 1 {
			t.Errorf("%s: %d answers to %q hold", query, on, tool.Name)
		}
	}
}

// follow parses a link of the page as the server will.
func follow(t *testing.T, query, link string) permalink.Task {
	t.Helper()
	_, asked, ok := strings.Cut(link, "?")
	values, err := url.ParseQuery(asked)
	if !ok || err != nil {
		t.Fatalf("%s: link %q: %v", query, link, err)
	}
	u, err := permalink.ParseTask("7", values)
	if err != nil {
		t.Errorf("%s: link %q: %v", query, link, err)
	}
	if got := u.Query(); got != link {
		t.Errorf("%s: link %q is written %q", query, link, got)
	}
	return u
}

func overlap(a, b graphview.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// TestMarksLeadToWhatIsMissing: whoever follows a mark sees what it counted.
func TestMarksLeadToWhatIsMissing(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	followed := 0
	for range 60 {
		tk := timelinetest.Sane(r, 30+r.IntN(60))
		focus := tk.Subtasks[r.IntN(len(tk.Subtasks))].ID.String()
		query := "view=graph&fold=none&up=1&focus=" + focus
		g := drawn(t, tk, timelinetest.Now(), query)
		for _, m := range g.Mores {
			followed++
			wider := drawn(t, tk, timelinetest.Now(), m.URL)
			for _, again := range wider.Mores {
				if again.Of == m.Of && again.Up == m.Up {
					t.Errorf("%s: after %s there still are %q", query, m.URL, m.Say)
				}
			}
		}
	}
	if followed < 100 {
		t.Errorf("only %d marks were followed", followed)
	}
}

// TestPagesAreSound draws what is hardest to draw and holds it against the laws
// of all pages.
func TestPagesAreSound(t *testing.T) {
	hostile := staged()
	for i := range hostile.Subtasks {
		hostile.Subtasks[i].Name = viewtest.Hostile
	}
	for name, tk := range map[string]*task.Task{"hostile": hostile, "staged": staged(), "wide": wide(300), "empty": {ID: 7}} {
		for _, query := range []string{"", "fold=all&heat=run&links=dimmed&subtask=12", "dir=tb&focus=30&up=0", "fold=none&heat=wait&chains=folded"} {
			g := drawn(t, tk, at(70_000), query)
			var b bytes.Buffer
			if err := graphview.View(viewtest.Frame(t, text.Chinese).Text, g, permalink.Graph).Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			doc, err := goquery.NewDocumentFromReader(&b)
			if err != nil {
				t.Fatal(err)
			}
			if n := doc.Find("script, style, [style], b").Length(); n > 0 {
				t.Errorf("%s, %s: %d elements came out of a name", name, query, n)
			}
			if got := doc.Find(".dag a.node").Length(); got != len(g.Nodes) {
				t.Errorf("%s, %s: %d nodes on the page, want %d", name, query, got, len(g.Nodes))
			}
			if s := doc.Text(); strings.Contains(s, "[graph.") || strings.Contains(s, "<no value>") {
				t.Errorf("%s, %s: a word is missing", name, query)
			}
		}
	}
}
