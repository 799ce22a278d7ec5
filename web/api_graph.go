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

func newGraphJSON(t *task.Task, g *dag.Graph) graphJSON {
	l := g.Layout(dag.Options{})
	j := graphJSON{
		Nodes:     make([]nodeJSON, 0, len(l.Nodes)),
		Edges:     make([]edgeJSON, 0, len(l.Edges)),
		Crossings: l.Crossings,
	}
	for _, i := range g.Order {
		b := l.Nodes[i]
		j.Nodes = append(j.Nodes, nodeJSON{ID: t.Subtasks[i].ID, X: b.X, Y: b.Y, W: b.W, H: b.H, Layer: b.Layer})
	}
	for _, e := range l.Edges {
		if e.Back { // closes a cycle: no healed edge
			continue
		}
		j.Edges = append(j.Edges, edgeJSON{t.Subtasks[e.From].ID, t.Subtasks[e.To].ID, e.Points})
	}
	return j
}

// newFoldedJSON is the graph with the copies of each split stage drawn as one
// node. Folding leaves a graph acyclic, so it is laid out as a task of its own,
// whose ids are indices: the real ones may come twice.
func newFoldedJSON(t *task.Task, g *dag.Graph) graphJSON {
	stands := make([]int, len(t.Subtasks)) // by subtask: which one stands for it
	for i := range stands {
		stands[i] = i
	}
	members := map[int][]task.SubtaskID{}
	for _, group := range g.Groups(t) {
		first := group.Members[0]
		for _, m := range group.Members {
			stands[m] = first
			members[first] = append(members[first], t.Subtasks[m].ID)
		}
	}
	var folded task.Task
	at := map[int]int{} // of who stands for others, in folded
	for i := range t.Subtasks {
		if stands[i] == i {
			at[i] = len(folded.Subtasks)
			s := &t.Subtasks[i]
			folded.Subtasks = append(folded.Subtasks, task.Subtask{
				ID: task.SubtaskID(i + 1), Name: s.Name, ParallelIdx: s.ParallelIdx, Started: s.Started})
		}
	}
	seen := map[[2]int]bool{}
	for _, e := range g.Edges() {
		u, v := stands[e[0]], stands[e[1]]
		if u == v || seen[[2]int{u, v}] {
			continue
		}
		seen[[2]int{u, v}] = true
		from, to := &folded.Subtasks[at[u]], &folded.Subtasks[at[v]]
		from.Downstreams, to.Upstreams = append(from.Downstreams, to.ID), append(to.Upstreams, from.ID)
	}
	graph, _ := dag.Build(&folded)
	j := newGraphJSON(&folded, graph)
	own := func(id task.SubtaskID) task.SubtaskID { return t.Subtasks[id-1].ID }
	for k := range j.Nodes {
		n := &j.Nodes[k]
		n.Members, n.ID = members[int(n.ID)-1], own(n.ID)
	}
	for k := range j.Edges {
		e := &j.Edges[k]
		e.From, e.To = own(e.From), own(e.To)
	}
	return j
}

// serveGraphJSON is GET /tasks/{ref}/graph.json[?fold=auto].
func (s *server) serveGraphJSON(c echo.Context) error {
	fold := c.QueryParam("fold")
	if fold != "" && fold != "auto" {
		return &permalink.BadParam{Name: "fold", Value: clip(fold), Want: "auto, or nothing"}
	}
	r, err := s.read(c)
	if err != nil {
		return err
	}
	if fold == "auto" {
		return sendJSON(c, newFoldedJSON(&r.view.Snapshot.Task, r.graph))
	}
	return sendJSON(c, newGraphJSON(&r.view.Snapshot.Task, r.graph))
}
