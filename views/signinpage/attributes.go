package signinpage

import "github.com/a-h/templ"

// invalid marks the fields that were wrong, and says where the reason is.
func (p Page) invalid() templ.Attributes {
	if !p.Wrong {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "sign-in-why"}
}
