package dag

import "slices"

// upright turns the layers over, all of them, where that brings more neighbours
// into the order of place: the first copy of a stage lies above the second. An
// order and its mirror image have the same crossings.
func (m *mesh) upright() {
	wrong := 0
	for _, row := range m.order {
		last := int32(-1)
		for _, v := range row {
			if v >= m.blocks {
				continue
			}
			switch {
			case last < 0:
			case v < last:
				wrong++
			default:
				wrong--
			}
			last = v
		}
	}
	if wrong <= 0 {
		return
	}
	for l, row := range m.order {
		slices.Reverse(row)
		m.number(l)
	}
}
