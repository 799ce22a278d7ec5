package fragment

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// Part is one rendered element, taken apart.
type Part struct {
	Name  string
	HTML  []byte
	frame uint64
	sums  []uint64 // of the units, in their order, which the frame has too
	units []unit
	alike bool // two units have one name: none of them could be found again
}

// Key names a unit: what kind it is, and whose.
type Key struct{ Kind, ID string }

type unit struct {
	key      Key
	from, to int // in HTML
}

// The kinds of units.
const (
	Name   = "name"   // of a row: li of the timeline
	Bar    = "bar"    // what is drawn in it
	Node   = "node"   // of the graph
	Row    = "row"    // of the table
	Live   = "live"   // what carries data-live, by its value
	Region = "region" // what carries data-region, within another
)

var seed = maphash.MakeSeed()

// Split takes a rendered part apart. Regions named in within are no units: what
// is in them is looked into.
func Split(name string, html []byte, within ...string) *Part {
	p := &Part{Name: name, HTML: html}
	var frame maphash.Hash
	frame.SetSeed(seed)
	s := scanner{html: html}
	first, from := true, 0
	for {
		tag, ok := s.next()
		if !ok {
			break
		}
		key, ok := s.unit(tag)
		if !ok || first || key.Kind == Region && slices.Contains(within, key.ID) { // the part itself is none
			first = false
			continue
		}
		end := s.skip(tag)
		p.units = append(p.units, unit{key: key, from: tag.from, to: end})
		p.sums = append(p.sums, maphash.Bytes(seed, html[tag.from:end]))
		write(&frame, html[from:tag.from])
		_, _ = frame.WriteString("\x00" + key.Kind + "\x00" + key.ID + "\x00")
		from = end
	}
	write(&frame, html[from:])
	p.frame = frame.Sum64()
	known := make(map[Key]bool, len(p.units))
	for _, u := range p.units {
		p.alike = p.alike || known[u.key]
		known[u.key] = true
	}
	return p
}

// Sums is the part without its HTML: enough to hold a later one against it.
func (p *Part) Sums() *Part {
	return &Part{Name: p.Name, frame: p.frame, sums: p.sums, alike: p.alike}
}

// Units is how many units there are.
func (p *Part) Units() int { return len(p.sums) }

// volatile is an attribute that changes with every moment; who reads it is told
// by a unit.
var volatile = []byte(` data-max="`)

// write adds to the frame what is outside of units.
func write(frame *maphash.Hash, html []byte) {
	for {
		at := bytes.Index(html, volatile)
		if at < 0 {
			_, _ = frame.Write(html)
			return
		}
		_, _ = frame.Write(html[:at])
		html = html[at+len(volatile):]
		html = html[bytes.IndexByte(html, '"')+1:]
	}
}

// Drop takes units out of those that are compared: somebody else tells of them.
func (p *Part) Drop(keys ...Key) {
	for i := range p.units {
		if slices.Contains(keys, p.units[i].key) {
			p.sums[i] = 0
		}
	}
}
