package dag

// sifts moves every unit that something happened around to its best place,
// again and again until little is saved. The count is kept.
func (u *units) sifts(budget int) {
	const most, least, each = 100, 8, 4 // each: links looked at per unit passed, about
	within := min(most, max(least, (budget-u.spent)/(2*each*len(u.lo)+1)))
	for a := range u.moved {
		u.moved[a] = 0
	}
	u.round = 1
	for idle := 0; idle < 2; u.round++ { // every other round moves at no gain
		saved := int64(0)
		for a := range int32(len(u.lo)) {
			if u.count == 0 || u.spent > budget {
				return
			}
			if u.round > 2 && u.moved[a] < u.round-1 {
				continue
			}
			s := u.sift(a, within, u.round%2 == 0)
			saved += s
			u.count -= s
		}
		if saved*400 <= u.count {
			idle++
		} else {
			idle = 0
		}
	}
}

// sift moves unit a to the best place among the next within units on either
// side that have a layer in common with it, and says how many crossings that
// saved. With tie it also goes where nothing is saved.
func (u *units) sift(a int32, within int, tie bool) int64 {
	if len(u.up[a])+len(u.down[a]) == 0 {
		return 0
	}
	u.weigh(a)
	to, best := a, int64(0)
	change := int64(0)
	for b, seen := u.beside(a, a, 1), 0; b >= 0 && seen < within; b, seen = u.beside(b, a, 1), seen+1 {
		if change += u.gain(a, b); change < best || tie && change == best {
			to, best = b, change
		}
	}
	behind := to != a
	change = 0
	for b, seen := u.beside(a, a, -1), 0; b >= 0 && seen < within; b, seen = u.beside(b, a, -1), seen+1 {
		if change -= u.gain(a, b); change < best || tie && to == a && change == best {
			to, best, behind = b, change, false
		}
	}
	if to == a {
		return 0
	}
	u.move(a, to, behind)
	return -best
}

// beside is the unit next to b, on the side of step, that has a layer in common
// with a; -1 for none.
func (u *units) beside(b, a, step int32) int32 {
	if u.lo[a] == u.hi[a] {
		row := u.order[u.lo[a]]
		i := u.pos[u.first[b]+u.lo[a]-u.lo[b]] + step
		if i < 0 || int(i) >= len(row) {
			return -1
		}
		return u.of[row[i]]
	}
	end := int32(len(u.lo))
	for {
		if step > 0 {
			b = u.after[b]
		} else {
			b = u.before[b]
		}
		if b == end {
			return -1
		}
		u.spent++
		if u.lo[b] <= u.hi[a] && u.hi[b] >= u.lo[a] {
			return b
		}
	}
}

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

// move takes a out of the order and puts it just behind or just before unit to.
func (u *units) move(a, to int32, behind bool) {
	p, q := u.before[a], u.after[a]
	if u.logging {
		u.log = append(u.log, step{a, p})
	}
	u.after[p], u.before[q] = q, p
	if behind {
		p, q = to, u.after[to]
	} else {
		p, q = u.before[to], to
	}
	u.after[p], u.before[a], u.after[a], u.before[q] = a, p, q, a
	low, high := u.label[p], u.label[q]
	if int(q) == len(u.lo) {
		high = low + 1<<33
	}
	if u.label[a] = low + (high-low)/2; u.label[a] == low {
		u.relabel()
	}
	for v, l := u.first[a], u.lo[a]; l <= u.hi[a]; v, l = v+1, l+1 {
		u.reseat(v, a, u.order[l])
	}
	u.moved[a] = u.round
	u.leanUp[a], u.leanDown[a] = u.lean(u.up[a], u.label[a]), u.lean(u.down[a], u.label[a])
	for _, k := range u.up[a] {
		u.relink(u.down[k.to], a)
		u.leanDown[k.to] = u.lean(u.down[k.to], u.label[k.to])
		u.moved[k.to] = u.round
	}
	for _, k := range u.down[a] {
		u.relink(u.up[k.to], a)
		u.leanUp[k.to] = u.lean(u.up[k.to], u.label[k.to])
		u.moved[k.to] = u.round
	}
}

func (u *units) relabel() {
	end, label := int32(len(u.lo)), int64(0)
	for b := u.after[end]; b != end; b = u.after[b] {
		label += 1 << 32
		u.label[b] = label
	}
}

// reseat moves vertex v of unit a within its row to where a's label belongs.
func (u *units) reseat(v, a int32, row []int32) {
	i, label := u.pos[v], u.label[a]
	for ; i > 0 && u.label[u.of[row[i-1]]] > label; i-- {
		row[i] = row[i-1]
		u.pos[row[i]] = i
	}
	for ; int(i)+1 < len(row) && u.label[u.of[row[i+1]]] < label; i++ {
		row[i] = row[i+1]
		u.pos[row[i]] = i
	}
	row[i], u.pos[v] = v, i
}

// relink moves the link to a where it belongs in a list that is sorted otherwise.
func (u *units) relink(links []link, a int32) {
	i := 0
	for links[i].to != a {
		i++
	}
	label := u.label[a]
	for ; i > 0 && u.label[links[i-1].to] > label; i-- {
		links[i-1], links[i] = links[i], links[i-1]
	}
	for ; i+1 < len(links) && u.label[links[i+1].to] < label; i++ {
		links[i], links[i+1] = links[i+1], links[i]
	}
}
