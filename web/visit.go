package web

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/access"
	"taskscope/internal/live"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// The cookies. Each holds a choice that a person made with a button.
const (
	langCookie  = "taskscope_lang"
	themeCookie = "taskscope_theme"
)

// visit is what is known of a request beyond its URL.
type visit struct {
	ID   string // of the request: 16 hex digits, as OCP's trace ids
	User access.Visitor
	// Reader and History are what the visitor may see of the library.
	Reader  *live.Reader
	History History
	// Public says that the answer is for everybody alike, and may be kept.
	Public bool
	// Stream says that the answer lasts as long as somebody looks.
	Stream bool
	Lang   text.Lang
	Theme  ui.Theme
}

const visitKey = "visit"

func (s *server) newVisit(r *http.Request) *visit {
	var id [8]byte
	rand.Read(id[:]) // never fails
	v := &visit{
		ID:    hex.EncodeToString(id[:]),
		Lang:  s.words.Match(cookie(r, langCookie), r.Header.Get("Accept-Language")),
		Theme: ui.ParseTheme(cookie(r, themeCookie)),
	}
	v.Reader, v.History = s.library.nothing()
	return v
}

// visitOf is the visit that observe made.
func visitOf(c echo.Context) *visit { return c.Get(visitKey).(*visit) }

// ocpLang is the language to ask OCP for.
func (v *visit) ocpLang() string {
	if v.Lang == text.Chinese {
		return "zh-CN"
	}
	return "en-US"
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}
