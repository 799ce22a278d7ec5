package dag

// tally counts, for every unit, the crossings that its links take part in: for
// each link those with the links that begin before it, and then with those after.
func (u *units) tally() {
	clear(u.cost)
	for l := 0; l+1 < len(u.order); l++ {
		tree := u.mesh.sums.tree(len(u.order[l+1]))
		sum := int64(0)
		for _, v := range u.order[l] {
			u.spent += 6 * len(u.mesh.down[v])
			for _, k := range u.mesh.down[v] {
				u.blame(v, k, sum-tree.upTo(u.pos[k.to]))
			}
			for _, k := range u.mesh.down[v] {
				tree.add(u.pos[k.to], int64(k.weight))
				sum += int64(k.weight)
			}
		}
		clear(tree)
		row := u.order[l]
		for i := len(row) - 1; i >= 0; i-- {
			v := row[i]
			u.spent += 6 * len(u.mesh.down[v])
			for _, k := range u.mesh.down[v] {
				u.blame(v, k, tree.upTo(u.pos[k.to]-1))
			}
			for _, k := range u.mesh.down[v] {
				tree.add(u.pos[k.to], int64(k.weight))
			}
		}
	}
}

// blame books crossings of the link k of vertex v on the units at its ends.
func (u *units) blame(v int32, k link, over int64) {
	over *= int64(k.weight)
	a, b := u.of[v], u.of[k.to]
	u.cost[a] += over
	if b != a {
		u.cost[b] += over
	}
}
