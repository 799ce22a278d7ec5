package graphview_test

import (
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/graphview"
)

// said are the whole labels of nodes, in their order.
func said(g *graphview.Graph) []string {
	var all []string
	for i := range g.Nodes {
		all = append(all, g.Nodes[i].Full)
	}
	return all
}

func find(t *testing.T, g *graphview.Graph, id task.SubtaskID) *graphview.Node {
	t.Helper()
	for i := range g.Nodes {
		if g.Nodes[i].ID == id {
			return &g.Nodes[i]
		}
	}
	t.Fatalf("no node has the id %d: %q", id, said(g))
	return nil
}

func TestStacks(t *testing.T) {
	g := drawn(t, staged(), at(70_000), "fold=all&chains=folded&subtask=12")
	want := []string{
		"Prepare, succeeded, ran 0.800 s, waited 0.100 s, on the critical path",
		"Install rpm ×5: 1 failed, 4 succeeded, median 3.000 s · longest 5.000 s, on the critical path",
		"Report, succeeded, ran 0.100 s, waited 4.000 s",
		"Check ×4: 4 succeeded, median 2.500 s · longest 4.000 s, on the critical path",
		"Link 0 … Link 4 ×5: 5 succeeded, together 2.500 s, on the critical path",
	}
	if got := said(g); !slices.Equal(got, want) {
		t.Errorf("the nodes say %q,\nwant %q", got, want)
	}
	install, check := find(t, g, 10), find(t, g, 20)
	if !install.Current || install.State != task.Failed || install.URL != "?subtask=12&fold=all&toggle=10&chains=folded" {
		t.Errorf("the stack of the selected and failed copy: current %v, %v, opens with %s", install.Current, install.State, install.URL)
	}
	if install.H <= find(t, g, 1).H {
		t.Error("a stack is no larger than a subtask")
	}
	for _, e := range g.Edges {
		switch from, to := e.From, e.To; {
		case from == install.ID && to == check.ID && (e.Bundle != 20 || e.Count == nil || e.Count.Text != "20"),
			from == install.ID && to == 40 && (e.Bundle != 2 || e.Count == nil || e.Count.Text != "2"),
			from == 1 && (e.Bundle != 5 || e.Count != nil): // one for each: no news
			t.Errorf("edge %d -> %d stands for %d and says %+v", from, to, e.Bundle, e.Count)
		}
	}
	if n := g.Notes[0].Text; n != "3 stacks stand for 14 subtasks." {
		t.Errorf("the note is %q", n)
	}
}

func TestOpenOneStack(t *testing.T) {
	g := drawn(t, staged(), at(70_000), "fold=all&toggle=12")
	if len(g.Open) != 1 || g.Open[0].URL != "?fold=all" || g.Open[0].Text != "− ×5" || g.Open[0].Say != "Fold Install rpm ×5" {
		t.Errorf("the mark that folds the stage again: %+v", g.Open)
	}
	if n := find(t, g, 12); n.Stack != nil || n.URL != "?subtask=12&fold=all&toggle=12" {
		t.Errorf("the opened copy leads to %s", n.URL)
	}
	if n := find(t, g, 20); n.Stack == nil || n.URL != "?fold=all&toggle=12,20" {
		t.Errorf("the other stage opens with %s", n.URL)
	}
}

func TestFoldAutoFollowsTheSize(t *testing.T) {
	small, large := staged(), staged()
	large.Subtasks = append(large.Subtasks, copies("More", 500, 60, 0)...)
	for _, test := range []struct {
		task   *task.Task
		stacks int
	}{{small, 0}, {large, 3}} {
		got := 0
		for _, n := range drawn(t, test.task, at(70_000), "").Nodes {
			if n.Stack != nil {
				got++
			}
		}
		if got != test.stacks {
			t.Errorf("a task of %d subtasks opens with %d stacks, want %d", len(test.task.Subtasks), got, test.stacks)
		}
	}
}

func TestFocus(t *testing.T) {
	g := drawn(t, staged(), at(70_000), "fold=none&focus=31&up=1&down=2")
	var names []string
	for i := range g.Nodes {
		names = append(names, g.Nodes[i].Label)
	}
	if want := []string{"Link 0", "Link 1", "Link 2", "Link 3"}; !slices.Equal(names, want) || g.Hidden != 12 || g.Current != "31" {
		t.Errorf("the focus shows %q, hides %d, looks at %s; want %q, 12, 31", names, g.Hidden, g.Current, want)
	}
	var marks []string
	for _, m := range g.Mores {
		marks = append(marks, m.Text+" "+m.URL)
	}
	want := []string{"+4 ?fold=none&focus=31", "+1 ?fold=none&focus=31&up=1&down=3"}
	if !slices.Equal(marks, want) {
		t.Errorf("the marks are %q, want %q", marks, want)
	}
	if got, want := g.Notes[0].Text, "Focus on Link 1, 1 hop up and 2 hops down: 4 of 16 subtasks drawn, 12 hidden."; got != want {
		t.Errorf("the note is %q, want %q", got, want)
	}
	if g := drawn(t, staged(), at(70_000), "focus=999"); g.Hidden != 0 || !strings.Contains(g.Notes[0].Text, "no subtask with the id") {
		t.Errorf("a focus on nothing hides %d and says %q", g.Hidden, g.Notes[0].Text)
	}
}

