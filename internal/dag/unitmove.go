package dag

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
