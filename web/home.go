package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/views/homepage"
)

// maxLatest is how many tasks of history the home page lists.
const maxLatest = 10

// serveHome is GET /.
func (s *server) serveHome(c echo.Context) error {
	latest, err := visitOf(c).History.List(c.Request().Context(), history.Query{Newest: true, Limit: maxLatest})
	if err != nil {
		// The box that opens a task has to work all the same.
		s.Logger.WarnContext(c.Request().Context(), "home page without history", "id", visitOf(c).ID, "error", err)
	}
	in := homepage.Input{Offers: s.offers(), Latest: latest.Items, Default: s.DefaultSource}
	return s.page(c, http.StatusOK, homepage.View(homepage.New(s.frame(c), in)))
}

// offers are the demo's tasks. In sign-in mode there are none: their names are
// OCP's to tell, and not to everybody.
func (s *server) offers() []homepage.Offer {
	if s.library.signIn != nil {
		return nil
	}
	return s.Offers
}
