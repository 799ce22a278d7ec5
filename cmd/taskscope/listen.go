package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// drain is how long requests under way may take once the process is told to end.
const drain = 10 * time.Second

// newServer is an http.Server that no client can hold for ever.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // 64 MiB to import over a slow line
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // clients' mistakes
	}
}

// listen takes the address.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return l, nil
}

// serve serves until the program is told to end, then lets requests finish;
// closing is called first, and ends those that would not by themselves.
func (p *program) serve(l net.Listener, h http.Handler, closing func(), log *slog.Logger) error {
	server := newServer(h, log)
	server.RegisterOnShutdown(closing)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	scheme := "http"
	if _, plain := l.(*net.TCPListener); !plain {
		scheme = "https"
	}
	if _, err := fmt.Fprintf(p.stdout, "taskscope: listening on %s://%s\n", scheme, l.Addr()); err != nil {
		log.Warn("the start is not announced", "error", err)
	}
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-p.ctx.Done():
	}
	log.Info("stopping")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(p.ctx), p.drain)
	defer cancel()
	if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		log.Warn("requests were cut off", "after", p.drain)
		return server.Close()
	} else if err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
