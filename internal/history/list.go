package history

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"taskscope/internal/task"
)

// List gives one page of the snapshots that q asks for, newest start first.
// Walking by the page's cursors visits each row once, whatever is recorded
// meanwhile; a task whose start changes moves. A bad cursor is ErrBadCursor.
func (s *Store) List(ctx context.Context, q Query) (Page, error) {
	sc := scope{}
	if q.After != "" && q.Before != "" {
		return Page{}, fmt.Errorf("list: after and before at once: %w", ErrBadCursor)
	}
	if text := q.After + q.Before; text != "" {
		p, err := parseCursor(text)
		if err != nil {
			return Page{}, fmt.Errorf("list: %w", err)
		}
		sc.from, sc.back = &p, q.Before != ""
	}
	var lines []line
	err := s.read(ctx, "list snapshots", func(tx *sql.Tx) error {
		f, err := newFilter(ctx, tx, &q)
		f.viewer, f.visible = s.viewer, s.visible()
		if err == nil {
			lines, err = page(ctx, tx, &f, sc, q.limit()+1) // one more tells whether it goes on
		}
		return err
	})
	if err != nil {
		return Page{}, err
	}
	more := len(lines) > q.limit()
	if more {
		lines = lines[:q.limit()]
	}
	if sc.back {
		slices.Reverse(lines)
	}
	p := Page{Items: summaries(lines)}
	if len(lines) == 0 {
		return p, nil
	}
	// Behind a cursor there is the row it was made of.
	if sc.from != nil && !sc.back || sc.back && more {
		p.Prev = lines[0].cursor()
	}
	if sc.back || more {
		p.Next = lines[len(lines)-1].cursor()
	}
	return p, nil
}

// line is a row of the list and its place.
type line struct {
	position
	task.Summary
}

func summaries(lines []line) []task.Summary {
	all := make([]task.Summary, len(lines))
	for i := range lines {
		all[i] = lines[i].Summary
	}
	return all
}

// page gives up to n lines in the direction of sc, which names no limit.
func page(ctx context.Context, tx *sql.Tx, f *filter, sc scope, n int) ([]line, error) {
	if f.newest {
		sc.limit = n
		tasks, err := findTasks(ctx, tx, f, &sc)
		if err != nil {
			return nil, err
		}
		return newestLines(ctx, tx, tasks)
	}
	chosen, err := choose(ctx, tx, f, sc, n)
	if err != nil {
		return nil, err
	}
	return linesOf(ctx, tx, chosen)
}
