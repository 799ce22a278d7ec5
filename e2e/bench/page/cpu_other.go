//go:build !linux

package page

import "math"

// cpu is not known here.
func cpu(int) float64 { return math.NaN() }
