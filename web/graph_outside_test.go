package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// What a script sees of graph.json, read without any type of the product, and
// what it may rely on: dag.md's way of counting, design.md's shape.

// outsideGraph is graph.json by its documented names.
type outsideGraph struct {
	Nodes []struct {
		ID         int64
		X, Y, W, H float64
		Layer      int
	}
	Edges []struct {
		From, To int64
		Points   [][2]float64
	}
	Crossings int
}

// outsideTask is a response of OCP whose edges are pairs of 0..n-1.
type outsideTask struct {
	name  string
	n     int
	edges [][2]int
}

// body writes the response. Subtask i has the id ids(i); states are as given;
// sides says which of the two lists of neighbours tells the edges.
func (o outsideTask) body(t *testing.T, id int64, ids func(int) int64, order []int, states []string, sides int) []byte {
	t.Helper()
	type subtask struct {
		ID          int64   `json:"id"`
		Name        string  `json:"name"`
		Status      string  `json:"status"`
		ParallelIdx int     `json:"parallelIdx"`
		Upstreams   []int64 `json:"upstreams"`
		Downstreams []int64 `json:"downstreams"`
	}
	all := make([]subtask, o.n)
	for i := range all {
		all[i] = subtask{ids(i), fmt.Sprintf("Subtask %05d", i), states[i%len(states)], -1, []int64{}, []int64{}}
	}
	for _, e := range o.edges {
		if sides&1 != 0 {
			all[e[1]].Upstreams = append(all[e[1]].Upstreams, ids(e[0]))
		}
		if sides&2 != 0 {
			all[e[0]].Downstreams = append(all[e[0]].Downstreams, ids(e[1]))
		}
	}
	list := make([]subtask, 0, o.n)
	for _, i := range order {
		list = append(list, all[i])
	}
	body, err := json.Marshal(map[string]any{"id": id, "name": o.name, "status": "RUNNING", "operation": "EXECUTE", "subtasks": list})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// outsideTasks are shapes that are in no list of ours.
func outsideTasks(r *rand.Rand) []outsideTask {
	grow := func(name string, n int, edges func(add func(u, v int))) outsideTask {
		o, seen := outsideTask{name: name, n: n}, map[[2]int]bool{}
		edges(func(u, v int) {
			if e := [2]int{u, v}; !seen[e] {
				seen[e] = true
				o.edges = append(o.edges, e)
			}
		})
		return o
	}
	layers := func(name string, depth, width, ups, skip int) outsideTask {
		return grow(name, depth*width, func(add func(u, v int)) {
			for v := width; v < depth*width; v++ {
				for range ups {
					add(max(0, v/width-1-r.IntN(skip+1))*width+r.IntN(width), v)
				}
			}
		})
	}
	return []outsideTask{
		layers("layers", 9, 8, 2, 0), layers("layers that edges pass", 14, 7, 2, 5),
		layers("wide", 3, 90, 2, 1), layers("deep", 120, 3, 2, 7),
		grow("anything", 120, func(add func(u, v int)) {
			for range 260 {
				u, v := r.IntN(119), r.IntN(120)
				if u != v {
					add(min(u, v), max(u, v))
				}
			}
		}),
		grow("joining tree", 341, func(add func(u, v int)) {
			for v := 1; v < 341; v++ {
				add(340-v, 340-(v-1)/4)
			}
		}),
		grow("bundles", 88, func(add func(u, v int)) {
			for v := 11; v < 88; v++ {
				for u := v/11*11 - 11; u < v/11*11; u++ {
					add(u, v)
				}
			}
		}),
		grow("bundles that pass a layer", 60, func(add func(u, v int)) {
			for u := range 20 {
				for v := 40; v < 60; v++ {
					add(u, v)
				}
				add(u, 20+u)
				add(20+u, 59-u)
			}
		}),
		grow("grid", 144, func(add func(u, v int)) {
			for v := range 144 {
				if v%12 < 11 {
					add(v, v+1)
				}
				if v < 132 {
					add(v, v+12)
				}
			}
		}),
		grow("islands", 60, func(add func(u, v int)) {
			for v := range 50 {
				if v%5 > 0 {
					add(v-1-r.IntN(v%5), v)
				}
			}
		}),
		grow("isolated", 300, func(func(u, v int)) {}),
		grow("nothing", 0, func(func(u, v int)) {}),
	}
}

// TestGraphJSONFromOutside imports tasks and reads their graph.json back: every
// subtask and every edge is there once, nothing overlaps, time grows with x, and
// who counts the crossings from nothing but the drawing comes to what it says.
// The same structure under other ids, in another order and in other states has
// the same picture.
func TestGraphJSONFromOutside(t *testing.T) {
	w := newWorld(t)
	r := rand.New(rand.NewPCG(4, 58))
	for k, o := range outsideTasks(r) {
		id := int64(41000000 + 10*k)
		order := make([]int, o.n)
		for i := range order {
			order[i] = i
		}
		ref := w.importBody("prod", o.body(t, id, func(i int) int64 { return int64(i + 1) }, order, []string{"SUCCESSFUL"}, 1+k%3))
		var g outsideGraph
		w.get("/tasks/"+w.reader.Short(ref).String()+"/graph.json").json(t, &g)
		if err := g.sound(o, func(i int) int64 { return int64(i + 1) }); err != nil {
			t.Errorf("%s: %v", o.name, err)
			continue
		}

		other := r.Perm(o.n)
		ids := func(i int) int64 { return int64(7000 + other[i]) }
		ref = w.importBody("prod", o.body(t, id+1, ids, r.Perm(o.n), []string{"RUNNING", "PENDING", "FAILED", "SUCCESSFUL", "READY"}, 3))
		var again outsideGraph
		w.get("/tasks/"+w.reader.Short(ref).String()+"/graph.json").json(t, &again)
		if got, want := again.picture(ids, o.n), g.picture(func(i int) int64 { return int64(i + 1) }, o.n); got != want {
			t.Errorf("%s: with other ids, another order and other states it is another picture", o.name)
		}
	}
}

// picture is all of the drawing, by the numbers of the subtasks.
func (g *outsideGraph) picture(ids func(int) int64, n int) string {
	number := map[int64]int{}
	for i := range n {
		number[ids(i)] = i
	}
	lines := []string{fmt.Sprint(g.Crossings)}
	for _, v := range g.Nodes {
		lines = append(lines, fmt.Sprint("node ", number[v.ID], v.X, v.Y, v.W, v.H, v.Layer))
	}
	for _, e := range g.Edges {
		lines = append(lines, fmt.Sprint("edge ", number[e.From], number[e.To], e.Points))
	}
	slices.Sort(lines)
	return fmt.Sprint(lines)
}

func (g *outsideGraph) sound(o outsideTask, ids func(int) int64) error {
	at := map[int64]int{} // index in g.Nodes
	for i, v := range g.Nodes {
		at[v.ID] = i
		for _, u := range g.Nodes[:i] {
			switch {
			case u.X < v.X+v.W && v.X < u.X+u.W && u.Y < v.Y+v.H && v.Y < u.Y+u.H:
				return fmt.Errorf("nodes %d and %d overlap", u.ID, v.ID)
			case u.Layer < v.Layer != (u.X < v.X) || u.Layer == v.Layer != (u.X == v.X):
				return fmt.Errorf("nodes %d and %d: x does not grow with the layer", u.ID, v.ID)
			}
		}
	}
	if len(g.Nodes) != o.n || len(at) != o.n {
		return fmt.Errorf("%d nodes of %d ids, want %d", len(g.Nodes), len(at), o.n)
	}
	want := map[[2]int64]bool{}
	for _, e := range o.edges {
		want[[2]int64{ids(e[0]), ids(e[1])}] = true
	}
	for _, e := range g.Edges {
		if !want[[2]int64{e.From, e.To}] {
			return fmt.Errorf("edge %d->%d is none of the task's, or comes twice", e.From, e.To)
		}
		delete(want, [2]int64{e.From, e.To})
		u, v := g.Nodes[at[e.From]], g.Nodes[at[e.To]]
		first, last := e.Points[0], e.Points[len(e.Points)-1]
		if first != [2]float64{u.X + u.W, u.Y + u.H/2} || last != [2]float64{v.X, v.Y + v.H/2} {
			return fmt.Errorf("edge %d->%d goes from %v to %v, not from border to border", e.From, e.To, first, last)
		}
		for _, n := range g.Nodes {
			for _, x := range []float64{n.X, n.X + n.W/2, n.X + n.W} {
				if y := along(e.Points, x); x > u.X+u.W && x < v.X && y > n.Y && y < n.Y+n.H {
					return fmt.Errorf("edge %d->%d runs through node %d", e.From, e.To, n.ID)
				}
			}
		}
	}
	if len(want) > 0 {
		return fmt.Errorf("%d edges are missing", len(want))
	}
	for _, part := range []float64{0, 0.5} {
		if got := g.counted(at, part); got != g.Crossings {
			return fmt.Errorf("it says %d crossings; counted %v into the layers there are %d", g.Crossings, part, got)
		}
	}
	return nil
}

// along is the height of a line at x.
func along(points [][2]float64, x float64) float64 {
	for k := 1; k < len(points); k++ {
		if a, b := points[k-1], points[k]; x <= b[0] {
			return a[1] + (b[1]-a[1])*(x-a[0])/(b[0]-a[0])
		}
	}
	return points[len(points)-1][1]
}

// counted are the crossings by dag.md: nodes take their layer from where they
// lie, an edge that passes a layer has a dummy where it passes (so far into the
// layer), and between neighbouring layers the inversions are counted.
func (g *outsideGraph) counted(at map[int64]int, part float64) int {
	var columns []float64
	for _, n := range g.Nodes {
		columns = append(columns, n.X)
	}
	slices.Sort(columns)
	columns = slices.Compact(columns)
	gaps := make([][][2]float64, len(columns))
	for _, e := range g.Edges {
		u, v := g.Nodes[at[e.From]], g.Nodes[at[e.To]]
		from, _ := slices.BinarySearch(columns, u.X)
		to, _ := slices.BinarySearch(columns, v.X)
		last := u.Y + u.H/2
		for l := from; l < to; l++ {
			next := v.Y + v.H/2
			if l+1 < to {
				next = math.Round(along(e.Points, columns[l+1]+part*u.W)*1000) / 1000
			}
			gaps[l] = append(gaps[l], [2]float64{last, next})
			last = next
		}
	}
	total := 0
	for _, pieces := range gaps {
		slices.SortFunc(pieces, func(a, b [2]float64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
		for i, p := range pieces {
			for _, q := range pieces[:i] {
				if q[0] < p[0] && q[1] > p[1] {
					total++
				}
			}
		}
	}
	return total
}
