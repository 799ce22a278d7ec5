package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// latin are the words in Latin letters, of two letters or more, in lower case.
//
// A word stands by itself. Letters that touch a digit or an underscore are part
// of an identifier (a trace id, a hash, a version, a file's name), which spells
// words by chance only: 5be076db476e15ae has no "be" in it.
func latin(text string) []string {
	runs := regexp.MustCompile(`[a-z0-9_][a-z0-9_']*`).FindAllString(strings.ToLower(text), -1)
	return slices.DeleteFunc(runs, func(run string) bool { return len(run) < 2 || strings.ContainsAny(run, "0123456789_") })
}

// without is the text without a quotation, where it stands by itself: "fail" is
// not in "failed", nor "10" in 5b10be.
func without(text, quotation string) string {
	const edge, inner = `(^|[^A-Za-z0-9_])`, `[A-Za-z0-9_]`
	if !strings.Contains(text, quotation) {
		return text
	}
	pattern := regexp.QuoteMeta(quotation)
	if regexp.MustCompile(`^` + inner).MatchString(quotation) {
		pattern = edge + pattern
	} else {
		pattern = `()` + pattern
	}
	if regexp.MustCompile(inner + `$`).MatchString(quotation) {
		pattern += `\b`
	}
	return regexp.MustCompile(pattern).ReplaceAllString(text, "$1 ")
}

func TestLatin(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"5be076db476e15ae", ""},
		{"deadbeef be", "deadbeef be"},
		{"cafe12 12cafe be_12 12", ""},
		{"00-4bf92f35be-be01", ""},
		{"还有 3 be 项", "be"},
		{"由be完成", "be"},
		{"Don't close: 3 running, 12 s", "don't close running"},
		{"“Failed”/succeeded", "failed succeeded"},
		{"16.02 m", ""},
	} {
		if got := strings.Join(latin(test.text), " "); got != test.want {
			t.Errorf("latin(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestWithout(t *testing.T) {
	for _, test := range []struct{ text, quotation, want string }{
		{"Install rpm #7 failed", "Install rpm #7", "  failed"},
		{"Install rpm #70", "Install rpm #7", "Install rpm #70"},
		{"failed to fail", "fail", "failed to  "},
		{"5b10be", "10", "5b10be"},
		{"10 10", "10", "   "},
		{"在主机上安装 OCP 完成", "安装 OCP", "在主机上  完成"},
		{"x(y)z", "(y)", "x z"},
		{"共be项", "be", "共 项"},
	} {
		if got := without(test.text, test.quotation); got != test.want {
			t.Errorf("without(%q, %q) = %q, want %q", test.text, test.quotation, got, test.want)
		}
	}
}
