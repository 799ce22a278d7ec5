package web

import (
	"container/list"
	"sync"

	"taskscope/internal/dag"
)

// layouts keeps drawings of graphs, the latest used ones, so that a task is laid
// out once while it runs and not again for every reader. A drawing depends on
// nothing but the structure and the options, so none ever goes stale.
type layouts struct {
	mu     sync.Mutex
	byKey  map[[32]byte]*list.Element
	recent *list.List // of *keptLayout, the latest used first
	bytes  int
	most   int // bytes, about
}

type keptLayout struct {
	key    [32]byte
	layout *dag.Layout
	of     *dag.Graph // whose node numbers layout has
	bytes  int
}

// mostLayoutBytes holds some twenty drawings of 10,000 nodes, or thousands of
// such as people look at.
const mostLayoutBytes = 64 << 20

func newLayouts(most int) *layouts {
	return &layouts{byKey: map[[32]byte]*list.Element{}, recent: list.New(), most: most}
}

// draw is g.Layout(o), from memory where a graph of this structure was drawn
// before. The Layout is shared: nobody may change it.
func (c *layouts) draw(g *dag.Graph, o dag.Options) *dag.Layout {
	key := g.LayoutKey(o)
	if k := c.find(key); k != nil {
		return g.Reuse(k.layout, k.of)
	}
	// Two readers at once may both draw it; neither waits for the other's graph.
	k := &keptLayout{key: key, layout: g.Layout(o), of: g}
	k.bytes = layoutBytes(k.layout)
	c.keep(k)
	return k.layout
}

func (c *layouts) find(key [32]byte) *keptLayout {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[key]
	if e == nil {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*keptLayout)
}

func (c *layouts) keep(k *keptLayout) {
	if k.bytes > c.most/2 { // it would drive out all others
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[k.key] != nil {
		return
	}
	c.byKey[k.key] = c.recent.PushFront(k)
	c.bytes += k.bytes
	for c.bytes > c.most {
		last := c.recent.Back()
		old := c.recent.Remove(last).(*keptLayout)
		delete(c.byKey, old.key)
		c.bytes -= old.bytes
	}
}

// layoutBytes is about what a drawing and its graph occupy.
func layoutBytes(l *dag.Layout) int {
	const perNode, perEdge, perPoint = 40 + 64, 48 + 16, 16
	bytes := 512 + perNode*len(l.Nodes) + perEdge*len(l.Edges)
	for _, p := range l.Edges {
		bytes += perPoint * len(p.Points)
	}
	return bytes
}
