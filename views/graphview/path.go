package graphview

import (
	"math"
	"strconv"
)

// The head of an edge: an open arrow, drawn with the line itself, so that it
// takes the line's colour and costs no element.
const (
	arrowLong = 6
	arrowWide = 3.5
)

// pen writes the d attribute of a path. Lengths are in tenths at most.
type pen []byte

func (p *pen) put(cmd byte, coords ...float64) {
	*p = append(*p, cmd)
	for k, c := range coords {
		if k > 0 {
			*p = append(*p, ' ')
		}
		*p = strconv.AppendFloat(*p, tenth(c), 'f', -1, 64)
	}
}

func tenth(c float64) float64 {
	return math.Round(c*10)/10 + 0 // no negative zero
}

// line is an edge along its corners. Between layers it swings over, so that it
// leaves and enters every layer straight; along a layer it is straight. Down
// says that time goes down.
func (p *pen) line(points [][2]float64, down bool) {
	if len(points) < 2 {
		return
	}
	p.put('M', points[0][0], points[0][1])
	for k := 1; k < len(points); k++ {
		a, c := points[k-1], points[k]
		switch {
		case a[0] == c[0] || a[1] == c[1]:
			p.put('L', c[0], c[1])
		case down:
			half := (a[1] + c[1]) / 2
			p.put('C', a[0], half, c[0], half, c[0], c[1])
		default:
			half := (a[0] + c[0]) / 2
			p.put('C', half, a[1], half, c[1], c[0], c[1])
		}
	}
}

// arrow is a head at the place tip, for a line that comes from the place from.
func (p *pen) arrow(tip, from [2]float64, down bool) {
	long, axis := float64(arrowLong), 0
	if down {
		axis = 1
	}
	if tip[axis] > from[axis] {
		long = -long
	}
	if down {
		p.put('M', tip[0]-arrowWide, tip[1]+long)
		p.put('L', tip[0], tip[1])
		p.put('L', tip[0]+arrowWide, tip[1]+long)
		return
	}
	p.put('M', tip[0]+long, tip[1]-arrowWide)
	p.put('L', tip[0], tip[1])
	p.put('L', tip[0]+long, tip[1]+arrowWide)
}

// edgePath is a line with its arrow: at the end, or, for what is undone, at the
// beginning.
func edgePath(points [][2]float64, down, undone bool) string {
	if len(points) < 2 {
		return ""
	}
	p := make(pen, 0, 48)
	p.line(points, down)
	n := len(points)
	if undone {
		p.arrow(points[0], points[1], down)
	} else {
		p.arrow(points[n-1], points[n-2], down)
	}
	return string(p)
}
