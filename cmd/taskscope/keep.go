package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"strconv"
	"strings"
	"time"

	"taskscope/internal/history"
)

// keepFlags say how much of the history is kept, for serve and prune.
type keepFlags struct {
	KeepAge       keepAge  `help:"Drop snapshots that were recorded longer ago, such as 90d, 12w or 36h." placeholder:"AGE"`
	KeepSnapshots int64    `help:"Drop the oldest snapshots beyond so many." placeholder:"N"`
	KeepSize      keepSize `help:"Drop the oldest snapshots while the file has more in use, such as 2GB or 500MB." placeholder:"SIZE"`
}

func (f *keepFlags) keep() (history.Keep, error) {
	if f.KeepSnapshots < 0 {
		return history.Keep{}, errors.New("--keep-snapshots: less than nothing cannot be kept")
	}
	return history.Keep{Age: time.Duration(f.KeepAge), Snapshots: f.KeepSnapshots, Bytes: int64(f.KeepSize)}, nil
}

// keepAge is a duration with days and weeks; 0 is no limit.
type keepAge time.Duration

// UnmarshalText reads "90d", "12w" or what Go takes for a duration.
func (a *keepAge) UnmarshalText(text []byte) error {
	s := string(text)
	for unit, of := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		number, ok := strings.CutSuffix(s, unit)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || !(n >= 0) || n > float64(math.MaxInt64)/float64(of)/2 {
			return fmt.Errorf("%q is not an age such as 90d", s)
		}
		*a = keepAge(n * float64(of))
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return fmt.Errorf("%q is not an age such as 90d, 12w or 36h", s)
	}
	*a = keepAge(d)
	return nil
}

// keepSize is a number of bytes; 0 is no limit.
type keepSize int64

// UnmarshalText reads "2GB", "1.5GiB", "500MB" or a number of bytes.
func (k *keepSize) UnmarshalText(text []byte) error {
	s := strings.ToUpper(strings.TrimSpace(string(text)))
	of := 1.0
	for _, unit := range []struct {
		name string
		of   float64
	}{{"KIB", 1 << 10}, {"MIB", 1 << 20}, {"GIB", 1 << 30}, {"TIB", 1 << 40}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}} {
		if number, ok := strings.CutSuffix(s, unit.name); ok {
			s, of = strings.TrimSpace(number), unit.of
			break
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 0) || n*of > 1<<60 {
		return fmt.Errorf("%q is not a size such as 2GB or 500MB", text)
	}
	*k = keepSize(n * of)
	return nil
}

// pruneCmd is taskscope prune.
type pruneCmd struct {
	Db        string `help:"File of the history (${default})." default:"taskscope.db" placeholder:"FILE"`
	keepFlags `embed:""`
}

// Run drops what is not to be kept, and says so.
func (cmd *pruneCmd) Run(p *program, c *cli) error {
	keep, err := cmd.keep()
	if err == nil && keep.All() {
		err = errors.New("say what to keep: --keep-age, --keep-snapshots or --keep-size")
	}
	if err != nil {
		return &usageError{err}
	}
	store, err := openStore(p, c, cmd.Db)
	if err != nil {
		return err
	}
	defer store.Close()
	d, err := store.Prune(p.ctx, keep)
	if d.Total() > 0 || err == nil {
		if sayErr := sayDropped(p.stdout, d); err == nil {
			err = sayErr
		}
	}
	return err
}

func sayDropped(w io.Writer, d history.Dropped) error {
	line := fmt.Sprintf("dropped %d snapshots (%d by age, %d by count, %d by size), %d tasks with them; %d MB in use\n", d.Total(),
		d.Snapshots[history.RuleAge], d.Snapshots[history.RuleCount], d.Snapshots[history.RuleSize], d.Tasks, d.Bytes/1e6)
	if d.Short {
		line += "more is left than was asked for: the rest is pinned, has a note or is of a running task\n"
	}
	_, err := io.WriteString(w, line)
	return err
}

// pruneEvery is how often a server drops what is not to be kept.
const pruneEvery = time.Hour

// keepPruned drops now and then what is not to be kept, until ctx is done. Told
// is told what was dropped.
func keepPruned(ctx context.Context, store *history.Store, keep history.Keep, every time.Duration, told func(history.Dropped), log *slog.Logger) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		d, err := store.Prune(ctx, keep)
		if told(d); d.Total() > 0 || d.Short {
			log.InfoContext(ctx, "history pruned", "snapshots", d.Total(), "by_age", d.Snapshots[history.RuleAge],
				"by_count", d.Snapshots[history.RuleCount], "by_size", d.Snapshots[history.RuleSize], "tasks", d.Tasks,
				"bytes_in_use", d.Bytes, "more_is_protected", d.Short)
		}
		if err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "history not pruned", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
