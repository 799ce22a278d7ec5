package dag

// Part is some nodes of a Graph and the edges among them: a Graph with numbers
// of its own, to be laid out like any other.
type Part struct {
	*Graph
	Nodes []int // by node of the part, the node of the whole
	Node  []int // by node of the whole, the node of the part, -1 for none
}

// Part takes the nodes for which keep is true. Edges that lead out of the part
// are left out; so nothing in it tells how the nodes hang together outside.
func (g *Graph) Part(keep []bool) *Part {
	p := &Part{Graph: &Graph{}, Node: make([]int, len(g.Up))}
	for _, v := range g.byPlace() {
		p.Node[v] = -1
		if keep[v] {
			p.Node[v] = len(p.Nodes)
			p.Nodes = append(p.Nodes, int(v))
		}
	}
	n := len(p.Nodes)
	p.Up, p.Down = make([][]int, n), make([][]int, n)
	p.Order, p.Rank, p.place = make([]int, 0, n), make([]int, n), make([]int32, n)
	for i, v := range p.Nodes {
		p.place[i] = int32(i)
		p.Up[i], p.Down[i] = p.among(g.Up[v]), p.among(g.Down[v])
	}
	for _, v := range g.Order {
		if i := p.Node[v]; i >= 0 {
			p.Rank[i] = len(p.Order)
			p.Order = append(p.Order, i)
		}
	}
	for _, b := range g.Back {
		if u, v := p.Node[b[0]], p.Node[b[1]]; u >= 0 && v >= 0 {
			p.Back = append(p.Back, [2]int{u, v})
		}
	}
	return p
}

func (p *Part) among(nodes []int) []int {
	var list []int
	for _, v := range nodes {
		if i := p.Node[v]; i >= 0 {
			list = append(list, i)
		}
	}
	return list
}
