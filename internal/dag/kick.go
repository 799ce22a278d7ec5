package dag

import (
	"math"
	"math/rand/v2"
)

// step is one move, to be taken back: unit a lay just behind unit behind.
type step struct{ a, behind int32 }

// kicks disturbs the order in one place after another, mends it around there,
// and takes back what came out worse. It ends when that has helped nowhere for
// a while.
func (u *units) kicks(budget int) {
	const patience = 60
	n := len(u.lo)
	u.rand = rand.NewPCG(1, 2)
	u.waiting = make([]bool, n)
	u.logging = true
	for idle := 0; u.count > 0 && u.spent < budget && idle < patience+n/16; idle++ {
		before := u.count
		u.log = u.log[:0]
		u.kick(u.below(n))
		u.mend(budget)
		switch {
		case u.count < before:
			idle = -1
		case u.count > before:
			u.takeBack()
			u.count = before
		}
	}
	u.logging = false
}

// below is a number from 0 to n-1, the same ones in every run.
func (u *units) below(n int) int32 { return int32(u.rand.Uint64() % uint64(n)) }

// kick moves a unit, and perhaps some that it is linked to, a little way off.
func (u *units) kick(a int32) {
	const more = 2
	u.spent += 10
	if len(u.up[a])+len(u.down[a]) == 0 {
		return
	}
	u.jump(a, u.far())
	for range u.below(more + 1) {
		links := u.up[a]
		if len(links) == 0 || len(u.down[a]) > 0 && u.below(2) == 0 {
			links = u.down[a]
		}
		a = links[u.below(len(links))].to
		u.jump(a, u.far())
	}
}

// far is how many units a jump goes past.
func (u *units) far() int { return 1 + int(u.below(8)) }

// jump moves a past so many units, to either side.
func (u *units) jump(a int32, far int) {
	step := int32(1)
	if u.below(2) == 0 {
		step = -1
	}
	u.weigh(a)
	to, change := a, int64(0)
	for range far {
		b := u.beside(to, a, step)
		if b < 0 {
			break
		}
		to = b
		change += int64(step) * u.gain(a, b)
	}
	if to != a {
		u.move(a, to, step > 0)
		u.count += change
	}
}

// mend sifts what is linked to the units that were moved, then those, and goes
// on around whatever finds a better place.
func (u *units) mend(budget int) {
	const within, most = 6, 200
	u.todo = u.todo[:0]
	for _, s := range u.log {
		u.awaitLinked(s.a)
	}
	for _, s := range u.log {
		u.await(s.a)
	}
	for i := 0; i < len(u.todo); i++ {
		a := u.todo[i]
		u.waiting[a] = false
		if i > most || u.spent > budget {
			continue
		}
		if saved := u.sift(a, within, false, math.MaxInt64); saved > 0 {
			u.count -= saved
			u.awaitLinked(a)
		}
	}
}

func (u *units) await(a int32) {
	if !u.waiting[a] {
		u.waiting[a] = true
		u.todo = append(u.todo, a)
	}
}

func (u *units) awaitLinked(a int32) {
	const most = 20
	for _, links := range [2][]link{u.up[a], u.down[a]} {
		for _, k := range links[:min(len(links), most)] {
			u.await(k.to)
		}
	}
}

// takeBack undoes all moves since the last kick.
func (u *units) takeBack() {
	u.logging = false
	for i := len(u.log) - 1; i >= 0; i-- {
		u.move(u.log[i].a, u.log[i].behind, true)
	}
	u.logging = true
}
