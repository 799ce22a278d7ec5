package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// signedOut is what an error means to a visitor in sign-in mode: that OCP
// refused the account ends its part of the session, and then, as without one,
// the way leads to the sign-in page.
func (s *server) signedOut(c echo.Context, err error, f fault) (fault, permalink.SignIn) {
	r := c.Request()
	token := s.Access.Token(r)
	in := permalink.SignIn{Back: here(c)}
	if token != "" {
		in.Why = permalink.WhyEnded
	}
	if f.failure != nil && f.failure.Kind == task.FailUnauthorized {
		in.Why, in.Source = permalink.WhyRefused, f.failure.Source
		if err := s.library.signIn.Sessions.Refused(r.Context(), token, in.Source); err != nil {
			s.Logger.ErrorContext(r.Context(), "session not ended", "id", visitOf(c).ID, "error", err)
		}
		f = fault{status: http.StatusUnauthorized, code: "signed_out"}
	}
	if first := (*signInFirst)(nil); errors.As(err, &first) {
		in.Why, in.Source = permalink.WhyAsked, first.source
	}
	if in.Source == s.DefaultSource {
		in.Source = ""
	}
	if in.Back == permalink.Home {
		in.Back = ""
	}
	return f, in
}

// navigates says whether a person opens a page, who is better served by the
// sign-in page than by an error.
func navigates(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || r.Header.Get(regionHeader) != "" {
		return false
	}
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	// No browser of today: a script, or curl. What lies below a page is a file.
	return strings.Count(r.URL.Path, "/") <= 2
}
