package dag

// dims are the lengths in terms of layers: along is the way time goes, across
// is the way a layer extends.
type dims struct {
	along, across    float64 // size of a node
	layerGap         float64
	nodeGap, edgeGap float64
	shape            float64 // along to across, of a screen

	sizes [][2]float64 // by node: along and across; 0 for the above
}

// pitch is how far apart layers are that have no larger nodes.
func (d dims) pitch() float64 { return d.along + d.layerGap }

// of is the size of node i of the Graph, along and across.
func (d dims) of(i int32) (along, across float64) {
	along, across = d.along, d.across
	if int(i) < len(d.sizes) {
		along, across = length(d.sizes[i][0], along), length(d.sizes[i][1], across)
	}
	return along, across
}

// length is v, or what stands for it where it is out of range.
func length(v, otherwise float64) float64 {
	if v >= 1e-3 && v <= 1e6 {
		return v
	}
	return otherwise
}

func (o Options) dims() dims {
	d := dims{
		along: length(o.NodeW, 160), across: length(o.NodeH, 36),
		layerGap: length(o.LayerGap, 56), nodeGap: length(o.NodeGap, 16), edgeGap: length(o.EdgeGap, 10),
		shape: 1.6, sizes: o.Sizes,
	}
	if o.Direction == TB {
		d.along, d.across = d.across, d.along
		d.shape = 1 / d.shape
		d.sizes = make([][2]float64, len(o.Sizes))
		for i, s := range o.Sizes {
			d.sizes[i] = [2]float64{s[1], s[0]}
		}
	}
	return d
}

// measure notes the nodes' sizes.
func (s *sketch) measure(d dims) {
	s.along, s.across = make([]float64, s.nodes), make([]float64, s.nodes)
	s.least = d.across
	for v, i := range s.node {
		s.along[v], s.across[v] = d.of(i)
		s.least = min(s.least, s.across[v])
	}
}

// columns are where the layers of the drawing begin; the last one is its end.
func columns(sketches []*sketch, cells []cell, d dims) []column {
	var list []column
	for i, s := range sketches {
		for l, row := range s.rows {
			at := cells[i].column + l
			for len(list) <= at {
				list = append(list, column{})
			}
			for _, v := range row {
				if !s.isDummy(v) {
					list[at].along = max(list[at].along, s.along[v])
				}
			}
		}
	}
	x := 0.0
	for i := range list {
		list[i].x = x
		x += list[i].along + d.layerGap
	}
	return list
}

// column is where a layer lies, and how wide it is.
type column struct{ x, along float64 }

func (c column) end() float64 { return c.x + c.along }
