package web

import (
	"context"
	"fmt"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/task"
)

// signInFirst says that the visitor has no account at a source.
type signInFirst struct{ source string }

func (e *signInFirst) Error() string {
	return fmt.Sprintf("source %s: %v", e.source, access.ErrSignedOut)
}
func (e *signInFirst) Unwrap() error { return access.ErrSignedOut }

// pass is what a live.Reader asks about one visitor in sign-in mode. Without
// SignIn it opens nothing.
type pass struct {
	signIn  *SignIn
	visitor access.Visitor
}

// Source is the source as the visitor's own account is answered by it.
func (p *pass) Source(name string) (live.Source, string, error) {
	account, ok := p.visitor.Account(name)
	if !ok || p.signIn == nil {
		return nil, "", &signInFirst{name}
	}
	return ownClient{p.signIn.Clients[name], account}, account.Key(), nil
}

// user is the visitor's name in grants of a source, false for one where the
// visitor has none.
func (p *pass) user(source string) (string, bool) {
	for _, id := range identities(p.visitor) {
		if id.Source == source && p.signIn != nil {
			return id.User, true
		}
	}
	return "", false
}

func (p *pass) Knows(ctx context.Context, source string, id task.ID) (bool, error) {
	user, ok := p.user(source)
	if !ok {
		return false, nil
	}
	return p.signIn.Judge.Knows(ctx, source, user, id)
}

func (p *pass) Learn(ctx context.Context, source string, id task.ID, said *task.Failure) (bool, error) {
	user, ok := p.user(source)
	if !ok {
		return false, nil
	}
	return p.signIn.Judge.Learn(ctx, source, user, id, said)
}

// Own grants the task to the visitor's first account: a visitor with two has
// one pile of imports.
func (p *pass) Own(ctx context.Context, id task.ID) (string, error) {
	if len(p.visitor.Accounts) == 0 || p.signIn == nil {
		return "", access.ErrSignedOut
	}
	first := p.visitor.Accounts[0]
	return first.OwnSource(), p.signIn.Judge.Own(ctx, first, id)
}

// viewer is the visitor as history knows them.
func (s *SignIn) viewer(v access.Visitor) history.Viewer {
	return history.Viewer{Identities: identities(v), SinceMS: s.Judge.SinceMS()}
}

// identities are the names under which the visitor was granted tasks: each
// account at its source, and where it keeps its imports.
func identities(v access.Visitor) []history.Identity {
	var all []history.Identity
	for _, a := range v.Accounts {
		all = append(all, history.Identity{Source: a.Source, User: a.User}, history.Identity{Source: a.OwnSource(), User: a.User})
	}
	return all
}

// ownClient is an OCP as one account is answered by it. The password is taken
// out for each request: when the session has ended, it is no longer there.
type ownClient struct {
	client  *ocp.Client
	account access.Account
}

func (c ownClient) Fetch(ctx context.Context, id task.ID, lang string) (live.Answer, error) {
	password, err := c.account.Password(ctx)
	if err != nil {
		return live.Answer{}, fmt.Errorf("ask OCP: %w", err)
	}
	own, err := c.client.As(ocp.Basic{User: c.account.User, Password: password})
	if err != nil {
		return live.Answer{}, fmt.Errorf("ask OCP: %w", err)
	}
	return client{own}.Fetch(ctx, id, lang)
}

// Grants is a history as an access.Judge remembers in it.
func Grants(h *history.Store) access.Grants { return grants{h} }

type grants struct{ store *history.Store }

func (g grants) Granted(ctx context.Context, source, user string, id task.ID) (task.Opt[int64], error) {
	return g.store.Granted(ctx, history.Identity{Source: source, User: user}, id)
}

func (g grants) Grant(ctx context.Context, source, user string, id task.ID, atMS int64) error {
	return g.store.Grant(ctx, history.Identity{Source: source, User: user}, id, atMS)
}

func (g grants) Revoke(ctx context.Context, source, user string, id task.ID) error {
	return g.store.Revoke(ctx, history.Identity{Source: source, User: user}, id)
}

func (g grants) Prune(ctx context.Context, beforeMS int64) (int64, error) {
	return g.store.PruneGrants(ctx, beforeMS)
}
