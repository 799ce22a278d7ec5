package permalink

import "net/url"

// The addresses of signing in, which only a server in sign-in mode has.
const (
	SignInPath = "/sign-in"
	SignOut    = "/sign-out" // POST
)

// SignIn is the URL of the sign-in page.
type SignIn struct {
	Back   string // path and query to come back to; "" is the home page
	Source string // whose account is asked for; "" is the default source
	Why    Why
}

// Why is why somebody was sent to the sign-in page.
type Why string

// The reasons.
const (
	WhyAsked   Why = ""        // it was opened, or a page needs it
	WhyEnded   Why = "ended"   // there was a session
	WhyRefused Why = "refused" // OCP no longer takes the account's password
)

// ParseSignIn reads the query or the form of a sign-in. Back is as it came:
// whether it leads to this server is for the caller to see.
func ParseSignIn(query url.Values) (SignIn, error) {
	r := reader{query: query}
	u := SignIn{Back: query.Get("back"), Source: r.source("source"), Why: choice(&r, "why", []Why{WhyAsked, WhyEnded, WhyRefused})}
	if r.err != nil {
		return SignIn{}, r.err
	}
	return u, nil
}

// String is the URL.
func (u SignIn) String() string {
	w := writer{}
	w.put("back", u.Back)
	w.put("source", u.Source)
	w.put("why", string(u.Why))
	return SignInPath + w.String()
}
