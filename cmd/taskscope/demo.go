package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"

	"taskscope/internal/history"
	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
	"taskscope/views/homepage"
)

// demo is a simulated OCP on a loopback port of its own, read over HTTP like
// any other.
type demo struct {
	url    *url.URL
	offers []homepage.Offer
	stop   func()
}

func demoAccount() ocp.Basic { return ocp.Basic{User: "viewer", Password: "viewer"} }

// startDemo starts it. Its running tasks begin with the process, so after a
// restart they are other tasks and need other ids than those in history.
func startDemo(ctx context.Context, store *history.Store, log *slog.Logger) (*demo, error) {
	sim, err := newDemoSim(ctx, store)
	if err != nil {
		return nil, fmt.Errorf("start the simulated OCP: %w", err)
	}
	l, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the simulated OCP: %w", err)
	}
	server := newServer(sim.Handler(), log)
	server.WriteTimeout = 0             // it can be asked to hang
	go func() { _ = server.Serve(l) }() // ends when it is closed
	var offers []homepage.Offer
	for _, e := range sim.Catalogue() {
		offers = append(offers, homepage.Offer{ID: task.ID(e.ID), Name: e.Name, Scenario: e.Scenario})
	}
	return &demo{
		offers: offers,
		url:    &url.URL{Scheme: "http", Host: l.Addr().String()},
		stop:   func() { sim.Close(); _ = server.Close() },
	}, nil
}

// The ids of running tasks lie below shiftStep apart, and there is room for
// shifts of them before the next kind of task.
const (
	shiftStep = 100
	shifts    = 900
)

// newDemoSim is a simulated OCP whose running tasks history does not have.
func newDemoSim(ctx context.Context, store *history.Store) (*ocpsim.Sim, error) {
	var sim *ocpsim.Sim
	for n := range int64(shifts) {
		var err error
		if sim, err = ocpsim.New(ocpsim.Config{LiveShift: n * shiftStep}); err != nil {
			return nil, err
		}
		if seen, err := liveSeen(ctx, store, sim); err != nil || !seen {
			return sim, err
		}
	}
	return sim, nil
}

func liveSeen(ctx context.Context, store *history.Store, sim *ocpsim.Sim) (bool, error) {
	for _, e := range sim.Catalogue() {
		if !e.Live {
			continue
		}
		kept, err := store.Snapshots(ctx, demoSource, task.ID(e.ID), 1)
		if err != nil || len(kept) > 0 {
			return len(kept) > 0, err
		}
	}
	return false, nil
}
