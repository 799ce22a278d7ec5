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

// TestAfterAUnitIsNoSpace: a duration that ends in Chinese goes on without one;
// what is Latin, and a name, keep theirs.
func TestAfterAUnitIsNoSpace(t *testing.T) {
	for _, c := range []struct{ value, text, want string }{
		{"1 分 40.000 秒", " 结束", "结束"}, {"3.6\u00a0倍", " 以上", "以上"}, {"1 小时 04 分", "，运行", "，运行"},
		{"1.500 秒", " = 总耗时。", " = 总耗时。"}, {"1.500 s", " later", " later"}, {"Install rpm", " 失败", " 失败"},
		{"安装软件分", " 失败", " 失败"}, {"7", " 个", " 个"}, {"", " 其中", " 其中"},
	} {
		if got := After(c.value, c.text); got != c.want {
			t.Errorf("After(%q, %q) = %q, want %q", c.value, c.text, got, c.want)
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
