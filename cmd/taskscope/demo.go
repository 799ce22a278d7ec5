package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"

	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
)

// demo is a simulated OCP on a loopback port of its own, read over HTTP like
// any other.
type demo struct {
	url  *url.URL
	stop func()
}

func demoAccount() ocp.Basic { return ocp.Basic{User: "viewer", Password: "viewer"} }

func startDemo(ctx context.Context, log *slog.Logger) (*demo, error) {
	sim, err := ocpsim.New(ocpsim.Config{})
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
	return &demo{
		url:  &url.URL{Scheme: "http", Host: l.Addr().String()},
		stop: func() { sim.Close(); _ = server.Close() },
	}, nil
}
