package dag

// Among is the part of the nodes for which keep, by node, is true.
func (g *Graph) Among(keep []bool) *Part { return g.part(keep) }
