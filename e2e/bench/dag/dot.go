package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// The size of a node and the gaps, as our layout's defaults have them.
const nodeW, nodeH, layerGap, nodeGap = 160, 36, 56, 16

// measureDot draws the graph with Graphviz dot; the time is that of the process.
func measureDot(ctx context.Context, g graph, limit time.Duration) (*result, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "dot", "-Tplain")
	cmd.Stdin = strings.NewReader(dotSource(g))
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("run dot: %w", err)
	}
	d, err := parsePlain(out.String(), g.N)
	if err != nil {
		return nil, err
	}
	return d.result(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()), nil
}

func dotSource(g graph) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph { rankdir=LR nodesep=%.4f ranksep=%.4f\n", nodeGap/72.0, layerGap/72.0)
	fmt.Fprintf(&b, "node [shape=box label=\"\" fixedsize=true width=%.4f height=%.4f]\n", nodeW/72.0, nodeH/72.0)
	b.WriteString("edge [dir=none]\n")
	for v := range g.N {
		fmt.Fprintf(&b, "%d\n", v)
	}
	for _, e := range g.Edges {
		fmt.Fprintf(&b, "%d -> %d\n", e[0], e[1])
	}
	b.WriteString("}\n")
	return b.String()
}

// parsePlain reads dot's plain format, whose unit is the inch.
func parsePlain(text string, n int) (*drawing, error) {
	d := &drawing{nodes: make([][2]float64, n)}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		var err error
		number := func(i int) float64 {
			if i >= len(f) {
				err = fmt.Errorf("plain output of dot: %q is too short", line)
				return 0
			}
			x, wrong := strconv.ParseFloat(f[i], 64)
			if wrong != nil {
				err = fmt.Errorf("plain output of dot: %w", wrong)
			}
			return x * 72
		}
		node := func(i int) int {
			v := int(math.Round(number(i) / 72))
			if err == nil && (v < 0 || v >= n) {
				err = fmt.Errorf("plain output of dot: node %d of %d", v, n)
			}
			return v
		}
		switch f[0] {
		case "graph":
			d.w, d.h = number(2), number(3)
		case "node":
			if v := node(1); err == nil {
				d.nodes[v] = [2]float64{number(2), number(3)}
			}
		case "edge":
			r := route{from: node(1), to: node(2)}
			var curve [][2]float64
			for i := range int(number(3) / 72) {
				curve = append(curve, [2]float64{number(4 + 2*i), number(5 + 2*i)})
			}
			r.points = flatten(curve)
			d.routes = append(d.routes, r)
		}
		if err != nil {
			return nil, err
		}
	}
	return d, nil
}

// flatten makes a polyline of a chain of cubic Bézier curves.
func flatten(curve [][2]float64) [][2]float64 {
	const steps = 16
	if len(curve) == 0 {
		return [][2]float64{{}}
	}
	points := [][2]float64{curve[0]}
	for i := 0; i+3 < len(curve); i += 3 {
		for s := 1; s <= steps; s++ {
			t := float64(s) / steps
			u := 1 - t
			var p [2]float64
			for k := range p {
				p[k] = u*u*u*curve[i][k] + 3*u*u*t*curve[i+1][k] + 3*u*t*t*curve[i+2][k] + t*t*t*curve[i+3][k]
			}
			points = append(points, p)
		}
	}
	return points
}
