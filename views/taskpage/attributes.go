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

// currentIf marks the selected subtask, for eyes and screen readers alike.
func currentIf(on bool) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"aria-current": "true"}
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

// doing names the key's action of the script.
func doing(k Key) templ.Attributes {
	if k.Do == "" {
		return nil
	}
	return templ.Attributes{"data-do": k.Do}
}
