package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/views/text"
)

// Places are the rows that pass the filter by name, in the order of the page:
// pairs, then what only one run has. Those that are not worth a colour are
// among them.
func Places(p text.Printer, in Input) []compare.Place {
	b := newPageOf(p, in)
	var places []compare.Place
	for _, r := range b.pairs() {
		places = append(places, compare.Place{Base: r.base, Head: r.head})
	}
	for _, r := range b.rows {
		if r.side != both {
			places = append(places, compare.Place{Base: r.base, Head: r.head})
		}
	}
	return places
}
