package live

import (
	"context"

	"taskscope/internal/task"
)

// Pass is what one person may see. Every fetch is made with that person's own
// account, so that the source decides; the Pass remembers what it decided.
type Pass interface {
	// Source is the source as the person's account is answered by it, and a key
	// that no other account's requests have. The error is one for the person:
	// there is no account of theirs for this source.
	Source(name string) (source Source, key string, err error)
	// Knows says whether what is kept of the task may be shown without asking.
	Knows(ctx context.Context, source string, id task.ID) (bool, error)
	// Learn is told what the source answered, nil for the task itself, and says
	// whether what is kept may be shown in the place of a failure, which also
	// holds when there is an error: that is about remembering it.
	Learn(ctx context.Context, source string, id task.ID, failure *task.Failure) (bool, error)
	// Own notes that the person imports a task, and says under which source it
	// is kept: one where nobody else can see it or put another in its place.
	Own(ctx context.Context, id task.ID) (source string, err error)
}

// For is a Reader for one person. It shares everything else with r, and is not
// to be closed.
func (r *Reader) For(pass Pass) *Reader { return &Reader{core: r.core, pass: pass} }

func (r *Reader) knows(ctx context.Context, ref task.Ref) (bool, error) {
	if r.pass == nil {
		return true, nil
	}
	return r.pass.Knows(ctx, ref.Source, ref.Task)
}

// learn passes on what a source said, and says whether what is kept may stand
// in. That it cannot be remembered is no reason to hide what was just shown.
func (r *Reader) learn(ctx context.Context, ref task.Ref, failure *task.Failure) bool {
	if r.pass == nil {
		return failure != nil && failure.Kind != task.FailUnauthorized && failure.Kind != task.FailForbidden
	}
	show, err := r.pass.Learn(ctx, ref.Source, ref.Task, failure)
	if err != nil {
		r.cfg.Logger.ErrorContext(ctx, "what a source shows to whom is not remembered", "ref", ref.String(), "error", err)
	}
	return show
}
