package dag

// gain is by how much the crossings change when a, now just before b, goes
// just behind it. What lies before b and what behind decides, so that a does
// not have to be there in fact.
func (u *units) gain(a, b int32) int64 {
	change := int64(0)
	switch {
	case u.lo[a] == u.lo[b]:
		change += u.sides(u.up[a], u.up[b], 0)
	case u.lo[a] < u.lo[b]:
		change += u.inner[a] * u.leanUp[b]
	default:
		change -= u.inner[b] * u.leanOf(u.up[a], b, 0)
	}
	switch {
	case u.hi[a] == u.hi[b]:
		change += u.sides(u.down[a], u.down[b], 1)
	case u.hi[a] > u.hi[b]:
		change += u.inner[a] * u.leanDown[b]
	default:
		change -= u.inner[b] * u.leanOf(u.down[a], b, 1)
	}
	u.spent += 3
	return change
}

// many is from how many links on it pays to search among them.
const many = 12

// weigh sums up the weights of a's links, where they are many.
func (u *units) weigh(a int32) {
	for i, links := range [2][]link{u.up[a], u.down[a]} {
		u.sums[i] = u.sums[i][:0]
		if len(links) < many {
			continue
		}
		sum := int64(0)
		for _, k := range links {
			u.sums[i] = append(u.sums[i], sum)
			sum += int64(k.weight)
		}
		u.sums[i] = append(u.sums[i], sum)
	}
}

// search is the number of links that end before a label.
func (u *units) search(links []link, label int64) int {
	lo, hi := 0, len(links)
	for lo < hi {
		if mid := (lo + hi) / 2; u.label[links[mid].to] < label {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (u *units) leanOf(links []link, b int32, side int) int64 {
	if len(links) < many {
		u.spent += len(links)
		return u.lean(links, u.label[b])
	}
	u.spent += 5
	sums := u.sums[side]
	return sums[len(links)] - 2*sums[u.search(links, u.label[b])]
}

// sides is (crossings with a behind b) - (crossings with a before b).
func (u *units) sides(a, b []link, side int) int64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if len(a) == 1 && len(b) == 1 {
		w := int64(a[0].weight) * int64(b[0].weight)
		switch p, q := u.label[a[0].to], u.label[b[0].to]; {
		case p < q:
			return w
		case p > q:
			return -w
		}
		return 0
	}
	if len(a) >= many && len(a) > 4*len(b) {
		u.spent += 5 * len(b)
		sums, change := u.sums[side], int64(0)
		for _, k := range b {
			i := u.search(a, u.label[k.to])
			behind := sums[len(a)] - sums[i]
			if i < len(a) && a[i].to == k.to {
				behind -= int64(a[i].weight)
			}
			change += int64(k.weight) * (sums[i] - behind)
		}
		return change
	}
	u.spent += len(a) + len(b)
	change, left, right := int64(0), int64(0), int64(0)
	for i := range b {
		right += int64(b[i].weight)
	}
	i := 0
	for _, k := range a {
		label := u.label[k.to]
		for i < len(b) && u.label[b[i].to] < label {
			w := int64(b[i].weight)
			left += w
			right -= w
			i++
		}
		other := right
		if i < len(b) && b[i].to == k.to {
			other -= int64(b[i].weight)
		}
		change += int64(k.weight) * (other - left)
	}
	return change
}
