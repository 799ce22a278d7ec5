package access

import (
	"context"
	"errors"
	"math"
	"time"

	"taskscope/internal/task"
)

// DefaultGrantTTL is how long a task that OCP has shown to somebody may be
// shown to them without asking again.
const DefaultGrantTTL = 24 * time.Hour

// rememberGrants is how long it is remembered that OCP once showed somebody a
// task, for when it no longer has it.
const rememberGrants = 400 * 24 * time.Hour

// forever is the time of a grant that no OCP can renew.
const forever = math.MaxInt64

// Grants remembers which source has shown which task to which of its users,
// and when last (UTC ms).
type Grants interface {
	Granted(ctx context.Context, source, user string, id task.ID) (task.Opt[int64], error)
	Grant(ctx context.Context, source, user string, id task.ID, atMS int64) error
	Revoke(ctx context.Context, source, user string, id task.ID) error
	Prune(ctx context.Context, beforeMS int64) (int64, error)
}

// Judge decides what is shown of what is kept, by what OCP said to whom:
//
//	the task   it is shown, and what is kept of it for the next TTL
//	403        nothing is, and what was granted is no longer
//	404        what is kept is shown to whom OCP once showed the task
//	401        nothing is
//	no answer  what is kept is shown as long as the last grant is good
type Judge struct {
	grants Grants
	ttl    time.Duration
	now    func() time.Time
}

// NewJudge makes a Judge. A TTL of 0 is DefaultGrantTTL.
func NewJudge(grants Grants, ttl time.Duration, now func() time.Time) *Judge {
	if ttl <= 0 {
		ttl = DefaultGrantTTL
	}
	return &Judge{grants: grants, ttl: ttl, now: now}
}

// SinceMS is the moment since when grants are good (UTC ms).
func (j *Judge) SinceMS() int64 { return j.now().Add(-j.ttl).UnixMilli() }

// Knows says whether a task may be shown to the user without asking OCP.
func (j *Judge) Knows(ctx context.Context, source, user string, id task.ID) (bool, error) {
	at, err := j.grants.Granted(ctx, source, user, id)
	return at.OK && at.V > j.SinceMS(), err
}

// Learn takes in what OCP said to the user, nil for the task itself, and says
// whether what is kept may be shown instead. An error means that it could not
// be remembered.
func (j *Judge) Learn(ctx context.Context, source, user string, id task.ID, said *task.Failure) (bool, error) {
	if said != nil && said.Kind == task.FailForbidden {
		return false, j.grants.Revoke(ctx, source, user, id)
	}
	if said != nil && said.Kind == task.FailUnauthorized {
		return false, nil
	}
	at, err := j.grants.Granted(ctx, source, user, id)
	if err != nil && said != nil {
		return false, err
	}
	switch {
	case said == nil:
		return true, j.renew(ctx, source, user, id, at)
	case said.Kind == task.FailNotFound && at.OK:
		return true, j.renew(ctx, source, user, id, at)
	case said.Kind == task.FailNotFound:
		return false, nil
	}
	return at.OK && at.V > j.SinceMS(), nil
}

// renew grants for another TTL. A grant that is young is left as it is: a task
// that is polled every two seconds is not written down every two seconds.
func (j *Judge) renew(ctx context.Context, source, user string, id task.ID, at task.Opt[int64]) error {
	now := j.now()
	if at.OK && at.V > now.Add(-j.ttl/8).UnixMilli() {
		return nil
	}
	return j.grants.Grant(ctx, source, user, id, now.UnixMilli())
}

// Own grants what somebody imported for themselves, for good.
func (j *Judge) Own(ctx context.Context, a Account, id task.ID) error {
	return j.grants.Grant(ctx, a.OwnSource(), a.User, id, forever)
}

// Prune forgets grants that are too old to count even for a task that OCP no
// longer has, now and once a day until ctx ends. Failed is told of each failure.
func (j *Judge) Prune(ctx context.Context, failed func(error)) {
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		_, err := j.grants.Prune(ctx, j.now().Add(-max(rememberGrants, j.ttl)).UnixMilli())
		if err != nil && !errors.Is(err, context.Canceled) {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
