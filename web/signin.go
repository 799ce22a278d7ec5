package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"taskscope/internal/access"
	"taskscope/internal/ocp"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/signinpage"
)

// SignIn is what sign-in mode needs. All but closed is required.
type SignIn struct {
	Sessions *access.Sessions
	Limiter  *access.Limiter
	Judge    *access.Judge
	Clients  map[string]*ocp.Client // by source; asked As the visitor only

	mu     sync.Mutex
	closed map[string]bool // sources that were seen to refuse strangers
}

// serveSignInForm is GET /sign-in?back=…&source=…
func (s *server) serveSignInForm(c echo.Context) error {
	u, err := s.signInURL(c.QueryParams())
	if err != nil {
		return err
	}
	return s.signInPage(c, http.StatusOK, signinpage.Input{URL: u})
}

// signInURL reads where to sign in and what to come back to.
func (s *server) signInURL(query map[string][]string) (permalink.SignIn, error) {
	u, err := permalink.ParseSignIn(query)
	if err != nil {
		return u, err
	}
	if u.Back = localPath(u.Back); u.Back == permalink.Home {
		u.Back = ""
	}
	if u.Source == "" {
		u.Source = s.DefaultSource
	}
	if s.library.signIn.Clients[u.Source] == nil {
		return u, &permalink.BadParam{Name: "source", Value: clip(u.Source), Want: permalink.Want{Kind: permalink.WantSource}}
	}
	return u, nil
}

// serveSignIn is POST /sign-in: user, password, source, and the page to come
// back to. Every refusal looks the same, whether there is such a user or not.
func (s *server) serveSignIn(c echo.Context) error {
	r := c.Request()
	if err := s.Access.CheckPassword(r); err != nil {
		return err
	}
	form, err := smallForm(c, smallBody)
	if err != nil {
		return err
	}
	u, err := s.signInURL(form)
	if err != nil {
		return err
	}
	u.Why = permalink.WhyAsked
	user, password := form.Get("user"), form.Get("password")
	in := signinpage.Input{URL: u, User: clipTo(user, maxUser)}
	signIn := s.library.signIn
	if wait := signIn.Limiter.Try(u.Source, user, s.Access.Address(r)); wait > 0 {
		s.tried(c, u.Source, "too_often")
		c.Response().Header().Set("Retry-After", seconds(wait))
		in.Problem, in.WaitMS = signinpage.TooOften, wait.Milliseconds()
		return s.signInPage(c, http.StatusTooManyRequests, in)
	}
	if err := signIn.verify(ocp.WithTraceID(r.Context(), visitOf(c).ID), u.Source, user, password, visitOf(c).ocpLang()); err != nil {
		return s.refuseSignIn(c, in, err)
	}
	signIn.Limiter.Succeeded(u.Source, user)
	token, err := signIn.Sessions.SignIn(r.Context(), s.Access.Token(r), u.Source, user, password)
	if err != nil {
		return err
	}
	s.tried(c, u.Source, "ok")
	visitOf(c).User.Name = user // for the log
	c.SetCookie(s.Access.Cookie(r, token))
	return c.Redirect(http.StatusSeeOther, localPath(u.Back))
}

// tried notes what came of a try to sign in, and from where. The log of a try
// that failed has no name: people type passwords into the wrong field.
func (s *server) tried(c echo.Context, source, outcome string) {
	s.Metrics.signedIn(source, outcome)
	s.Logger.InfoContext(c.Request().Context(), "sign-in", "id", visitOf(c).ID, "source", source, "outcome", outcome,
		"address", s.Access.Address(c.Request()))
}

// maxUser is how much of a user's name is shown again, in bytes.
const maxUser = 256

// verify asks OCP whether a password is right, once it is known that OCP cares.
// What HTTP Basic cannot carry is as wrong as what OCP refuses.
func (s *SignIn) verify(ctx context.Context, source, user, password, lang string) error {
	if err := s.closedDoor(ctx, source); err != nil {
		return err
	}
	own, err := s.Clients[source].As(ocp.Basic{User: user, Password: password})
	if err != nil {
		return fmt.Errorf("sign in: %w", &task.Failure{Kind: task.FailUnauthorized, Source: source, Err: err})
	}
	return own.Verify(ctx, lang)
}

func (s *SignIn) closedDoor(ctx context.Context, source string) error {
	s.mu.Lock()
	seen := s.closed[source]
	s.mu.Unlock()
	if seen {
		return nil
	}
	if err := s.Clients[source].Closed(ctx); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed == nil {
		s.closed = map[string]bool{}
	}
	s.closed[source] = true
	return nil
}

// refuseSignIn shows the form again with what OCP made of it.
func (s *server) refuseSignIn(c echo.Context, in signinpage.Input, err error) error {
	failure := (*task.Failure)(nil)
	switch {
	case errors.Is(err, ocp.ErrOpenDoor):
		in.Problem = signinpage.OpenDoor
		s.Logger.ErrorContext(c.Request().Context(), "nobody can sign in", "id", visitOf(c).ID, "error", err)
	case !errors.As(err, &failure):
		return err
	case failure.Kind == task.FailUnauthorized:
		in.Problem = signinpage.Wrong
		s.tried(c, in.URL.Source, "wrong")
		return s.signInPage(c, http.StatusUnauthorized, in)
	default:
		in.Problem, in.Failure = signinpage.Undecided, failure
		s.Logger.WarnContext(c.Request().Context(), "a sign-in is not decided", "id", visitOf(c).ID, "error", err)
	}
	s.tried(c, in.URL.Source, "undecided")
	status := http.StatusBadGateway
	if failure != nil {
		f := failed(failure)
		if status = f.status; status < 500 {
			status = http.StatusBadGateway // not the visitor's mistake
		}
		if f.retry > 0 {
			c.Response().Header().Set("Retry-After", seconds(f.retry))
		}
	}
	return s.signInPage(c, status, in)
}

func (s *server) signInPage(c echo.Context, status int, in signinpage.Input) error {
	for _, source := range s.Sources {
		in.Sources = append(in.Sources, signinpage.Source{Name: source.Name, Address: s.describe(source.Name)})
	}
	return s.page(c, status, signinpage.View(signinpage.New(s.frame(c), in)))
}

// serveSignOut is POST /sign-out. The session is gone at once; what the browser
// has kept of it goes too, as far as it listens.
func (s *server) serveSignOut(c echo.Context) error {
	r := c.Request()
	s.library.signIn.Sessions.SignOut(s.Access.Token(r))
	c.SetCookie(s.Access.Cookie(r, ""))
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return c.Redirect(http.StatusSeeOther, permalink.SignIn{}.String())
}

// seconds is a wait as Retry-After has it: whole seconds, not too few.
func seconds(wait time.Duration) string {
	return fmt.Sprint(int64((wait + time.Second - 1) / time.Second))
}
