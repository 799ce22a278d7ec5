package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// graphJSON is graph.json: the layout, a contract with scripts. X grows with
// time; X and Y are a node's top left corner.
type graphJSON struct {
	Nodes     []nodeJSON `json:"nodes"` // one per subtask, in topological order
	Edges     []edgeJSON `json:"edges"` // one per healed edge
	Crossings int        `json:"crossings"`
}

type nodeJSON struct {
	ID    task.SubtaskID `json:"id"`
	X     float64        `json:"x"`
	Y     float64        `json:"y"`
	W     float64        `json:"w"`
	H     float64        `json:"h"`
	Layer int            `json:"layer"`
	// Members are the copies of a split stage that a folded node stands for;
	// its id is the first one's.
	Members []task.SubtaskID `json:"members,omitempty"`
}

type edgeJSON struct {
	From   task.SubtaskID `json:"from"`
	To     task.SubtaskID `json:"to"`
	Points [][2]float64   `json:"points"`
}

// layout is how a graph is laid out.
type layout = func(*dag.Graph, dag.Options) *dag.Layout

func newGraphJSON(t *task.Task, g *dag.Graph, by layout) graphJSON {
	return draw(g, by, func(v int) task.SubtaskID { return t.Subtasks[v].ID })
}

// newFoldedJSON is the graph with the copies of each split stage drawn as one
// node, which has the id of the first of them.
func newFoldedJSON(t *task.Task, g *dag.Graph, by layout) graphJSON {
	f := g.Fold(g.Stacks(t, 0))
	j := draw(f.Graph, by, func(v int) task.SubtaskID { return t.Subtasks[f.Members[v][0]].ID })
	for k, v := range f.Order {
		if f.Stack[v] < 0 {
			continue
		}
		for _, m := range f.Members[v] {
			j.Nodes[k].Members = append(j.Nodes[k].Members, t.Subtasks[m].ID)
		}
	}
	return j
}

// draw lays g out and names its nodes, which come in topological order.
func draw(g *dag.Graph, by layout, id func(int) task.SubtaskID) graphJSON {
	l := by(g, dag.Options{})
	j := graphJSON{
		Nodes:     make([]nodeJSON, 0, len(l.Nodes)),
		Edges:     make([]edgeJSON, 0, len(l.Edges)),
		Crossings: l.Crossings,
	}
	for _, v := range g.Order {
		b := l.Nodes[v]
		j.Nodes = append(j.Nodes, nodeJSON{ID: id(v), X: b.X, Y: b.Y, W: b.W, H: b.H, Layer: b.Layer})
	}
	for _, e := range l.Edges {
		if e.Back { // closes a cycle: no healed edge
			continue
		}
		j.Edges = append(j.Edges, edgeJSON{id(e.From), id(e.To), e.Points})
	}
	return j
}

// serveGraphJSON is GET /tasks/{ref}/graph.json[?fold=auto].
func (s *server) serveGraphJSON(c echo.Context) error {
	fold := c.QueryParam("fold")
	if fold != "" && fold != "auto" {
		return &permalink.BadParam{Name: "fold", Value: clip(fold), Want: permalink.OneOf("auto")}
	}
	r, err := s.read(c)
	if err != nil {
		return err
	}
	if fold == "auto" {
		return sendJSON(c, newFoldedJSON(&r.view.Snapshot.Task, r.graph, s.drawn.draw))
	}
	return sendJSON(c, newGraphJSON(&r.view.Snapshot.Task, r.graph, s.drawn.draw))
}
