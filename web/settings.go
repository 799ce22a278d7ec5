package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// smallBody bounds the body of a form without files.
const smallBody = 64 << 10

// serveSettings is POST /settings: lang, theme, and the page to come back to.
func (s *server) serveSettings(c echo.Context) error {
	form, err := smallForm(c, smallBody)
	if err != nil {
		return err
	}
	if lang := form.Get("lang"); lang != "" {
		if !slices.Contains(text.Langs(), text.Lang(lang)) {
			return &permalink.BadParam{Name: "lang", Value: clip(lang), Want: permalink.OneOf(text.Langs()...)}
		}
		keep(c, s.Access.Secure(c.Request()), langCookie, lang)
	}
	if theme := form.Get("theme"); theme != "" {
		if !slices.Contains(ui.Themes(), ui.Theme(theme)) {
			return &permalink.BadParam{Name: "theme", Value: clip(theme), Want: permalink.OneOf("auto", "light", "dark")}
		}
		keep(c, s.Access.Secure(c.Request()), themeCookie, theme)
	}
	return c.Redirect(http.StatusSeeOther, localPath(form.Get("back")))
}

// smallForm reads a form of at most so many bytes from the body alone: what a
// URL carries changes nothing.
func smallForm(c echo.Context, most int64) (url.Values, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, most)
	if err := r.ParseForm(); err != nil {
		return nil, badForm(err)
	}
	return r.PostForm, nil
}

// badForm names the body as the parameter that is wrong, unless it is too large.
func badForm(err error) error {
	if f := explain(err); f.status == http.StatusRequestEntityTooLarge || f.status == statusGone {
		return err
	}
	return fmt.Errorf("%w: %w", &permalink.BadParam{Name: "body", Want: permalink.Want{Kind: permalink.WantFormBody}}, err)
}

// keep sets a cookie for a year. Nothing secret is in it, and no script needs it.
func keep(c echo.Context, secure bool, name, value string) {
	c.SetCookie(&http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure,
	})
}

// localPath is the path and query to come back to, or the home page for
// anything that could lead a browser to another site.
func localPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.ContainsAny(back, "\\\r\n\t") {
		return permalink.Home
	}
	if entrance(u.Path) { // or one would go round in circles
		return permalink.Home
	}
	return u.String()
}

// clip shortens what a client sent, for a message about it.
func clip(s string) string { return clipTo(s, 40) }

func clipTo(s string, bytes int) string { return s[:min(len(s), bytes)] }
