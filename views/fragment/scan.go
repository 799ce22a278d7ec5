package fragment

import (
	"bytes"
	"strings"
)

// scanner walks through the start tags of HTML that templ has written: every
// element is closed, and no "<" stands in a text or an attribute.
type scanner struct {
	html []byte
	at   int
	in   string // the kind that the container we are in has; "" outside of them
	end  int    // where that container ends

	names []string // ids of the last names' rows; "" for one without
	bars  int      // how many bars there were beside them
}

// tag is a start tag.
type tag struct {
	from, to int // of the tag itself
	name     []byte
	text     []byte // all of it
}

// next is the next start tag; false at the end.
func (s *scanner) next() (tag, bool) {
	for s.at < len(s.html) {
		from := bytes.IndexByte(s.html[s.at:], '<')
		if from < 0 {
			break
		}
		from += s.at
		to := bytes.IndexByte(s.html[from:], '>')
		if to < 0 {
			break
		}
		to += from + 1
		s.at = to
		text := s.html[from:to]
		if len(text) < 3 || text[1] == '/' || text[1] == '!' {
			continue
		}
		return tag{from: from, to: to, name: text[1 : 1+nameLength(text[1:])], text: text}, true
	}
	s.at = len(s.html)
	return tag{}, false
}

// nameLength is how long the name is that begins the text.
func nameLength(text []byte) int {
	for k, c := range text {
		if c == ' ' || c == '>' || c == '/' || c == '\n' {
			return k
		}
	}
	return len(text)
}

// containers are what has units in it that carry no mark of their own: by the
// start of their tags, and the units by the names of theirs.
var containers = [...]struct{ start, kind, unit string }{
	{`<ol class="tl-names"`, Name, "li"},
	{`<svg class="tl-bars"`, Bar, "a"},
	{`<svg class="dag"`, Node, "a"},
	{`<tbody`, Row, "tr"},
}

// unit says whether a unit begins with the tag, and which.
func (s *scanner) unit(t tag) (Key, bool) {
	if t.from >= s.end {
		s.in = ""
	}
	for _, mark := range []struct{ attribute, kind string }{{` data-live="`, Live}, {` data-region="`, Region}} {
		if id, ok := value(t.text, mark.attribute); ok {
			return Key{mark.kind, id}, true
		}
	}
	for _, c := range containers {
		switch {
		case s.in == "" && bytes.HasPrefix(t.text, []byte(c.start)):
			s.begin(c.kind, t)
		case s.in == c.kind && string(t.name) == c.unit:
			if id := s.id(t); id != "" {
				return Key{c.kind, id}, true
			}
		}
	}
	return Key{}, false
}

// begin is at the start of a container.
func (s *scanner) begin(kind string, t tag) {
	s.in, s.end = kind, s.endOf(t)
	switch kind {
	case Name:
		s.names = s.names[:0]
	case Bar:
		s.bars = 0
	}
}

// id is whose unit of the container it is, "" for nobody's: the id in it, or of a
// bar without one that of the name in its place.
func (s *scanner) id(t tag) string {
	id := idIn(s.html[t.from:s.endOf(t)])
	switch s.in {
	case Name:
		s.names = append(s.names, id)
	case Bar:
		if id == "" && s.bars < len(s.names) {
			id = s.names[s.bars]
		}
		s.bars++
	}
	return id
}

// idIn is the first id in a unit, or the one that its link asks for. A group has
// the id of its first member, and a star.
func idIn(unit []byte) string {
	if id, ok := value(unit, ` data-id="`); ok {
		return id
	}
	if id, ok := value(unit, ` data-group="`); ok {
		return "*" + id
	}
	href, _ := value(unit, ` href="`)
	for _, before := range []string{"?subtask=", "&amp;subtask="} {
		if _, id, ok := strings.Cut(href, before); ok {
			id, _, _ = strings.Cut(id, "&")
			return id
		}
	}
	return ""
}

// value is that of an attribute, which is given with what stands before its value.
func value(text []byte, attribute string) (string, bool) {
	at := bytes.Index(text, []byte(attribute))
	if at < 0 {
		return "", false
	}
	text = text[at+len(attribute):]
	end := bytes.IndexByte(text, '"')
	if end < 0 {
		return "", false
	}
	return string(text[:end]), true
}

// skip goes on behind the element of a start tag, and says where that is.
func (s *scanner) skip(t tag) int {
	s.at = s.endOf(t)
	return s.at
}

// endOf is where the element of a start tag ends.
func (s *scanner) endOf(t tag) int {
	if t.text[len(t.text)-2] == '/' {
		return t.to
	}
	depth, at := 1, t.to
	for depth > 0 {
		next := bytes.IndexByte(s.html[at:], '<')
		if next < 0 {
			return len(s.html)
		}
		at += next + 1
		rest := s.html[at:]
		closing := len(rest) > 0 && rest[0] == '/'
		if closing {
			rest = rest[1:]
		}
		if !bytes.HasPrefix(rest, t.name) || nameLength(rest) != len(t.name) {
			continue
		}
		if closing {
			depth--
		} else if end := bytes.IndexByte(rest, '>'); end > 0 && rest[end-1] != '/' {
			depth++
		}
	}
	return at + bytes.IndexByte(s.html[at:], '>') + 1
}
