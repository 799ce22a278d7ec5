package chart

import "taskscope/views/text"

// Names wider than these, in average letters, are cut: on a phone (class short),
// in a narrow column, in the column as it is (class long). Before their end, for
// there the names of one task differ.
const (
	nameOnPhone = 14
	nameNarrow  = 20
	nameWide    = 44
	tailChars   = 8
)

// EveryNameFits says of a name that no column is too narrow for it, without
// measuring it: most names are none, but a page has thousands.
func EveryNameFits(name string) bool { return len(name) <= nameOnPhone/2 } // bytes

// Cut tells how a name beside a chart is cut where it has no room, width average
// letters wide, with so many more taken by what stands in its row: its class, which
// is how much room it needs ("" is between long and short), and its end, which is
// laid over it (cut.css). A name that fits everywhere has no end.
func Cut(name string, width, taken int) (class, tail string) {
	switch {
	case width+taken > nameWide:
		class = "long"
	case width <= nameOnPhone:
		return "", ""
	case width <= nameNarrow:
		class = "short"
	}
	return class, text.Tail(name, tailChars)
}
