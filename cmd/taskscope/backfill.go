package main

import (
	"context"
	"log/slog"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/ocp"
)

// backfillEvery is how often it is looked for tasks without a run: there are some
// after the newest snapshot of a task was dropped, which is rare.
const backfillEvery = time.Hour

// backfill makes what an older program has not kept of its tasks, until ctx ends.
func backfill(ctx context.Context, store *history.Store, log *slog.Logger) {
	again := time.NewTicker(backfillEvery)
	defer again.Stop()
	for {
		n, err := store.Backfill(ctx, ocp.Decode)
		switch {
		case ctx.Err() != nil: // the rest is made after the next start
			return
		case err != nil:
			log.WarnContext(ctx, "baselines lack some earlier tasks", "made", n, "error", err)
		case n > 0:
			log.InfoContext(ctx, "earlier tasks are part of baselines now", "made", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}
