// Package ui is what all pages share: the frame around them and the small
// parts that must look and read the same everywhere (a state, a moment, a
// duration, a banner). It is used by the page packages beside it and knows no
// HTTP, no SQL and no clock.
package ui

import (
	"taskscope/internal/task"
	"taskscope/views/text"
)

// Page is what every page has. Page models embed it.
type Page struct {
	Text   text.Printer
	Title  string // of the document, without the product's name
	Theme  Theme
	Static string     // URL of the static tree, without a slash at the end
	Here   string     // path and query of this page, to come back to
	Nav    Nav        // which part of the product this is
	Search string     // what stands in the search box
	Opens  bool       // the page has such a box itself: one is enough
	Icon   task.State // favicon; Unknown is the product's own
	User   string     // who is reading, as the proxy says or as they signed in; "" when nobody says
	Signed bool       // User has signed in here and can sign out
	Bare   bool       // signing in: there is nothing to go to yet
	Demo   bool       // the source is the simulated OCP
	Live   string     // class of pages that scripts enhance, "" for none: "task", "compare"

	Skips []Skip // to parts of a long page, after the one to its content

	Preview *Preview // what a chat shows of a link to it; nil is nothing but the title
}

// Preview is what another program shows of a link: whoever can read the page
// can read it, nobody else is told more.
type Preview struct{ Title, Text string }

// Theme is the reader's choice of colours.
type Theme string

// The themes, the default first: what the system prefers.
const (
	Auto  Theme = "auto"
	Light Theme = "light"
	Dark  Theme = "dark"
)

// Themes are all themes.
func Themes() []Theme { return []Theme{Auto, Light, Dark} }

// ParseTheme is the theme of that name, Auto for any other text: it comes
// from a cookie.
func ParseTheme(s string) Theme {
	if t := Theme(s); t == Light || t == Dark {
		return t
	}
	return Auto
}

// Nav is a part of the product, for the navigation.
type Nav string

// The parts.
const (
	NavNone    Nav = ""
	NavHome    Nav = "home"
	NavHistory Nav = "history"
	NavImport  Nav = "import"
)

// Banner is one thing the reader must know before reading on.
type Banner struct {
	Kind  BannerKind
	Title string
	Lines []string
	Facts []Fact // e.g. OCP's code and traceId, for support
	Link  *Link
}

// BannerKind is how grave a banner is.
type BannerKind string

// The kinds.
const (
	Info    BannerKind = "info"
	Warning BannerKind = "warning"
	Error   BannerKind = "error"
)

// Fact is a name and its value.
type Fact struct{ Name, Value string }

// Skip leads to a part of the page; it is hidden while that is not there, which
// scripts may change.
type Skip struct {
	Text, URL string
	Hidden    bool
}

// Link is a text that leads somewhere.
type Link struct{ Text, URL string }

// Lang is the value of the lang attribute.
func (p Page) Lang() string {
	if p.Text.Lang == text.Chinese {
		return "zh-CN"
	}
	return string(p.Text.Lang)
}

// Heading is the document's title.
func (p Page) Heading() string {
	if p.Title == "" {
		return p.Text.T("app.name")
	}
	return p.Title + " · " + p.Text.T("app.name")
}

// IconURL is the file of the favicon.
func (p Page) IconURL() string {
	if p.Icon == task.Unknown {
		return p.Static + "/icons/favicon.svg"
	}
	return p.Static + "/icons/favicon-" + p.Icon.Mood() + ".svg"
}
