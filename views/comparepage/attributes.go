package comparepage

import "github.com/a-h/templ"

func (c Column) attributes() templ.Attributes {
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
