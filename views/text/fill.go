package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// filler reads the templates of messages: texts with holes such as {{.Name}},
// and nothing else. Go's own templates can do far more, and take a third of a
// small page's time, most of it the first time that a message is used.
type filler struct{}

func (filler) Cacheable() bool { return true }

func (filler) Parse(src, left, right string) (template.ParsedTemplate, error) {
	if left == "" {
		left = "{{"
	}
	if right == "" {
		right = "}}"
	}
	var f filled
	for rest := src; ; {
		before, after, hole := strings.Cut(rest, left)
		f.texts = append(f.texts, before)
		if !hole {
			return f, nil
		}
		field, after, closed := strings.Cut(after, right)
		name, ok := strings.CutPrefix(strings.TrimSpace(field), ".")
		if !closed || !ok || strings.ContainsAny(name, " .|$(") {
			return nil, fmt.Errorf("message %q: %q is no field", src, field)
		}
		f.fields, rest = append(f.fields, name), after
	}
}

// filled is a message cut where its values go: one text more than fields.
type filled struct{ texts, fields []string }

func (f filled) Execute(data any) (string, error) {
	values, ok := data.(map[string]any)
	if !ok && len(f.fields) > 0 {
		return "", fmt.Errorf("the values of a message are a %T", data)
	}
	var b strings.Builder
	value := ""
	for k, text := range f.texts {
		b.WriteString(After(value, text))
		if k == len(f.fields) {
			break
		}
		switch v := values[f.fields[k]].(type) {
		case nil:
			return "", fmt.Errorf("no value for %q", f.fields[k])
		case string:
			value = v
		default:
			value = fmt.Sprint(v)
		}
		b.WriteString(value)
	}
	return b.String(), nil
}

// After is the text of a message behind a value. In Chinese a space parts what
// is Latin from what is not: a figure that ends in a unit, 1.500 秒, needs none.
func After(value, text string) string {
	if rest, spaced := strings.CutPrefix(text, " "); spaced && value != "" {
		if next, _ := utf8.DecodeRuneInString(rest); unicode.Is(unicode.Han, next) && endsInUnit(value) {
			return rest
		}
	}
	return text
}

func endsInUnit(value string) bool {
	for _, unit := range []string{"秒", "分", "小时", "天", "倍"} {
		if figure, ok := strings.CutSuffix(value, unit); ok {
			return strings.HasSuffix(figure, " ") || strings.HasSuffix(figure, "\u00a0")
		}
	}
	return false
}

// Sentences puts texts behind each other that end in punctuation; Chinese has no
// space there.
func (p Printer) Sentences(texts ...string) string {
	if p.Lang == Chinese {
		return strings.Join(texts, "")
	}
	return strings.Join(texts, " ")
}
