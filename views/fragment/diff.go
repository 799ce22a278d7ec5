package fragment

// Change is what a page has to swap to show the new instead of the old.
type Change struct {
	Parts []*Part // whole
	Units []Piece
}

// Piece is one unit to swap.
type Piece struct {
	Key
	HTML []byte
}

// Empty says that there is nothing to swap.
func (c *Change) Empty() bool { return len(c.Parts) == 0 && len(c.Units) == 0 }

// Diff compares the parts of a page with those of the same page before; nil is
// a page of which nothing is known. Parts that only the old page has are left as
// they are.
func Diff(old, fresh []*Part) Change {
	var c Change
	was := make(map[string]*Part, len(old))
	for _, p := range old {
		was[p.Name] = p
	}
	for _, p := range fresh {
		o := was[p.Name]
		if o == nil || o.frame != p.frame || o.alike || p.alike {
			c.Parts = append(c.Parts, p)
			continue
		}
		for k := range p.units {
			if u := &p.units[k]; p.sums[k] != 0 && o.sums[k] != p.sums[k] {
				c.Units = append(c.Units, Piece{u.key, p.HTML[u.from:u.to]})
			}
		}
	}
	return c
}
