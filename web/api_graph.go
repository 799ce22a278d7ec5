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
}

type edgeJSON struct {
	From   task.SubtaskID `json:"from"`
	To     task.SubtaskID `json:"to"`
	Points [][2]float64   `json:"points"`
}

func newGraphJSON(t *task.Task, g *dag.Graph) graphJSON {
	l := g.Layout(dag.Options{})
	j := graphJSON{
		Nodes:     make([]nodeJSON, 0, len(l.Nodes)),
		Edges:     make([]edgeJSON, 0, len(l.Edges)),
		Crossings: l.Crossings,
	}
	for _, i := range g.Order {
		b := l.Nodes[i]
		j.Nodes = append(j.Nodes, nodeJSON{t.Subtasks[i].ID, b.X, b.Y, b.W, b.H, b.Layer})
	}
	for _, e := range l.Edges {
		if e.Back { // closes a cycle: no healed edge
			continue
		}
		j.Edges = append(j.Edges, edgeJSON{t.Subtasks[e.From].ID, t.Subtasks[e.To].ID, e.Points})
	}
	return j
}

// serveGraphJSON is GET /tasks/{ref}/graph.json.
func (s *server) serveGraphJSON(c echo.Context) error {
	if fold := c.QueryParam("fold"); fold != "" {
		return &permalink.BadParam{Name: "fold", Value: clip(fold), Want: "nothing: the graph is not folded"}
	}
	r, err := s.read(c)
	if err != nil {
		return err
	}
	return sendJSON(c, newGraphJSON(&r.view.Snapshot.Task, r.graph))
}
