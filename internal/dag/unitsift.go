package dag

// How far a unit looks for a better place: until it has so many crossings more
// than now, for each crossing it has now.
const (
	hasty    = 0.25
	thorough = 1.0
)

// sifts moves every unit that crosses something, and that something happened
// around, to its best place, again and again until little is saved. The count
// is kept.
func (u *units) sifts(budget int, far float64) {
	const atLeast = 8                   // crossings more
	const most, least, each = 100, 8, 4 // each: links looked at per unit passed, about
	within := min(most, max(least, (budget-u.spent)/(2*each*len(u.lo)+1)))
	for a := range u.moved {
		u.moved[a] = 0
	}
	u.round = 1
	for idle := 0; idle < 2; u.round++ { // every other round moves at no gain
		saved := int64(0)
		u.tally()
		for a := range int32(len(u.lo)) {
			if u.count == 0 || u.spent > budget {
				return
			}
			if u.round > 2 && u.moved[a] < u.round-1 {
				continue
			}
			if u.cost[a] == 0 {
				continue
			}
			s := u.sift(a, within, u.round%2 == 0, int64(far*float64(u.cost[a]))+atLeast)
			u.cost[a] -= s
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
// saved. It gives up a side where it would have more than limit crossings more
// than now. With tie it also goes where nothing is saved.
func (u *units) sift(a int32, within int, tie bool, limit int64) int64 {
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
		if change > limit {
			break
		}
	}
	behind := to != a
	change = 0
	for b, seen := u.beside(a, a, -1), 0; b >= 0 && seen < within; b, seen = u.beside(b, a, -1), seen+1 {
		if change -= u.gain(a, b); change < best || tie && to == a && change == best {
			to, best, behind = b, change, false
		}
		if change > limit {
			break
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