func TestLargeGraphsOpenCutDown(t *testing.T) {
	tk := wide(600)
	tk.Subtasks[500].Status = task.StatusFailed
	bad := tk.Subtasks[500].ID
	g := drawn(t, tk, at(70_000), "")
	if g.Hidden < 1000 || len(g.Nodes) > 400 {
		t.Errorf("%d nodes drawn, %d subtasks hidden", len(g.Nodes), g.Hidden)
	}
	if n := find(t, g, bad); g.Current != bad.String() || n.State != task.Failed {
		t.Errorf("the failed one is drawn as %v, and the graph looks at %s", n.State, g.Current)
	}
	links := g.Notes[0].Links
	if all := links[len(links)-1]; all.Text != "draw all 1,201 subtasks" || drawn(t, tk, at(70_000), all.URL).Hidden != 0 {
		t.Errorf("the last link is %+v", all)
	}
	if wider := links[0]; drawn(t, tk, at(70_000), wider.URL).Hidden >= g.Hidden {
		t.Errorf("%q shows no more", wider.Text)
	}
	find(t, drawn(t, tk, at(70_000), "subtask=100599"), 100599) // what is linked is there
	if small := drawn(t, wide(100), at(70_000), ""); small.Hidden != 0 {
		t.Errorf("of 201 subtasks %d are hidden", small.Hidden)
	}
}

func TestHeat(t *testing.T) {
	g := drawn(t, staged(), at(70_000), "heat=run")
	if got := find(t, g, 14).Hot; got == nil || got.Class != "h5" || got.Bar != find(t, g, 14).W {
		t.Errorf("the longest is %+v", got)
	}
	if got := find(t, g, 40).Hot; got == nil || got.Class != "h1" {
		t.Errorf("the shortest is %+v", got)
	}
	if n := find(t, drawn(t, staged(), at(70_000), "heat=wait"), 40); n.Detail != "succeeded · waited 4.000 s" {
		t.Errorf("coloured by wait, a node says %q", n.Detail)
	}
	var steps []string
	for _, item := range g.Legend {
		if item.Sign == graphview.SignHeat {
			steps = append(steps, item.Text)
		}
	}
	if want := []string{"≤ 0.100 s", "≤ 0.500 s", "≤ 1.250 s", "≤ 2.500 s", "≤ 5.000 s"}; !slices.Equal(steps, want) {
		t.Errorf("the scale is %q, want %q", steps, want)
	}
}

// TestRollbackRunsBack: where work was undone, the arrow points against time.
func TestRollbackRunsBack(t *testing.T) {
	tk := staged()
	tk.Operation = task.OpRollback
	last := &tk.Subtasks[len(tk.Subtasks)-2] // Link 4
	last.Status, last.Operation = task.StatusPending, task.OpRollback
	g := drawn(t, tk, at(70_000), "")
	for _, e := range g.Edges {
		if want := e.To == last.ID; e.Undone != want || strings.Contains(e.Class, "undone") != want {
			t.Errorf("edge %d -> %d: undone %v, class %q", e.From, e.To, e.Undone, e.Class)
		}
	}
}

func TestFilterDims(t *testing.T) {
	g := drawn(t, staged(), at(70_000), "q=check")
	for i := range g.Nodes {
		n := &g.Nodes[i]
		check := strings.HasPrefix(n.Label, "Check")
		if n.Dim == check || strings.Contains(n.Class, " hit") != check {
			t.Errorf("%s: dim %v, class %q", n.Label, n.Dim, n.Class)
		}
	}
	if n := find(t, drawn(t, staged(), at(70_000), "fold=all&state=failed"), 10); n.Dim {
		t.Error("a stack with one that passes is dimmed")
	}
}

// TestHoldsStill: states and times move nothing.
func TestHoldsStill(t *testing.T) {
	before, after := staged(), staged()
	for i := range after.Subtasks {
		after.Subtasks[i].Status, after.Subtasks[i].Started, after.Subtasks[i].Finished = task.StatusPending, task.Instant{}, task.Instant{}
	}
	for _, query := range []string{"fold=all", "fold=none&dir=tb"} {
		a, b := drawn(t, before, at(0), query), drawn(t, after, at(0), query)
		for i := range a.Nodes {
			if n := find(t, b, a.Nodes[i].ID); n.Rect != a.Nodes[i].Rect {
				t.Errorf("%s: %s moved from %v to %v", query, n.Label, a.Nodes[i].Rect, n.Rect)
			}
		}
	}
}

// TestManyEdges: few subtasks with more edges than anybody can tell apart are
// cut down as well, and all of it is one click away.
func TestManyEdges(t *testing.T) {
	tk := &task.Task{ID: 7, Name: "mesh", Status: task.StatusRunning}
	for k := range task.SubtaskID(300) {
		s := task.Subtask{ID: k + 1, Name: "Step", Status: task.StatusPending, Operation: task.OpExecute}
		if k >= 150 {
			s.Upstreams = ids(1, 150)
		}
		tk.Subtasks = append(tk.Subtasks, s)
	}
	g := drawn(t, tk, at(0), "view=graph")
	if len(g.Edges) > 5000 || len(g.Nodes) < 50 || g.Hidden == 0 {
		t.Errorf("%d nodes and %d edges are drawn, and %d subtasks said to be hidden", len(g.Nodes), len(g.Edges), g.Hidden)
	}
	links := g.Notes[0].Links
	if all := drawn(t, tk, at(0), links[len(links)-1].URL); len(all.Nodes) != 300 || len(all.Edges) != 150*150 {
		t.Errorf("%q draws %d nodes and %d edges, want all", links[len(links)-1].Text, len(all.Nodes), len(all.Edges))
	}
}
