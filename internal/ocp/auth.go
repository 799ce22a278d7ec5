package ocp

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
)

// Auth is an OCP account: Basic or AKSK. However it is printed, logged or
// encoded, its secret does not show.
type Auth interface {
	// Account names the account to people: the user, or the access key.
	Account() string
	check() error
	// authorize signs a request that is otherwise complete.
	authorize(r *http.Request)
	// hide takes what only the account's owner may know out of a text.
	hide(text string) string
}

// Basic is a user with a password.
type Basic struct{ User, Password string }

// NoAccount asks without saying who. It is for a client whose only use is to be
// asked As somebody.
type NoAccount struct{}

// AKSK is an access key with its secret (OCP from 4.0.3 on).
type AKSK struct{ AccessKey, SecretKey string }

// Account is nobody.
func (NoAccount) Account() string { return "" }

func (NoAccount) check() error            { return nil }
func (NoAccount) authorize(*http.Request) {}
func (NoAccount) hide(text string) string { return text }
func (NoAccount) String() string          { return "no account" }

// Account is the user.
func (a Basic) Account() string { return a.User }

// Account is the access key.
func (a AKSK) Account() string { return a.AccessKey }

func (a Basic) check() error {
	switch {
	case a.User == "":
		return errors.New("the OCP user is empty")
	case strings.Contains(a.User, ":"):
		return errors.New("the OCP user has a colon in it, which HTTP Basic cannot carry")
	case a.Password == "":
		return errors.New("the OCP password is empty")
	}
	return nil
}

func (a AKSK) check() error {
	switch {
	case a.AccessKey == "" || strings.ContainsAny(a.AccessKey, ": \r\n"):
		return errors.New("the OCP access key is empty or has a colon or a space in it")
	case a.SecretKey == "":
		return errors.New("the OCP secret key is empty")
	}
	return nil
}

func (a Basic) authorize(r *http.Request) { r.SetBasicAuth(a.User, a.Password) }

func (a AKSK) authorize(r *http.Request) {
	signature := SignRequest{
		Method:      r.Method,
		ContentType: r.Header.Get("Content-Type"),
		Date:        r.Header.Get("Date"),
		Host:        r.Host,
		Header:      r.Header,
		Path:        r.URL.EscapedPath(),
		Query:       r.URL.Query(),
	}.Signature(a.SecretKey)
	r.Header.Set("Authorization", "OCP-ACCESS-KEY-HMACSHA1 "+a.AccessKey+":"+signature)
}

func (a Basic) hide(text string) string {
	token := base64.StdEncoding.EncodeToString([]byte(a.User + ":" + a.Password))
	if a.Password == a.User { // cutting it out of OCP's sentences would only garble them
		return hide(text, token)
	}
	return hide(text, token, a.Password)
}

// A signature is good for 15 minutes and one path; the secret is what counts.
func (a AKSK) hide(text string) string { return hide(text, a.SecretKey) }

// hide cuts secrets out of a text that came from outside. A secret of a few
// letters is left alone: cutting it out of ordinary words would give it away.
func hide(text string, secrets ...string) string {
	for _, s := range secrets {
		if len(s) >= 6 {
			text = strings.ReplaceAll(text, s, redacted)
		}
	}
	return text
}

const redacted = "[redacted]"

func (a Basic) String() string { return "basic " + a.User + ":" + redacted }
func (a AKSK) String() string  { return "aksk " + a.AccessKey + ":" + redacted }

// Format prints String for every verb, so that none reaches the fields.
func (a Basic) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, a.String()) }

// Format prints String for every verb, so that none reaches the fields.
func (a AKSK) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, a.String()) }

// LogValue logs String.
func (a Basic) LogValue() slog.Value { return slog.StringValue(a.String()) }

// LogValue logs String.
func (a AKSK) LogValue() slog.Value { return slog.StringValue(a.String()) }

// MarshalJSON writes String.
func (a Basic) MarshalJSON() ([]byte, error) { return json.Marshal(a.String()) }

// MarshalJSON writes String.
func (a AKSK) MarshalJSON() ([]byte, error) { return json.Marshal(a.String()) }
