package taskpage

import "github.com/a-h/templ"

func (r TableRow) attributes() templ.Attributes {
	a := templ.Attributes{}
	if r.Current {
		a["aria-current"] = "true"
	}
	if r.Mark != "" {
		a["class"] = r.Mark
	}
	return a
}

func (c ColumnHead) attributes() templ.Attributes {
	a := templ.Attributes{}
	if c.Order != "" {
		a["aria-sort"] = c.Order
	}
	if c.Num {
		a["class"] = "num"
	}
	return a
}

// byKey names the key that follows a link.
func byKey(key string) templ.Attributes {
	if key == "" {
		return nil
	}
	return templ.Attributes{"data-key": key}
}
