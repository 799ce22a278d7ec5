package permalink

import (
	"slices"
	"strings"
)

// A leading hyphen turns an order round: "-name" is from the last to the first.
const reversed = "-"

// bothWays are orders and the same turned round.
func bothWays[T ~string](orders ...T) []T {
	all := slices.Clone(orders)
	for _, s := range orders {
		all = append(all, reversed+s)
	}
	return all
}

// keyOf is an order without its direction; desc says that it is turned round.
func keyOf[T ~string](order T) (key T, desc bool) {
	word, desc := strings.CutPrefix(string(order), reversed)
	return T(word), desc
}

// turned is the order asked for, or, when that is the present one, its reverse.
func turned[T ~string](present, asked T) T {
	if present != asked {
		return asked
	}
	if forward, desc := keyOf(asked); desc {
		return forward
	}
	return reversed + asked
}
