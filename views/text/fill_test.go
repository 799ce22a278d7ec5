package text

import "testing"

// Every message is a text with fields, in both languages.
func TestEveryMessageHasFieldsAlone(t *testing.T) {
	for _, lang := range Langs() {
		for key, forms := range catalogueOf(t, lang) {
			for form, src := range forms {
				if _, err := (filler{}).Parse(src, "", ""); err != nil {
					t.Errorf("%s, %s %s: %v", lang, key, form, err)
				}
			}
		}
	}
}

func TestFiller(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", ""}, {"no field", "no field"}, {"{{.A}}", "x {{.B}}"}, {"1 {{.A}}, {{ .N }} of {{.A}}.", "1 x {{.B}}, 7 of x {{.B}}."},
		{"}} {{.N}}{{.N}}", "}} 77"}, {"{{.Missing}}", ""}, {"{{.A", ""}, {"{{.A.B}}", ""}, {"{{if .A}}", ""}, {"{{A}}", ""}, {"{{.A | html}}", ""},
	} {
		got := ""
		parsed, err := (filler{}).Parse(c.src, "", "")
		if err == nil {
			got, err = parsed.Execute(map[string]any{"A": "x {{.B}}", "N": 7})
		}
		if wrong := c.want == "" && c.src != ""; got != c.want || wrong != (err != nil) {
			t.Errorf("%q is %q, error %v; want %q", c.src, got, err, c.want)
		}
	}
}
