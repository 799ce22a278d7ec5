package web

import (
	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/live"
)

// library is everything there is to read. Handlers have no way to it but
// visit.Reader and visit.History, which show what one visitor may see; admit
// sets them, and until then they show nothing.
type library struct {
	reader  *live.Reader
	history History
	signIn  *SignIn // nil: everybody who is let in sees everything
}

// hidden stands in the server's way to the Config's Reader and History: a
// handler that reads past the visit does not compile.
type hidden struct{}

// shelf is the part of the library for one visitor.
func (l *library) shelf(v access.Visitor) (*live.Reader, History) {
	if l.signIn == nil {
		return l.reader, l.history
	}
	return l.reader.For(&pass{signIn: l.signIn, visitor: v}), l.history.For(l.signIn.viewer(v))
}

// nothing is the part of the library for somebody who has not been let in.
func (l *library) nothing() (*live.Reader, History) {
	return l.reader.For(&pass{}), l.history.For(history.Viewer{})
}
