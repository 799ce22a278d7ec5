package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Visitor is who makes a request. Name is "" where nobody has to give one. In
// sign-in mode there is an account for each source that the visitor signed in
// to, and none for a visitor who did not.
type Visitor struct {
	Name     string
	Accounts []Account
}

// Account is the visitor's own account at a source, for as long as the session
// lasts.
type Account struct {
	Source, User string
	key, token   string
	sessions     *Sessions
}

// Account is the visitor's account at the source.
func (v Visitor) Account(source string) (Account, bool) {
	for _, a := range v.Accounts {
		if a.Source == source {
			return a, true
		}
	}
	return Account{}, false
}

// Key is a text that no other account has, nor this one with another password.
func (a Account) Key() string { return a.key }

// Password is the account's password, for one request: it is not to be kept.
// The error is ErrSignedOut once the session has ended, however it did.
func (a Account) Password(ctx context.Context) (string, error) {
	return a.sessions.password(ctx, a.token, a.Source, a.User)
}

// ownPrefix starts the names of sources that hold somebody's own imports.
const ownPrefix = "own-"

// OwnSource is the source that holds what the account's owner imported. No OCP
// can be asked who may see it, so it is nobody else's: an import under a name
// that others share would be a way to read what they have under it, or to put
// something in its place.
func (a Account) OwnSource() string {
	sum := sha256.Sum256(owner(a.Source, a.User))
	return ownPrefix + hex.EncodeToString(sum[:6])
}

// IsOwnSource says whether a source's name is kept for imports.
func IsOwnSource(name string) bool { return strings.HasPrefix(name, ownPrefix) }
