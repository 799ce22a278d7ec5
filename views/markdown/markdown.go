// Package markdown shows what people wrote in Markdown: paragraphs, headings,
// lists, quotes, code, emphasis and links. Goldmark reads it; what it read
// becomes nodes of few kinds, and a template draws those, so that nothing of
// the text is ever markup. HTML in it is shown as the text it is, a picture as
// its description, and only http and https addresses are links.
package markdown

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Kind is what a node is drawn as.
type Kind int

// The kinds. Text and Code have a Text, Link has a URL, the others have nodes
// inside.
const (
	Text Kind = iota
	Paragraph
	Heading
	List
	Ordered
	Item
	Quote
	Block // of code, line by line
	Code
	Emphasis
	Strong
	Struck
	Link
	Break
	Rule
)

// Node is a part of a text.
type Node struct {
	Kind   Kind
	Text   string
	URL    string // http or https
	Start  int    // number of the first item of an Ordered
	Inside []Node
}

// maxDepth is how deep nodes nest; what lies deeper is shown as text.
const maxDepth = 12

// Parse reads a text.
func Parse(source string) []Node {
	b := []byte(strings.ToValidUTF8(source, "\ufffd"))
	reader := goldmark.New(goldmark.WithExtensions(extension.Linkify, extension.Strikethrough)).Parser()
	return (&parser{source: b}).inside(reader.Parse(text.NewReader(b)), 0)
}

type parser struct{ source []byte }

func (p *parser) inside(n ast.Node, depth int) []Node {
	var all []Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		all = append(all, p.nodes(c, depth)...)
	}
	return all
}

// nodes is what n is drawn as.
func (p *parser) nodes(n ast.Node, depth int) []Node {
	one := func(k Kind) []Node { return []Node{{Kind: k, Inside: p.inside(n, depth+1)}} }
	if depth >= maxDepth && n.HasChildren() {
		return []Node{{Kind: Text, Text: plain(p.inside(n, 0))}}
	}
	switch n := n.(type) {
	case *ast.Text:
		return p.text(n)
	case *ast.String:
		return []Node{{Kind: Text, Text: string(n.Value)}}
	case *ast.CodeSpan:
		return []Node{{Kind: Code, Text: p.raw(n)}}
	case *ast.Emphasis:
		if n.Level > 1 {
			return one(Strong)
		}
		return one(Emphasis)
	case *extast.Strikethrough:
		return one(Struck)
	case *ast.Link:
		return p.link(string(n.Destination), p.inside(n, depth+1))
	case *ast.AutoLink:
		return p.link(string(n.URL(p.source)), []Node{{Kind: Text, Text: string(n.Label(p.source))}})
	case *ast.RawHTML:
		return []Node{{Kind: Text, Text: string(n.Segments.Value(p.source))}}
	case *ast.HTMLBlock:
		html := p.lines(n.Lines())
		if n.HasClosure() {
			html += string(n.ClosureLine.Value(p.source))
		}
		return []Node{{Kind: Block, Text: html}}
	case *ast.FencedCodeBlock:
		return []Node{{Kind: Block, Text: p.lines(n.Lines())}}
	case *ast.CodeBlock:
		return []Node{{Kind: Block, Text: p.lines(n.Lines())}}
	case *ast.Paragraph:
		return one(Paragraph)
	case *ast.Heading:
		return one(Heading)
	case *ast.Blockquote:
		return one(Quote)
	case *ast.ListItem:
		return one(Item)
	case *ast.List:
		all := one(List)
		if n.IsOrdered() {
			all[0].Kind, all[0].Start = Ordered, n.Start
		}
		return all
	case *ast.ThematicBreak:
		return []Node{{Kind: Rule}}
	}
	return p.inside(n, depth) // a text block, a picture: what is in it
}

// text is a run of text with the break after it.
func (p *parser) text(n *ast.Text) []Node {
	value := n.Value(p.source)
	if !n.IsRaw() {
		value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	}
	all := []Node{{Kind: Text, Text: string(value)}}
	switch {
	case n.HardLineBreak():
		all = append(all, Node{Kind: Break})
	case n.SoftLineBreak():
		all = append(all, Node{Kind: Text, Text: "\n"})
	}
	return all
}

// raw is the text inside a code span.
func (p *parser) raw(n ast.Node) string {
	var b bytes.Buffer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(p.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

func (p *parser) lines(s *text.Segments) string { return string(s.Value(p.source)) }

// link is a link where the address may be one, else only its text.
func (p *parser) link(to string, inside []Node) []Node {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return inside
	}
	return []Node{{Kind: Link, URL: u.String(), Inside: inside}}
}

// Plain is the text without its marks, on one line of at most max characters.
func Plain(source string, max int) string {
	line := strings.Join(strings.Fields(plain(Parse(source))), " ")
	if utf8.RuneCountInString(line) <= max {
		return line
	}
	return strings.TrimRight(string([]rune(line)[:max-1]), " ") + "…"
}

func plain(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		b.WriteString(plain(n.Inside))
		switch n.Kind {
		case Text, Code, Emphasis, Strong, Struck, Link:
		default:
			b.WriteByte('\n')
		}
	}
	return b.String()
}
