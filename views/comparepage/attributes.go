package comparepage

import "github.com/a-h/templ"

// Attributes are those of the column's head.
func (c Column) Attributes() templ.Attributes {
	a := templ.Attributes{}
	if c.Order != "" {
		a["aria-sort"] = c.Order
	}
	if c.Num {
		a["class"] = "num"
	}
	if c.Hint != "" {
		a["title"] = c.Hint
	}
	return a
}
