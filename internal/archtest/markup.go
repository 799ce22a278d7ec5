package archtest

import (
	"fmt"
	"regexp"
	"strings"
)

// unsafeTempl are templ's ways around escaping and around the CSP.
var unsafeTempl = []string{"Raw", "SafeCSS", "SafeCSSProperty", "JSUnsafeFuncCall", "JSFuncCall", "SafeScript", "SafeScriptInline"}

const (
	whyUnsafe  = "what the page shows is escaped, and its CSP forbids inline code"
	whyOutside = "pages load nothing from elsewhere; put it into static/"
)

// pattern is something that must not occur.
type pattern struct {
	re  *regexp.Regexp
	why string
}

// attribute values begin with a quote or with templ's brace; templ fmt leaves
// no blank before the equals sign, while Go code in the same file always has one.
var templPatterns = []pattern{
	{regexp.MustCompile(`\btempl\.(` + strings.Join(unsafeTempl, "|") + `)\b`), whyUnsafe},
	{regexp.MustCompile(`(?i)\sstyle\??=\s*["'{]`), "no style attribute: the CSP drops it; use a class, or SVG geometry attributes"},
	{regexp.MustCompile(`(?i)\son[a-z]+\??=\s*["'{]`), "no handler in an attribute: the CSP drops it; use a module of static/"},
	{regexp.MustCompile(`(?i)\shx-on[:a-z-]*\??=\s*["'{]`), "no handler in an attribute: the CSP drops it; use a module of static/"},
	{regexp.MustCompile(`(?i)["'{\x60]\s*javascript:`), "no javascript: address"},
	{regexp.MustCompile(`(?i)<style\b`), "no <style>: the CSP drops it; use static/"},
	{regexp.MustCompile(`(?m)^(script|css) \w+\(`), "no script or css block: templ makes inline code of it"},
	{regexp.MustCompile(`(?i)\s(src|srcset|poster|data|xlink:href)\??=\s*["'{][\x60"\s]*(https?:)?//`), whyOutside},
	{regexp.MustCompile(`(?i)<(link|use|image|base)\b[^>]*\shref\??=\s*["'{][\x60"\s]*(https?:)?//`), whyOutside},
}

var cssPatterns = []pattern{
	{regexp.MustCompile(`(?i)url\(\s*["']?\s*(https?:)?//`), whyOutside},
	{regexp.MustCompile(`(?i)@import\s+["']\s*(https?:)?//`), whyOutside},
}

var jsPatterns = []pattern{
	{regexp.MustCompile("(?i)[\"'`](https?|wss?)://(\\$\\{)?"), whyOutside},
	{regexp.MustCompile(`(?i)setAttribute\(\s*["']style["']`), "the CSP drops style attributes; set properties of .style, or a class"},
	{regexp.MustCompile(`\beval\(|\bnew Function\(`), "the CSP forbids code from text"},
}

// namespaces are addresses that name a vocabulary and are never fetched.
var namespaces = regexp.MustCompile(`http://www\.w3\.org/[0-9A-Za-z/]+`)

// lineComment is a // comment to the end of its line, not the // of an address.
var lineComment = regexp.MustCompile(`(?m)(^|[\s;{}])//.*$`)

// blockComment is a comment of Go, CSS and JavaScript, or of HTML.
var blockComment = regexp.MustCompile(`(?s)/\*.*?\*/|<!--.*?-->`)

// checkMarkup says what a .templ, .css or .js file has that pages may not have.
func checkMarkup(file, src string) []string {
	var patterns []pattern
	switch file[strings.LastIndexByte(file, '.')+1:] {
	case "templ":
		patterns = templPatterns
	case "css":
		patterns = cssPatterns
	case "js", "mjs":
		patterns = jsPatterns
	default:
		return nil
	}
	text := withoutComments(src)
	var wrong []string
	for _, p := range patterns {
		for _, at := range p.re.FindAllStringIndex(text, -1) {
			wrong = append(wrong, complaint(file, text, at, p.why))
		}
	}
	if strings.HasSuffix(file, ".templ") {
		wrong = append(wrong, checkScripts(file, text)...)
	}
	return wrong
}

// scripts finds each script element: its attributes, and what is inside.
var scripts = regexp.MustCompile(`(?is)<script\b([^>]*)>(.*?)</script\s*>`)

// isData marks a script element that holds data, which no CSP minds.
var isData = regexp.MustCompile(`(?i)\stype="application/(ld\+)?json"`)

// checkScripts complains of code inside script elements.
func checkScripts(file, text string) []string {
	var wrong []string
	for _, m := range scripts.FindAllStringSubmatchIndex(text, -1) {
		attributes, inside := text[m[2]:m[3]], text[m[4]:m[5]]
		if strings.TrimSpace(inside) != "" && !isData.MatchString(attributes) {
			wrong = append(wrong, complaint(file, text, m[:2], "no code in a script element: the CSP drops it; use a module of static/"))
		}
	}
	return wrong
}

// withoutComments blanks comments and namespaces but keeps every line in place.
func withoutComments(src string) string {
	blank := func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }
	src = blockComment.ReplaceAllStringFunc(src, blank)
	src = namespaces.ReplaceAllString(src, "")
	return lineComment.ReplaceAllString(src, "$1")
}

// complaint names the line, and what stands there.
func complaint(file, text string, at []int, why string) string {
	found, _, _ := strings.Cut(strings.TrimSpace(text[at[0]:at[1]]), "\n")
	start := at[0] + len(text[at[0]:at[1]]) - len(strings.TrimLeft(text[at[0]:at[1]], " \t\r\n"))
	return fmt.Sprintf("%s:%d: %s: %s", file, 1+strings.Count(text[:start], "\n"), found, why)
}
