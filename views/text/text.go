// Package text is the words of the interface: one catalogue in English and
// Chinese, and the ways in which numbers, durations and times are written.
// Every text that a person reads in the browser comes from here; OCP's own
// names and messages are shown as they came.
//
// The catalogue is in messages/<area>.<language>.json: flat keys, such as
// "history.title", with go-i18n's templates and plural forms. A test fails on
// a key that is missing in one language or that nothing uses.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed messages/*.json
var messages embed.FS

// Lang is a language of the interface, as in the lang attribute of HTML.
type Lang string

// The languages, the default first.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Langs are all languages.
func Langs() []Lang { return []Lang{English, Chinese} }

// Catalogue holds all words in all languages. It never changes once made.
type Catalogue struct {
	matcher  language.Matcher
	printers map[Lang]Printer
}

// New reads the embedded messages.
func New() (*Catalogue, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	files, err := messages.ReadDir("messages")
	if err != nil {
		return nil, fmt.Errorf("list messages: %w", err)
	}
	plain := map[Lang]map[string]string{}
	for _, f := range files {
		name := path.Join("messages", f.Name())
		b, err := messages.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		file, err := bundle.ParseMessageFileBytes(b, f.Name())
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		base, _ := file.Tag.Base()
		lang := Lang(base.String())
		if plain[lang] == nil {
			plain[lang] = map[string]string{}
		}
		for _, m := range file.Messages {
			if _, twice := plain[lang][m.ID]; twice {
				return nil, fmt.Errorf("parse %s: %q is defined twice", name, m.ID)
			}
			plain[lang][m.ID] = m.Other
		}
	}
	c := &Catalogue{
		matcher:  language.NewMatcher([]language.Tag{language.English, language.Chinese}),
		printers: map[Lang]Printer{},
	}
	for _, lang := range Langs() {
		c.printers[lang] = Printer{
			Lang:      lang,
			localizer: i18n.NewLocalizer(bundle, string(lang)),
			plain:     plain[lang],
		}
	}
	return c, nil
}

// In is the Printer of a language; an unknown one is English.
func (c *Catalogue) In(lang Lang) Printer {
	if p, ok := c.printers[lang]; ok {
		return p
	}
	return c.printers[English]
}

// Match picks the language: the reader's own choice if there is one, else the
// best of the browser's Accept-Language.
func (c *Catalogue) Match(chosen, acceptLanguage string) Lang {
	for _, lang := range Langs() {
		if string(lang) == chosen {
			return lang
		}
	}
	_, i := language.MatchStrings(c.matcher, acceptLanguage)
	return Langs()[i]
}

// Printer writes in one language. It is a small value, safe for concurrent use.
type Printer struct {
	Lang      Lang
	localizer *i18n.Localizer
	plain     map[string]string
}

// T is the message of a key. Args are pairs of the template's field and its
// value: T("task.failed_at", "Name", name). A key that does not exist is
// written in brackets, so that it is seen and a test can find it.
func (p Printer) T(key string, args ...any) string {
	if len(args) == 0 {
		// A message without a template needs none of go-i18n's work; the
		// word of a state is asked for once per row.
		if s, ok := p.plain[key]; ok && !strings.Contains(s, "{{") {
			return s
		}
	}
	return p.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: fields(args)})
}

// N is the message of a key in the plural form for n, which the template may
// write as {{.N}}.
func (p Printer) N(key string, n int, args ...any) string {
	data := fields(args)
	data["N"] = p.Count(n)
	return p.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

func (p Printer) localize(key string, config *i18n.LocalizeConfig) string {
	if p.localizer == nil {
		return "[" + key + "]"
	}
	config.TemplateParser = filler{}
	s, err := p.localizer.Localize(config)
	if err != nil {
		return "[" + key + "]"
	}
	return s
}

func fields(args []any) map[string]any {
	data := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		field, ok := args[i].(string)
		if !ok {
			field = fmt.Sprint(args[i])
		}
		data[field] = args[i+1]
	}
	return data
}
